/** Heavy work that runs in worker threads: what goes in and what comes out. Keys travel by message inside the process only. */

/** A stretch of plaintext: bytes at hand, or a range of a file. */
export type Piece = { bytes: Uint8Array } | { file: string, offset: number, size: number }

export const pieceSize = (piece: Piece): number => 'bytes' in piece ? piece.bytes.length : piece.size

export interface Range { offset: number, size: number }

/** Digest and checksum of some bytes; the digest is SHA-256. */
export interface Digested { sha256: Uint8Array, crc32: number }

/** Digests of ranges of one file, in order. */
export interface DigestRanges { kind: 'digest-ranges', file: string, ranges: Range[] }

/** Digest of the concatenation of pieces, and of each piece. */
export interface DigestPieces { kind: 'digest-pieces', pieces: Piece[] }

/** One segment: its plaintext, and where in `target` its CMS structure goes. */
export interface SegmentPlan { pieces: Piece[], offset: number }

/** Encrypts segments into a file that exists already. `keyId` names the envelope key in each segment. */
export interface SealSegments { kind: 'seal-segments', target: string, key: Uint8Array, keyId: Uint8Array, segments: SegmentPlan[] }

/**
 * Opens the segments of one envelope in order: digest of the container they hold. Each segment proves itself by its tag. With `target` the
 * container is written there; the file must exist and is private until everything was checked.
 */
export interface OpenSegments { kind: 'open-segments', file: string, key: Uint8Array, keyId: Uint8Array, segments: Range[], target: string | null }

export interface Opened { container: Uint8Array, size: number }

export interface JobResults {
  'digest-ranges': Digested[]
  'digest-pieces': { whole: Uint8Array, pieces: Digested[] }
  'seal-segments': Digested[]
  'open-segments': Opened
}

export type Job = DigestRanges | DigestPieces | SealSegments | OpenSegments

/** Job failures that are normal life; everything else is a bug. */
export type JobFailure = { code: 'envelope-unreadable' | 'file-not-found' | 'disk-full' | 'container-size', detail: string }

export type FromWorker =
  | { type: 'progress', bytes: number }
  | { type: 'done', result: JobResults[keyof JobResults] }
  | { type: 'failed', failure: JobFailure }
  | { type: 'crashed', message: string }
