import { createCipheriv, createDecipheriv, createHash, randomBytes, type Hash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { encodeHead, encodeTail, keyLength, readHead, readTag, tagLength, tailLength } from '../crypto/auth-enveloped.ts'
import { DerError } from '../crypto/der.ts'
import { kekRecipient, openKek } from '../crypto/recipients.ts'
import { pieceSize, type DigestPieces, type Digested, type DigestRanges, type JobFailure, type Opened, type OpenSegments, type Piece, type Range, type SealSegments, type SegmentPlan } from './jobs.ts'
import type { OpenFiles } from './streams.ts'

/** The jobs themselves, as they run in a worker thread. `report` is called with the bytes done since it was called last. */
export type Report = (bytes: number) => void

/** A failure that is normal life. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure'
  readonly failure: JobFailure

  constructor(failure: JobFailure) {
    super(failure.detail)
    this.failure = failure
  }
}

class Digesting {
  readonly #hash: Hash = createHash('sha256')
  #crc = 0

  update(chunk: Uint8Array): void {
    this.#hash.update(chunk)
    this.#crc = crc32(chunk, this.#crc)
  }

  result(): Digested {
    return { sha256: this.#hash.digest(), crc32: this.#crc }
  }
}

export function digestRanges(job: DigestRanges, files: OpenFiles, report: Report): Digested[] {
  return job.ranges.map(({ offset, size }) => {
    const digesting = new Digesting()
    files.read(job.file, offset, size, (chunk) => {
      digesting.update(chunk)
      report(chunk.length)
    })
    return digesting.result()
  })
}

export function digestPieces(job: DigestPieces, files: OpenFiles, report: Report): { whole: Uint8Array, pieces: Digested[] } {
  const whole = createHash('sha256')
  const pieces = job.pieces.map((piece) => {
    const digesting = new Digesting()
    files.readPiece(piece, (chunk) => {
      whole.update(chunk)
      digesting.update(chunk)
      report(chunk.length)
    })
    return digesting.result()
  })
  return { whole: whole.digest(), pieces }
}

export const sealSegments = (job: SealSegments, files: OpenFiles, report: Report): Digested[] =>
  job.segments.map((segment) => sealSegment(job, segment, files, report))

/** One CMS AuthEnvelopedData under a fresh content key, wrapped for the envelope key (docs/formats.md, Segment). */
function sealSegment(job: SealSegments, segment: SegmentPlan, files: OpenFiles, report: Report): Digested {
  const contentKey = randomBytes(keyLength)
  const nonce = randomBytes(12)
  const length = segment.pieces.reduce((sum: number, piece: Piece) => sum + pieceSize(piece), 0)
  const recipient = kekRecipient(Buffer.from(job.keyId), Buffer.from(job.key))
  const cipher = createCipheriv('aes-256-gcm', contentKey, nonce, { authTagLength: tagLength })
  const digesting = new Digesting()
  let offset = segment.offset
  const put = (bytes: Buffer): void => {
    digesting.update(bytes)
    files.write(job.target, bytes, offset)
    offset += bytes.length
  }
  put(encodeHead([recipient(contentKey)], nonce, length))
  for (const piece of segment.pieces) {
    files.readPiece(piece, (chunk) => {
      put(cipher.update(chunk))
      report(chunk.length)
    })
  }
  cipher.final()
  put(encodeTail(cipher.getAuthTag()))
  contentKey.fill(0)
  return digesting.result()
}

export function openSegments(job: OpenSegments, files: OpenFiles, report: Report): Opened {
  const container = createHash('sha256')
  let size = 0
  const take = (plain: Buffer): void => {
    container.update(plain)
    if (job.target !== null) files.write(job.target, plain, size)
    size += plain.length
    report(plain.length)
  }
  job.segments.forEach((range, index) => openSegment(job, range, index, files, take))
  return { container: container.digest(), size }
}

/** No segment has a longer head: one key-encryption-key recipient and an identifier of at most 64 bytes. */
const maxHead = 512

/** Bytes of a range at once; ranges are small here. */
function readSmall(files: OpenFiles, file: string, offset: number, size: number): Buffer {
  const parts: Buffer[] = []
  files.read(file, offset, size, (chunk) => { parts.push(Buffer.from(chunk)) })
  return Buffer.concat(parts)
}

/** Hands on the plaintext of one segment; the tag is judged at its end, so what was handed on is nobody's until then. */
function openSegment(job: OpenSegments, range: Range, index: number, files: OpenFiles, take: (plain: Buffer) => void): void {
  const unreadable = (): never => { throw new TaskFailure({ code: 'envelope-unreadable', detail: `segment ${index + 1}` }) }
  try {
    const head = readHead(readSmall(files, job.file, range.offset, Math.min(maxHead, range.size)), range.size)
    const [recipient, ...more] = head.recipients
    const contentKey = recipient === undefined || more.length > 0 ? null : openKek(recipient, Buffer.from(job.keyId), Buffer.from(job.key))
    if (contentKey === null) return unreadable()
    const decipher = createDecipheriv('aes-256-gcm', contentKey, head.nonce, { authTagLength: tagLength })
    contentKey.fill(0)
    const start = range.offset + head.start
    decipher.setAuthTag(readTag(readSmall(files, job.file, start + head.length, tailLength)))
    files.read(job.file, start, head.length, (chunk) => take(decipher.update(chunk)))
    try {
      decipher.final()
    } catch {
      return unreadable()
    }
  } catch (error) {
    if (error instanceof DerError) return unreadable()
    throw error
  }
}
