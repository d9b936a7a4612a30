import { createHash } from 'node:crypto'

/**
 * Merkle tree of RFC 9162, section 2.1, over receipt digests. A leaf's input is the 32 bytes of a digest; digests in and out are
 * lower-case hex.
 */
const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

const leafHash = (digest: string): Buffer => sha256(leafPrefix, Buffer.from(digest, 'hex'))
const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodePrefix, left, right)

/** Largest power of two that is smaller than `n` (n > 1). */
const split = (n: number): number => 2 ** Math.floor(Math.log2(n - 1))

function hashOf(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves
  if (only === undefined) return sha256()
  if (leaves.length === 1) return Buffer.from(only)
  const k = split(leaves.length)
  return nodeHash(hashOf(leaves.slice(0, k)), hashOf(leaves.slice(k)))
}

/** MTH of RFC 9162, 2.1.1. An empty log has the hash of nothing. */
export const merkleRoot = (digests: readonly string[]): string => hashOf(digests.map(leafHash)).toString('hex')

/** PATH of RFC 9162, 2.1.3.1, from the leaf's sibling upwards. Throws a RangeError for an index outside the log. */
export function inclusionPath(digests: readonly string[], index: number): string[] {
  if (!Number.isInteger(index) || index < 0 || index >= digests.length) throw new RangeError('no such leaf')
  return pathOf(digests.map(leafHash), index).map((each) => each.toString('hex'))
}

function pathOf(leaves: readonly Uint8Array[], index: number): Buffer[] {
  if (leaves.length === 1) return []
  const k = split(leaves.length)
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)]
  return index < k ? [...pathOf(left, index), hashOf(right)] : [...pathOf(right, index - k), hashOf(left)]
}
