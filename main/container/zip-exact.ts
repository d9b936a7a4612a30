import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { Refusal } from '../../interface/errors.ts'
import type { Digested, Range } from '../work/jobs.ts'
import type { RunOptions, WorkerPool } from '../work/pool.ts'
import type { Archive } from './archive.ts'
import type { ByteSource } from './source.ts'
import { layOut, localHeader, type Entry, type Layout } from './zip-layout.ts'

/** Reads containers of the one byte form: parse leniently, lay out again, compare every byte. */

/** 10 GiB in 16 MiB segments are 640 members; a directory of this size would hold some 200,000. */
const maxDirectoryBytes = 16 * 1024 * 1024

const fault = (what: string): Refusal => new Refusal('container-form', what)

/** Offset of the central directory by the end records. */
async function findDirectory(source: ByteSource): Promise<number> {
  if (source.size < 22) throw new Refusal('not-a-container')
  const end = await source.read(source.size - 22, 22)
  if (end.readUInt32LE(0) !== 0x06054b50) throw (await looksLikeZip(source)) ? fault('end record') : new Refusal('not-a-container')
  const offset = end.readUInt32LE(16)
  if (offset !== 0xffffffff && end.readUInt16LE(10) !== 0xffff) return offset
  if (source.size < 98) throw fault('end record')
  const record = await source.read(source.size - 98, 56)
  return record.readUInt32LE(0) === 0x06064b50 ? Number(record.readBigUInt64LE(48)) : offset
}

const looksLikeZip = async (source: ByteSource): Promise<boolean> => (await source.read(0, 4)).readUInt32LE(0) === 0x04034b50

/** `limit`: bytes of the whole file; sizes that lie beyond it are nobody's. */
function readDirectory(bytes: Buffer, limit: number): Entry[] {
  const entries: Entry[] = []
  let total = 0
  for (let at = 0; at + 46 <= bytes.length && bytes.readUInt32LE(at) === 0x02014b50;) {
    const nameLength = bytes.readUInt16LE(at + 28)
    const extraLength = bytes.readUInt16LE(at + 30)
    const next = at + 46 + nameLength + extraLength + bytes.readUInt16LE(at + 32)
    if (next > bytes.length) throw fault('central directory')
    const size32 = bytes.readUInt32LE(at + 24)
    const extra = at + 46 + nameLength
    const size = size32 === 0xffffffff && extraLength >= 12 ? Number(bytes.readBigUInt64LE(extra + 4)) : size32
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength)
    total += size
    if (total > limit || name.includes('\ufffd')) throw fault('central directory')
    entries.push({ name, size, crc32: bytes.readUInt32LE(at + 16) })
    at = next
  }
  return entries
}

async function compare(source: ByteSource, entries: readonly Entry[], layout: Layout): Promise<void> {
  if (layout.size !== source.size) throw fault('size')
  if (!layout.directory.equals(await source.read(layout.directoryOffset, layout.directory.length))) throw fault('central directory')
  for (const [index, entry] of entries.entries()) {
    const expected = localHeader(entry)
    if (!expected.equals(await source.read(layout.headers[index] ?? 0, expected.length))) throw fault('local header')
  }
}

/** Opens a container of the one form. Refusals: not-a-container, container-form, container-size. */
export async function openExact(source: ByteSource): Promise<Archive> {
  const directoryOffset = await findDirectory(source)
  const length = source.size - directoryOffset
  if (directoryOffset > source.size || length > maxDirectoryBytes) throw fault('central directory')
  const entries = readDirectory(await source.read(directoryOffset, length), source.size)
  const layout = layOut(entries)
  await compare(source, entries, layout)
  const ranges = new Map(entries.map((entry, index) => [entry.name, { entry, range: { offset: layout.contents[index] ?? 0, size: entry.size } }]))
  if (ranges.size !== entries.length) throw new Refusal('container-duplicate')
  const find = (name: string) => {
    const found = ranges.get(name)
    if (found === undefined) throw new Refusal('manifest-coverage', JSON.stringify(name))
    return found
  }
  return {
    form: 'exact',
    members: entries.map(({ name, size }, index) => ({ name, size, offset: layout.contents[index] ?? 0 })),
    async read(name, limit) {
      const { entry, range } = find(name)
      if (range.size > limit) throw new Refusal('container-size', name)
      const bytes = await source.read(range.offset, range.size)
      checkCrc(entry, crc32(bytes))
      return bytes
    },
    async digest(names, pool, options) {
      const wanted = names.map(find)
      const results = await digestSource(source, wanted.map((each) => each.range), pool, options)
      wanted.forEach(({ entry }, index) => checkCrc(entry, results[index]?.crc32))
      return results
    },
    close: () => source.close(),
  }
}

function checkCrc(entry: Entry, actual: number | undefined): void {
  if (entry.crc32 !== actual) throw new Refusal('digest-mismatch', `${entry.name}: CRC-32`)
}

/** Digests in worker threads, split by bytes; a container in memory is small and digested here. */
async function digestSource(source: ByteSource, ranges: readonly Range[], pool: WorkerPool, options?: RunOptions): Promise<Digested[]> {
  const { file } = source
  if (file === null) {
    return Promise.all(ranges.map(async ({ offset, size }) => {
      const bytes = await source.read(offset, size)
      return { sha256: createHash('sha256').update(bytes).digest(), crc32: crc32(bytes) }
    }))
  }
  const shares = shareOut(ranges, pool.size)
  const results = await Promise.all(shares.map((indexes) =>
    pool.run({ kind: 'digest-ranges', file, ranges: indexes.map((index) => ranges[index] ?? { offset: 0, size: 0 }) }, options)))
  const digests: Digested[] = []
  shares.forEach((indexes, share) => indexes.forEach((index, at) => {
    const digested = results[share]?.[at]
    if (digested !== undefined) digests[index] = digested
  }))
  return digests
}

/** Indexes of ranges in shares of about equal size: the largest first to whoever has least. */
export function shareOut(ranges: readonly { size: number }[], shares: number): number[][] {
  const result = Array.from({ length: Math.max(1, Math.min(shares, ranges.length)) }, () => ({ total: 0, indexes: [] as number[] }))
  const order = ranges.map((_, index) => index).sort((a, b) => (ranges[b]?.size ?? 0) - (ranges[a]?.size ?? 0))
  for (const index of order) {
    const least = result.reduce((a, b) => b.total < a.total ? b : a)
    least.indexes.push(index)
    least.total += ranges[index]?.size ?? 0
  }
  return result.map((each) => each.indexes.sort((a, b) => a - b))
}
