import { bridgeName, type Bridge, type Channel, type Output, type Result } from '../preload/contract/index.ts'
import { Refusal } from '../interface/errors.ts'

/**
 * The window's side of the border. On the border errors are values; inside the window they travel as Refusal, so that the flows of
 * interface/ run here as they do on the command line, and become values again where a screen shows them (problem.ts).
 */

type Unwrapped<T> = { [K in keyof T]: T[K] extends (...args: infer A) => Promise<Result<infer V>> ? (...args: A) => Promise<V> : T[K] }
type Sealbid = { [A in keyof Bridge]: A extends 'on' ? Bridge['on'] : Unwrapped<Bridge[A]> }

declare global {
  interface Window { readonly [bridgeName]: Bridge }
}

function unwrap(verbs: Record<string, (...args: unknown[]) => Promise<Result<unknown>>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(verbs).map(([name, ask]) => [name, async (...args: unknown[]) => {
    const result = await ask(...args)
    if (result.ok) return result.value
    throw new Refusal(result.error.code, result.error.detail, result.error.items)
  }]))
}

const { on, ...areas } = window[bridgeName]

/** `sealbid.drafts.get({ draft })` answers the view or throws a Refusal. */
export const sealbid = {
  on,
  ...Object.fromEntries(Object.entries(areas).map(([area, verbs]) => [area, unwrap(verbs as unknown as Record<string, (...args: unknown[]) => Promise<Result<unknown>>>)])),
} as unknown as Sealbid

export type { Channel, Output }
