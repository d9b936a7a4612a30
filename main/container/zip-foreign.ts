import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { fromBufferPromise, openPromise, type Entry, type Options, type ZipFile } from 'yauzl'
import { Refusal, type ErrorCode } from '../../interface/errors.ts'
import type { Digested } from '../work/jobs.ts'
import type { RunOptions } from '../work/pool.ts'
import type { Archive } from './archive.ts'
import type { ByteSource } from './source.ts'

/** Reads tender packages that other tools made: compressed members, data descriptors, comments. yauzl does the parsing. */

const maxMembers = 20_000
/** A tender's drawings may be large; a package that unpacks to more is not one. */
const maxTotal = 16 * 1024 ** 3
/** PDF and text compress to a tenth; a hundredth is a bomb. Small members are left alone. */
const maxRatio = 100
const ratioFloor = 1024 * 1024

async function openZip(source: ByteSource): Promise<ZipFile> {
  const options: Options = { autoClose: false, lazyEntries: true, strictFileNames: true, validateEntrySizes: true }
  return source.file === null ? fromBufferPromise(await source.read(0, source.size), options) : openPromise(source.file, options)
}

/** yauzl's errors are all about the file's form; names and sizes have a code of their own. */
const yauzlCodes: readonly [RegExp, ErrorCode][] = [
  [/^(invalid characters in fileName|absolute path|invalid relative path): /, 'container-name'],
  [/^(too many|not enough) bytes in the stream|size mismatch for stored file/, 'container-size'],
]


async function asForm<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (error instanceof Refusal || !(error instanceof Error)) throw error
    const code = yauzlCodes.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'container-form'
    throw new Refusal(code, error.message.slice(0, 200))
  }
}

function checkEntry(entry: Entry): void {
  if (entry.isEncrypted()) throw new Refusal('container-form', `${entry.fileName}: encrypted`)
  if (entry.uncompressedSize > ratioFloor && entry.uncompressedSize > entry.compressedSize * maxRatio) throw new Refusal('container-size', entry.fileName)
}

/** Entries whose local headers agree with the directory and whose bytes do not overlap. */
async function readEntries(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>()
  const stretches: { start: number, end: number }[] = []
  let total = 0
  for await (const entry of zip.eachEntry()) {
    checkEntry(entry)
    total += entry.uncompressedSize
    if (entries.size >= maxMembers || total > maxTotal) throw new Refusal('container-size', 'too much')
    if (entry.fileName.endsWith('/')) throw new Refusal('container-name', `${entry.fileName}: a folder`)
    if (entries.has(entry.fileName)) throw new Refusal('container-duplicate', entry.fileName)
    const local = await zip.readLocalFileHeaderPromise(entry)
    if (!local.fileName.equals(entry.fileNameRaw)) throw new Refusal('container-name', `${entry.fileName}: two spellings`)
    stretches.push({ start: entry.relativeOffsetOfLocalHeader, end: local.fileDataStart + entry.compressedSize })
    entries.set(entry.fileName, entry)
  }
  stretches.sort((a, b) => a.start - b.start)
  stretches.forEach(({ start }, index) => {
    if (start < (stretches[index - 1]?.end ?? 0)) throw new Refusal('container-size', 'members overlap')
  })
  return entries
}

/** Opens a container in any permitted ZIP form. Refusals: container-form, container-name, container-duplicate, container-size. */
export async function openForeign(source: ByteSource): Promise<Archive> {
  const zip = await asForm(openZip(source))
  let entries: Map<string, Entry>
  try {
    entries = await asForm(readEntries(zip))
  } catch (error) {
    zip.close()
    throw error
  }
  const stream = async (name: string, take: (chunk: Buffer) => void): Promise<void> => {
    const entry = entries.get(name)
    if (entry === undefined) throw new Refusal('manifest-coverage', JSON.stringify(name))
    await asForm((async () => {
      let checksum = 0
      for await (const chunk of await zip.openReadStreamPromise(entry) as AsyncIterable<Buffer>) {
        checksum = crc32(chunk, checksum)
        take(chunk)
      }
      if (checksum !== entry.crc32) throw new Refusal('digest-mismatch', `${name}: CRC-32`)
    })())
  }
  return {
    form: 'foreign',
    members: [...entries.values()].map((each) => ({ name: each.fileName, size: each.uncompressedSize, offset: null })),
    async read(name, limit) {
      if ((entries.get(name)?.uncompressedSize ?? 0) > limit) throw new Refusal('container-size', name)
      const chunks: Buffer[] = []
      await stream(name, (chunk) => { chunks.push(chunk) })
      return Buffer.concat(chunks)
    },
    digest: (names, _pool, options) => digestStreams(names, stream, options),
    async close() {
      zip.close()
      await source.close()
    },
  }
}

async function digestStreams(names: readonly string[], stream: (name: string, take: (chunk: Buffer) => void) => Promise<void>, options?: RunOptions): Promise<Digested[]> {
  const digests: Digested[] = []
  for (const name of names) {
    const hash = createHash('sha256')
    let checksum = 0
    await stream(name, (chunk) => {
      if (options?.signal?.aborted === true) throw new Refusal('cancelled')
      hash.update(chunk)
      checksum = crc32(chunk, checksum)
      options?.progress?.(chunk.length)
    })
    digests.push({ sha256: hash.digest(), crc32: checksum })
  }
  return digests
}
