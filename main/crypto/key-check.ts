import { sha256 } from './algorithms.ts'

/**
 * What `bid.json` publishes about keys and contents. Both are hiding (a random salt of 32 bytes) and binding (SHA-256), so they tell
 * nothing before the release and decide everything after it.
 */

export interface KeyAndSalt { key: Buffer, salt: Buffer }

/** Bytes of key and of salt in suite `intl`. */
export const keyBytes = 32
export const saltBytes = 32

/** H(`sealbid/key/1` ‖ salt ‖ key) in lower-case hex: judges a released key without opening anything. */
export const keyCheck = ({ key, salt }: KeyAndSalt): string => sha256(Buffer.from('sealbid/key/1'), salt, key).toString('hex')

/** H(`sealbid/container/1` ‖ salt ‖ H(container)) in lower-case hex. */
export const commitment = (salt: Buffer, containerDigest: Buffer): string =>
  sha256(Buffer.from('sealbid/container/1'), salt, containerDigest).toString('hex')

export const joinKeyAndSalt = ({ key, salt }: KeyAndSalt): Buffer => Buffer.concat([key, salt])

/** Splits the content of a key envelope, whose length is exact; null otherwise. */
export function splitKeyAndSalt(content: Buffer): KeyAndSalt | null {
  if (content.length !== keyBytes + saltBytes) return null
  return { key: content.subarray(0, keyBytes), salt: content.subarray(keyBytes) }
}
