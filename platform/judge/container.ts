import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import yauzl from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'
import { Refusal } from '../../interface/errors.ts'
import { judgeForm } from './form.ts'
import { readManifest } from './manifest.ts'
import type { Judge, Signer } from './signature.ts'
import { judgeSignature } from './signature.ts'

export const mimetype = 'application/vnd.etsi.asic-e+zip'
const manifestName = 'META-INF/ASiCManifest.xml'
const signatureName = 'META-INF/signature.p7s'

/** How much a container may hold before anything of it is believed. */
export interface ContainerLimits { bytes: number, members: number }

/** An ASiC-E container that is open for reading; `members` are those of the payload, in the order of the file. */
export interface OpenContainer {
  readonly members: readonly string[]
  readonly manifest: Buffer
  readonly signature: Buffer
  /** Bytes of a member. Refuses (`container-size`) above `limit`. */
  read(name: string, limit: number): Promise<Buffer>
  size(name: string): number
  /** Every header byte must be what docs/formats.md says (the one byte form); else `container-form`. */
  judgeForm(): Promise<void>
  /** SHA-256 of every payload member must be what the manifest states, and the manifest must be signed. Answers the signer. */
  judge(judge: Judge): Promise<Signer>
}

/** Opens a container, lends it to `work`, closes it. Refuses what is not an ASiC-E container (EN 319 162-1) of permitted names. */
export async function withContainer<T>(source: string | Buffer, limits: ContainerLimits, work: (container: OpenContainer) => Promise<T>): Promise<T> {
  const options = { lazyEntries: true, autoClose: false, strictFileNames: true }
  let zip: ZipFile
  try {
    zip = await (typeof source === 'string' ? yauzl.openPromise(source, options) : yauzl.fromBufferPromise(source, options))
  } catch {
    throw new Refusal('not-a-container')
  }
  try {
    return await work(await openContainer(zip, limits, source))
  } finally {
    zip.close()
  }
}

async function openContainer(zip: ZipFile, limits: ContainerLimits, source: string | Buffer): Promise<OpenContainer> {
  const entries = await readEntries(zip, limits)
  const read = (name: string, limit: number): Promise<Buffer> => readEntry(zip, entryOf(entries, name), limit)
  await checkMimetype(zip, entries)
  const manifest = await read(manifestName, 64 * 1024 * 1024)
  const signature = await read(signatureName, 64 * 1024)
  const members = [...entries.keys()].filter((name) => name !== 'mimetype' && name !== manifestName && name !== signatureName)
  return {
    members, manifest, signature, read,
    size: (name) => entryOf(entries, name).uncompressedSize,
    judgeForm: () => judgeForm(source, [...entries.values()]),
    judge: async (judge) => {
      await checkDigests(zip, entries, members, manifest)
      return judgeSignature(judge, signature, manifest)
    },
  }
}

/** All entries by name, in the order of the file; two of one name, a folder, an encrypted member or a lying size are refused. */
async function readEntries(zip: ZipFile, limits: ContainerLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.members) throw new Refusal('container-size', 'too many members')
  const found: Entry[] = []
  let bytes = 0
  try {
    for await (const entry of zip.eachEntry()) {
      bytes += entry.uncompressedSize
      if (bytes > limits.bytes) throw new Refusal('container-size')
      if (entry.isEncrypted() || entry.fileName.endsWith('/')) throw new Refusal('container-form', entry.fileName)
      found.push(entry)
    }
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal('not-a-container', error instanceof Error ? error.message.slice(0, 200) : undefined)
  }
  found.sort((a, b) => a.relativeOffsetOfLocalHeader - b.relativeOffsetOfLocalHeader)
  const entries = new Map<string, Entry>()
  for (const entry of found) {
    if (entries.has(entry.fileName)) throw new Refusal('container-duplicate', entry.fileName)
    if (/^META-INF\//i.test(entry.fileName) && entry.fileName !== manifestName && entry.fileName !== signatureName) {
      throw new Refusal('manifest-coverage', entry.fileName)
    }
    entries.set(entry.fileName, entry)
  }
  return entries
}

/** `mimetype` is the first member, stored, so that the type can be seen at offset 30 (EN 319 162-1, A.1). */
async function checkMimetype(zip: ZipFile, entries: Map<string, Entry>): Promise<void> {
  const [name, entry] = entries.entries().next().value ?? []
  if (name !== 'mimetype' || entry === undefined || entry.relativeOffsetOfLocalHeader !== 0 || entry.compressionMethod !== 0) {
    throw new Refusal('not-a-container', 'mimetype must come first')
  }
  if ((await readEntry(zip, entry, 100)).toString('latin1') !== mimetype) throw new Refusal('not-a-container', 'mimetype')
}

async function checkDigests(zip: ZipFile, entries: Map<string, Entry>, members: readonly string[], manifest: Buffer): Promise<void> {
  const stated = new Map<string, string>()
  for (const { name, digest } of readManifest(manifest)) {
    if (stated.has(name) || !members.includes(name)) throw new Refusal('manifest-coverage', name)
    stated.set(name, digest)
  }
  for (const name of members) {
    const expected = stated.get(name)
    if (expected === undefined) throw new Refusal('manifest-coverage', name)
    const hash = createHash('sha256')
    for await (const chunk of await openEntry(zip, entryOf(entries, name))) hash.update(chunk as Buffer)
    if (hash.digest('hex') !== expected) throw new Refusal('digest-mismatch', name)
  }
}

function entryOf(entries: Map<string, Entry>, name: string): Entry {
  const entry = entries.get(name)
  if (entry === undefined) throw new Refusal('not-a-container', `${name} is missing`)
  return entry
}

async function readEntry(zip: ZipFile, entry: Entry, limit: number): Promise<Buffer> {
  if (entry.uncompressedSize > limit) throw new Refusal('container-size', entry.fileName)
  const parts: Buffer[] = []
  for await (const chunk of await openEntry(zip, entry)) parts.push(chunk as Buffer)
  return Buffer.concat(parts)
}

/** Damage inside a member (size, compression) shows as an error of the stream: it is the stranger's fault, not a defect. */
async function openEntry(zip: ZipFile, entry: Entry): Promise<AsyncIterable<unknown>> {
  const refuse = (error: unknown): never => {
    throw new Refusal('container-size', `${entry.fileName}: ${error instanceof Error ? error.message.slice(0, 100) : ''}`)
  }
  const stream: Readable = await zip.openReadStreamPromise(entry).catch(refuse)
  return (async function* chunks() {
    try {
      yield* stream
    } catch (error) {
      refuse(error)
    }
  })()
}
