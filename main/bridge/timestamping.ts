import { randomBytes } from 'node:crypto'
import { requestTimestampOver } from '../../interface/client.ts'
import { Refusal } from '../../interface/errors.ts'
import { requestTimestamp } from '../certificates/timestamp.ts'
import type { Signing } from '../container/write.ts'
import type { Workspace } from '../workspace.ts'

/** A person waits for no authority longer than this. */
const limitMilliseconds = 8_000

export type Stamp = NonNullable<Signing['stamp']>

export const isTimestampFailure = (error: unknown): boolean =>
  error instanceof Refusal && (error.code === 'timestamp-unavailable' || error.code === 'timestamp-invalid')

/**
 * The authority of the platform that a tender names, if that platform was accepted here once and the authority answers now; null otherwise.
 * Without one a signature is still a signature: its time is the signer's word only.
 */
export async function reachableStamp(place: { code: string, origin: string }, { platforms }: Workspace, send: typeof fetch): Promise<Stamp | null> {
  const known = platforms.find(place.code, place.origin)
  if (known === undefined) return null
  const limited: typeof fetch = (input, init) => send(input, { ...init, signal: AbortSignal.timeout(limitMilliseconds) })
  const stamp: Stamp = (signature) => requestTimestamp(signature, (body) => requestTimestampOver(limited, known.descriptor.timestampAuthority, body))
  try {
    await stamp(randomBytes(32))
    return stamp
  } catch (error) {
    if (isTimestampFailure(error)) return null
    throw error
  }
}

/** Works with the stamp, and again without it where the authority fails meanwhile. */
export async function stampedIfPossible<T>(stamp: Stamp | null, work: (stamp: Stamp | undefined) => Promise<T>): Promise<T> {
  if (stamp === null) return work(undefined)
  try {
    return await work(stamp)
  } catch (error) {
    if (isTimestampFailure(error)) return work(undefined)
    throw error
  }
}
