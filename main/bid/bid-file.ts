import type { FileHandle } from 'node:fs/promises'
import { keyMember, segmentMember } from '../container/kinds.ts'
import { writeFully } from '../container/files.ts'
import { checkNames } from '../container/names.ts'
import { bytesPayload, jsonPayload, mimetypePayload, signManifest, type Payload, type Signing } from '../container/write.ts'
import { layOut, localHeader, localHeaderSize, type Entry } from '../container/zip-layout.ts'
import { sealedLength, segmentKeyId, segmentLengths, segmentSize } from '../crypto/segments.ts'
import type { Bid } from '../../interface/schemas/bid.ts'
import type { Digested, Piece, SegmentPlan } from '../work/jobs.ts'
import { pieceSize } from '../work/jobs.ts'
import type { RunOptions, WorkerPool } from '../work/pool.ts'
import { together } from '../work/together.ts'

/**
 * Writes a bid file. Sizes of sealed segments are known before anything is encrypted, so segments are encrypted in parallel straight to
 * their place, and checksums are filled in afterwards.
 */

export interface EnvelopeInput {
  id: string
  /** The envelope container as pieces. */
  pieces: Piece[]
  size: number
  key: Buffer
  /** Key envelope, DER. */
  keyEnvelope: Buffer
}

interface PlannedSegment { name: string, size: number, plan: SegmentPlan }

/** The stretch of pieces between two offsets of their concatenation. */
export function slicePieces(pieces: readonly Piece[], start: number, end: number): Piece[] {
  const result: Piece[] = []
  let at = 0
  for (const piece of pieces) {
    const size = pieceSize(piece)
    const from = Math.max(start, at) - at
    const to = Math.min(end, at + size) - at
    if (from < to) {
      result.push('bytes' in piece ? { bytes: piece.bytes.subarray(from, to) } : { file: piece.file, offset: piece.offset + from, size: to - from })
    }
    at += size
  }
  return result
}

/** Where each segment goes, given that the members before them are known. */
function planSegments(before: readonly Payload[], envelopes: readonly EnvelopeInput[]): PlannedSegment[][] {
  let offset = before.reduce((sum, each) => sum + localHeaderSize(each.name, each.size) + each.size, 0)
  return envelopes.map(({ id, pieces, size }) => segmentLengths(size).map((length, index) => {
    const name = segmentMember(id, index)
    const sealed = sealedLength(id, length)
    const plan = { pieces: slicePieces(pieces, index * segmentSize, index * segmentSize + length), offset: offset + localHeaderSize(name, sealed) }
    offset = plan.offset + sealed
    return { name, size: sealed, plan }
  }))
}

/** Splits an envelope's segments between the threads; neighbours stay together, so that reading stays sequential. */
function shares<T>(items: readonly T[], count: number): T[][] {
  const each = Math.ceil(items.length / count)
  return Array.from({ length: Math.ceil(items.length / each) }, (_, index) => items.slice(index * each, (index + 1) * each))
}

async function sealEnvelope(target: string, envelope: EnvelopeInput, segments: readonly PlannedSegment[], pool: WorkerPool, { signal, progress }: RunOptions): Promise<Digested[]> {
  const results = await together(shares(segments, pool.size).map((share) => (signal: AbortSignal) => pool.run({
    kind: 'seal-segments', target, key: envelope.key, keyId: segmentKeyId(envelope.id), segments: share.map((each) => each.plan),
  }, { signal, progress })), signal)
  return results.flat()
}

/** A member that was written before its header could be. */
type WrittenMember = Omit<Payload, 'source'> & { source: null }

async function sealAll(target: string, envelopes: readonly EnvelopeInput[], planned: readonly PlannedSegment[][], pool: WorkerPool, options: RunOptions): Promise<WrittenMember[]> {
  const sealed: WrittenMember[] = []
  for (const [index, envelope] of envelopes.entries()) {
    const segments = planned[index] ?? []
    const digests = await sealEnvelope(target, envelope, segments, pool, options)
    segments.forEach(({ name, size }, at) => {
      const digested = digests[at]
      if (digested === undefined) throw new TypeError('a digest for each segment')
      sealed.push({ name, size, digested, source: null })
    })
  }
  return sealed
}

const membersBefore = (bid: Bid, envelopes: readonly EnvelopeInput[]): Payload[] =>
  [mimetypePayload(), jsonPayload('bid.json', bid), ...envelopes.map((each) => bytesPayload(keyMember(each.id), each.keyEnvelope))]

export interface WriteBidFile {
  /** `bid.json` with commitments that are not known yet; they have one length, so that everything behind it knows its place. */
  provisional: Bid
  /** Digests the containers, side by side with their encryption, and answers the true `bid.json`. */
  complete(signal: AbortSignal): Promise<Bid>
  envelopes: readonly EnvelopeInput[]
  signing: Signing
}

/** Writes the whole file through `handle`, whose path is `target`. Refusals: container-name, container-duplicate, disk-full, cancelled. */
export async function writeBidFile(handle: FileHandle, target: string, input: WriteBidFile, pool: WorkerPool, { signal, progress }: RunOptions): Promise<Bid> {
  const { provisional, envelopes, signing } = input
  const planned = planSegments(membersBefore(provisional, envelopes), envelopes)
  checkNames([...membersBefore(provisional, envelopes), ...planned.flat()].map((each) => each.name))
  let bid = provisional
  let sealed: WrittenMember[] = []
  await together<void>([
    async (linked) => { bid = await input.complete(linked) },
    async (linked) => { sealed = await sealAll(target, envelopes, planned, pool, { signal: linked, progress }) },
  ], signal)
  const before = membersBefore(bid, envelopes)
  if (before[1]?.size !== membersBefore(provisional, envelopes)[1]?.size) throw new TypeError('bid.json has another length than was planned')
  const { manifest, signature } = await signManifest([...before.slice(1), ...sealed], signing)
  await writeMembers(handle, [...before, ...sealed, manifest, signature])
  return bid
}

/** Headers, the members that are not there yet, and the directory. */
async function writeMembers(handle: FileHandle, members: readonly (Payload | WrittenMember)[]): Promise<void> {
  const entries = members.map(({ name, size, digested }): Entry => ({ name, size, crc32: digested.crc32 }))
  const layout = layOut(entries)
  for (const [index, entry] of entries.entries()) {
    const source = members[index]?.source ?? null
    await writeFully(handle, localHeader(entry), layout.headers[index] ?? 0)
    if (source !== null && 'bytes' in source) await writeFully(handle, source.bytes, layout.contents[index] ?? 0)
  }
  await writeFully(handle, layout.directory, layout.directoryOffset)
}
