import { encodeHead, tailLength } from './auth-enveloped.ts'
import { kekRecipient } from './recipients.ts'

/** How an envelope container is cut (docs/formats.md, Segment). */

/** Bytes of container in each segment but the last. */
export const segmentSize = 16 * 1024 * 1024

/** Plaintext lengths of the segments of a container of `size` bytes; even an empty one has a segment. */
export function segmentLengths(size: number): number[] {
  const count = Math.max(1, Math.ceil(size / segmentSize))
  return Array.from({ length: count }, (_, index) => Math.min(segmentSize, size - index * segmentSize))
}

/** The key identifier of an envelope's segments: its id in UTF-8. */
export const segmentKeyId = (envelope: string): Buffer => Buffer.from(envelope, 'utf8')

/** Bytes of a sealed segment with `length` bytes of plaintext: known before anything is encrypted. */
export function sealedLength(envelope: string, length: number): number {
  const recipient = kekRecipient(segmentKeyId(envelope), Buffer.alloc(32))
  return encodeHead([recipient(Buffer.alloc(32))], Buffer.alloc(12), length).length + length + tailLength
}
