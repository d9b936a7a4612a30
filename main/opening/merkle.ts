import { sha256 } from '../crypto/algorithms.ts'
import type { InclusionProof } from '../../interface/schemas/receipt.ts'

/** Inclusion in a tender's log (RFC 9162, 2.1). Leaves are digests of receipts. */

const leafHash = (receipt: string): Buffer => sha256(Buffer.from([0]), Buffer.from(receipt, 'hex'))
const nodeHash = (left: Buffer, right: Buffer): Buffer => sha256(Buffer.from([1]), left, right)

/** Whether the receipt stands in the log with this root and size (RFC 9162, 2.1.3.2). */
export function verifyInclusion({ receipt, index, size, path }: InclusionProof, root: string): boolean {
  if (index >= size) return false
  let fn = BigInt(index)
  let sn = BigInt(size - 1)
  let hash = leafHash(receipt)
  for (const each of path) {
    if (sn === 0n) return false
    const sibling = Buffer.from(each, 'hex')
    if ((fn & 1n) === 1n || fn === sn) {
      hash = nodeHash(sibling, hash)
      while ((fn & 1n) === 0n && fn !== 0n) {
        fn >>= 1n
        sn >>= 1n
      }
    } else {
      hash = nodeHash(hash, sibling)
    }
    fn >>= 1n
    sn >>= 1n
  }
  return sn === 0n && hash.toString('hex') === root
}
