import { containerType } from '../../interface/routes.ts'
import type { Answer } from '../binding.ts'

export const containerResponse = (bytes: Uint8Array, status: 200 | 201 = 200): Response =>
  new Response(new Uint8Array(bytes), { status, headers: { 'content-type': containerType } })

/** The answer of a binding operation; the same bytes whenever it is asked for again. */
export const answerResponse = ({ status, type, body }: Answer): Response =>
  new Response(new Uint8Array(body), { status, headers: { 'content-type': type } })
