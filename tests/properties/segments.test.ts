import { createHash, randomBytes } from 'node:crypto'
import { closeSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { slicePieces } from '../../main/bid/bid-file.ts'
import { sealedLength, segmentKeyId, segmentLengths, segmentSize } from '../../main/crypto/segments.ts'
import { pieceSize, type Piece, type SegmentPlan } from '../../main/work/jobs.ts'
import { WorkerPool } from '../../main/work/pool.ts'

/** Segments as worker threads make and open them, at the edges of their size. */

const pool = new WorkerPool(2)
const folder = mkdtempSync(join(tmpdir(), 'sealbid-segments-'))
const plain = randomBytes(2 * segmentSize + 1)
const plainFile = join(folder, 'plain')
const id = '技术-1'

beforeAll(() => { writeFileSync(plainFile, plain) })
afterAll(async () => {
  await pool.close()
  rmSync(folder, { recursive: true, force: true })
})

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The first `size` bytes of the plaintext: some at hand, the rest in the file. */
function piecesOf(size: number): Piece[] {
  const head = Math.min(size, 300_000)
  const pieces: Piece[] = [{ bytes: plain.subarray(0, head) }, { file: plainFile, offset: head, size: size - head }]
  return pieces.filter((each) => pieceSize(each) > 0)
}

interface Sealed { file: string, key: Buffer, ranges: { offset: number, size: number }[], digests: string[] }

async function seal(size: number): Promise<Sealed> {
  const file = join(folder, `sealed-${size}`)
  const key = randomBytes(32)
  // The segments do not start at the start of the file: a bid has members before them.
  let offset = 100
  const ranges = segmentLengths(size).map((length) => {
    const range = { offset, size: sealedLength(id, length) }
    offset += range.size
    return range
  })
  const descriptor = openSync(file, 'w')
  ftruncateSync(descriptor, offset)
  closeSync(descriptor)
  const segments = ranges.map(({ offset }, index): SegmentPlan =>
    ({ pieces: slicePieces(piecesOf(size), index * segmentSize, (index + 1) * segmentSize), offset }))
  const digested = await pool.run({ kind: 'seal-segments', target: file, key, keyId: segmentKeyId(id), segments })
  return { file, key, ranges, digests: digested.map((each) => Buffer.from(each.sha256).toString('hex')) }
}

const open = ({ file, key, ranges }: Sealed, change: { key?: Buffer, keyId?: Buffer, target?: string, ranges?: Sealed['ranges'] } = {}) => pool.run({
  kind: 'open-segments', file, key: change.key ?? key, keyId: change.keyId ?? segmentKeyId(id),
  segments: change.ranges ?? ranges, target: change.target ?? null,
})

describe('sealed and opened', () => {
  test.each([0, 1, segmentSize - 1, segmentSize, segmentSize + 1, 2 * segmentSize + 1])('%i bytes come back', async (size) => {
    const sealed = await seal(size)
    const stored = readFileSync(sealed.file)
    expect(stored.length).toBe(sealed.ranges.at(-1)!.offset + sealed.ranges.at(-1)!.size)
    expect(sealed.ranges.map((range) => sha256(stored.subarray(range.offset, range.offset + range.size)))).toEqual(sealed.digests)
    const target = join(folder, 'opened')
    writeFileSync(target, '')
    const opened = await open(sealed, { target })
    expect(opened.size).toBe(size)
    const expected = sha256(plain.subarray(0, size))
    expect(Buffer.from(opened.container).toString('hex')).toBe(expected)
    expect(sha256(readFileSync(target))).toBe(expected)
  })
})

describe('not opened', () => {
  let sealed: Sealed
  beforeAll(async () => { sealed = await seal(segmentSize + 1000) })
  const code = (change: Parameters<typeof open>[1]) => open(sealed, change).then(() => 'opened', (error: { code: string }) => error.code)

  test('with another key or identifier', async () => {
    expect(await code({ key: randomBytes(32) })).toBe('envelope-unreadable')
    expect(await code({ keyId: segmentKeyId('技术-2') })).toBe('envelope-unreadable')
  })

  test('at another place, or with another length', async () => {
    const [first, second] = sealed.ranges
    expect(await code({ ranges: [{ ...first!, offset: first!.offset + 1 }] })).toBe('envelope-unreadable')
    expect(await code({ ranges: [{ ...first!, size: first!.size - 1 }] })).toBe('envelope-unreadable')
    expect(await code({ ranges: [{ ...second!, size: 0 }] })).toBe('envelope-unreadable')
    expect(await code({ ranges: [{ ...second!, size: second!.size + 1 }] })).toBe('envelope-unreadable')
  })

  test('with a flipped byte at any of many places', async () => {
    const bytes = readFileSync(sealed.file)
    const second = sealed.ranges[1]!
    const file = join(folder, 'flipped')
    writeFileSync(file, bytes.subarray(second.offset, second.offset + second.size))
    const whole = readFileSync(file)
    const at = { offset: 0, size: second.size }
    const head = Array.from({ length: 160 }, (_, index) => index)
    const anywhere = Array.from({ length: 60 }, () => Math.floor(Math.random() * whole.length))
    const places = new Set([...head, whole.length - 1, whole.length - 18, ...anywhere])
    for (const place of places) {
      whole[place]! ^= 1
      writeFileSync(file, whole)
      whole[place]! ^= 1
      await expect(open({ ...sealed, file }, { ranges: [at] }), `byte ${place}`).rejects.toMatchObject({ code: 'envelope-unreadable' })
    }
    writeFileSync(file, whole)
    expect((await open({ ...sealed, file }, { ranges: [at] })).size).toBe(1000)
  })

  test('from a file that ends early or is not there', async () => {
    truncateSync(sealed.file, sealed.ranges[1]!.offset + 500)
    expect(await code({})).toBe('container-size')
    rmSync(sealed.file)
    expect(await code({})).toBe('file-not-found')
  })
})

describe('slicePieces', () => {
  const bytesOf = (pieces: readonly Piece[]): Buffer =>
    Buffer.concat(pieces.map((piece) => 'bytes' in piece ? piece.bytes : plain.subarray(piece.offset, piece.offset + piece.size)))
  const piece = fc.oneof(
    fc.uint8Array({ maxLength: 20 }).map((bytes): Piece => ({ bytes })),
    fc.tuple(fc.nat(1_000), fc.nat(20)).map(([offset, size]): Piece => ({ file: plainFile, offset, size })),
  )

  test('is the slice of the concatenation', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), fc.nat(150), fc.nat(150), (pieces, start, length) => {
      const sliced = slicePieces(pieces, start, start + length)
      expect(bytesOf(sliced).equals(bytesOf(pieces).subarray(start, start + length))).toBe(true)
      expect(sliced.every((each) => pieceSize(each) > 0)).toBe(true)
    }), { numRuns: 1_000 })
  })

  test('neighbouring slices are the whole', () => {
    fc.assert(fc.property(fc.array(piece, { maxLength: 8 }), fc.integer({ min: 1, max: 30 }), (pieces, step) => {
      const whole = bytesOf(pieces)
      const parts = Array.from({ length: Math.ceil(whole.length / step) }, (_, index) => slicePieces(pieces, index * step, (index + 1) * step))
      expect(bytesOf(parts.flat()).equals(whole)).toBe(true)
    }), { numRuns: 500 })
  })
})
