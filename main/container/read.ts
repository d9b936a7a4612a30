import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import { checkSignature, type CheckedSignature } from '../crypto/check-signature.ts'
import type { Digested } from '../work/jobs.ts'
import type { RunOptions, WorkerPool } from '../work/pool.ts'
import type { Archive } from './archive.ts'
import { checkTenderDocuments, expectedMembers, kindOf, mainMember, parseContent, type ContainerContent, type ContainerKind } from './kinds.ts'
import { checkCoverage, maxManifestBytes, readManifest, type ManifestEntry } from './manifest.ts'
import { checkNames, memberNames } from './names.ts'
import type { ByteSource } from './source.ts'
import { mimetype } from './write.ts'
import { openExact } from './zip-exact.ts'
import { openForeign } from './zip-foreign.ts'

/**
 * Reads one container and checks everything that can be checked without trusting anybody: form, names, coverage, digests,
 * signature, content by its schema. Who signed, and whether that person is to be trusted, is judged in verify.ts.
 */

export interface ReadContainer<K extends ContainerKind = ContainerKind> {
  kind: K
  form: 'exact' | 'foreign'
  content: ContainerContent[K]
  signature: CheckedSignature
  manifest: ManifestEntry[]
  manifestBytes: Buffer
  archive: Archive
  sizes: ReadonlyMap<string, number>
  digests: ReadonlyMap<string, Digested>
}

/** Main members are data of a few megabytes at most: 20,000 items of a bill of quantities. */
const maxMainBytes = 64 * 1024 * 1024
const maxSignatureBytes = 256 * 1024

/** Kinds that only our own form may have; `tender` may come from other tools (技术中立). */
const foreignPermitted: readonly ContainerKind[] = ['tender']

async function openArchive(source: ByteSource): Promise<Archive> {
  try {
    return await openExact(source)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'container-form') throw error
    const archive = await openForeign(source)
    // The reason why it is not of the exact form is the one that counts, where that form is required.
    if (archive.members.some((each) => each.name === mainMember('tender'))) return archive
    await archive.close()
    throw error
  }
}

/** Payload names; checks mimetype and META-INF. Refusals: not-a-container, container-name, container-duplicate, manifest-coverage. */
async function checkFrame(archive: Archive): Promise<string[]> {
  const names = archive.members.map((each) => each.name)
  if (names[0] !== memberNames.mimetype || (await archive.read(memberNames.mimetype, 100)).toString('latin1') !== mimetype) {
    throw new Refusal('not-a-container', 'mimetype')
  }
  const meta = names.filter((each) => /^meta-inf(\/|$)/i.test(each))
  const unexpected = meta.find((each) => each !== memberNames.manifest && each !== memberNames.signature)
  if (unexpected !== undefined) throw new Refusal('manifest-coverage', JSON.stringify(unexpected))
  if (meta.length !== 2) throw new Refusal('not-a-container', 'manifest or signature missing')
  const payload = names.filter((each) => each !== memberNames.mimetype && !meta.includes(each))
  checkNames([memberNames.mimetype, ...payload])
  if (archive.form === 'exact' && (names.at(-2) !== memberNames.manifest || names.at(-1) !== memberNames.signature)) {
    throw new Refusal('container-form', 'order of members')
  }
  return payload
}

function checkDigests(manifest: readonly ManifestEntry[], digests: ReadonlyMap<string, Digested>): void {
  for (const { name, digest } of manifest) {
    if (!digest.equals(digests.get(name)?.sha256 ?? Buffer.alloc(0))) throw new Refusal('digest-mismatch', name)
  }
}

/** RFC 8785 also excludes what JSON.parse lets pass: duplicate names, other spellings of a number, lone surrogates. */
function isCanonical(bytes: Buffer, json: unknown): boolean {
  try {
    return bytes.equals(canonical(json))
  } catch {
    return false
  }
}

async function readContent<K extends ContainerKind>(archive: Archive, kind: K): Promise<ContainerContent[K]> {
  const bytes = await archive.read(mainMember(kind), maxMainBytes)
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes))
  } catch {
    throw new Refusal('bad-input', `${mainMember(kind)}: not JSON in UTF-8`)
  }
  const content = parseContent(kind, json)
  if (archive.form === 'exact' && !isCanonical(bytes, json)) throw new Refusal('container-form', `${mainMember(kind)}: not canonical`)
  return content
}

function checkMembers<K extends ContainerKind>(form: Archive['form'], kind: K, content: ContainerContent[K], payload: readonly string[]): void {
  const expected = expectedMembers(kind, content)
  const actual = form === 'exact' ? payload : [...payload].sort()
  const wanted = form === 'exact' ? expected : [...expected].sort()
  const odd = wanted.find((name, index) => actual[index] !== name) ?? (actual.length === wanted.length ? undefined : actual[wanted.length])
  if (odd !== undefined) throw new Refusal('container-form', `members are not what ${mainMember(kind)} says: ${odd.slice(0, 200)}`)
}

/** Reads and checks a container. The archive in the answer is open: close it. Refusals name what is wrong. */
export async function readContainer(source: ByteSource, pool: WorkerPool, options?: RunOptions): Promise<ReadContainer> {
  const archive = await openArchive(source).catch(async (error: unknown) => {
    await source.close()
    throw error
  })
  try {
    return await readArchive(archive, pool, options)
  } catch (error) {
    await archive.close()
    throw error
  }
}

async function readArchive(archive: Archive, pool: WorkerPool, options?: RunOptions): Promise<ReadContainer> {
  const payload = await checkFrame(archive)
  const kind = kindOf(payload)
  const exact = archive.form === 'exact'
  if (!exact && !foreignPermitted.includes(kind)) throw new Refusal('container-form')
  const manifestBytes = await archive.read(memberNames.manifest, maxManifestBytes)
  const manifest = readManifest(manifestBytes, exact)
  checkCoverage(manifest, payload, exact)
  const signature = checkSignature(await archive.read(memberNames.signature, maxSignatureBytes), manifestBytes)
  if (exact && signature.others.some((each) => each.subjectDer.equals(each.issuerDer))) throw new Refusal('signature-form', 'a root certificate')
  const results = await archive.digest([memberNames.mimetype, ...payload], pool, options)
  const digests = new Map(payload.map((name, index) => [name, results[index + 1] ?? { sha256: new Uint8Array(), crc32: 0 }]))
  checkDigests(manifest, digests)
  const content = await readContent(archive, kind)
  checkMembers(archive.form, kind, content, payload)
  const sizes = new Map(archive.members.map((each) => [each.name, each.size]))
  if (kind === 'tender') checkTenderDocuments(content as Tender, digests, sizes)
  return { kind, form: archive.form, content, signature, manifest, manifestBytes, archive, sizes, digests }
}
