import { readFile } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import type { Tender, TenderDefinition } from '../../interface/schemas/tender.ts'
import { judgeCertificate } from '../certificates/judge.ts'
import { readCertificate } from '../certificates/certificate.ts'
import { worst } from '../certificates/verdict.ts'
import type { Identity } from '../certificates/pkcs12.ts'
import { identitySigner } from '../certificates/signer.ts'
import { fileDigest } from '../container/file-digest.ts'
import { asRefusal, writeWhole } from '../container/files.ts'
import { documentMember } from '../container/kinds.ts'
import { mediaType, nameFault } from '../container/names.ts'
import type { TrustContext } from '../container/verify.ts'
import { assemble, jsonPayload, writePieces, type Payload, type Signing } from '../container/write.ts'
import { defaultTransport } from '../crypto/recipients.ts'
import type { RunOptions } from '../work/pool.ts'
import { parseDefinition } from './definition.ts'
import { partyWith, readTender, type TenderPackage } from './read.ts'

export interface BuildTender {
  /** Path of the definition; certificates are named relative to its folder. */
  definition: string
  /** Folder with the documents. */
  documents: string
  agency: Identity
  out: string
  /** Package that the new one supersedes: the result is an addendum. */
  supersedes?: string | undefined
  stamp?: Signing['stamp']
  /** Changes to the definition before it is judged (the command line fills in the platform). */
  amend?: ((json: unknown) => unknown) | undefined
}

/** Reads a JSON file. Refusals: file-not-found, bad-input. */
export async function readJson(file: string): Promise<unknown> {
  const bytes = await readFile(file).catch((error: unknown) => { throw asRefusal(error, file) })
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new Refusal('bad-input', `${file}: ${error instanceof Error ? error.message : 'not JSON'}`)
  }
}

async function readOpeningCertificates(definition: TenderDefinition, folder: string, context: TrustContext): Promise<Tender['sealing']['openingCertificates']> {
  const buyer = partyWith(definition, 'buyer')
  return Promise.all(definition.sealing.openingCertificates.map(async ({ role, path, keyTransport }) => {
    const file = resolve(folder, path)
    const certificate = readCertificate(await readFile(file, 'latin1').catch((error: unknown) => { throw asRefusal(error, file) }))
    if (certificate.holder.id !== buyer.id) throw new Refusal('signer-mismatch', `${path} belongs to ${certificate.holder.name}, not to ${buyer.name}`)
    const parts = await judgeCertificate(certificate, { intermediates: [], trust: context.trust, at: context.now(), purpose: 'encryption' })
    const bad = parts.find((each) => each.state === 'invalid')
    if (worst(parts) === 'invalid') throw new Refusal(bad?.code ?? 'certificate-untrusted', `${path}: ${bad?.detail ?? ''}`)
    return { role, certificate: certificate.pem, keyTransport: keyTransport ?? defaultTransport(certificate.publicKey) }
  }))
}

async function readDocuments(definition: TenderDefinition, folder: string, context: TrustContext, options?: RunOptions): Promise<{ documents: Tender['tender']['documents'], payload: Payload[] }> {
  const payload: Payload[] = []
  const documents: Tender['tender']['documents'] = []
  for (const document of definition.tender.documents) {
    const inner = document.file.replace(/^documents\//, '').normalize('NFC')
    const fault = nameFault(inner)
    if (fault !== null || isAbsolute(inner)) throw new Refusal('container-name', `${inner}: ${fault ?? 'absolute'}`)
    const source = join(folder, inner)
    const { digest, size, crc32 } = await fileDigest(source, context.pool, options)
    if (size > definition.limits.bytesPerFile) throw new Refusal('too-large', `${basename(source)}: ${size} bytes`)
    documents.push({ ...document, file: inner, format: document.format ?? mediaType(inner), size, digest })
    payload.push({ name: documentMember(inner), source: { file: source, offset: 0, size }, size, digested: { sha256: Buffer.from(digest, 'hex'), crc32 } })
  }
  return { documents, payload }
}

function checkSuccession(definition: TenderDefinition, old: TenderPackage): void {
  if (old.tender.tender.id !== definition.tender.id) throw new Refusal('tender-sequence', `${old.tender.tender.id} is another tender`)
  if (Date.parse(definition.tender.tenderPeriod.endDate) < Date.parse(old.tender.tender.tenderPeriod.endDate)) {
    throw new Refusal('tender-definition', 'tender.tenderPeriod.endDate: an addendum must not bring the deadline forward')
  }
}

/** `tender.json` of a definition whose files were measured and certificates read. `old` is what it supersedes. */
export const tenderOf = (
  definition: TenderDefinition, documents: Tender['tender']['documents'], openingCertificates: Tender['sealing']['openingCertificates'],
  old: { tender: Pick<Tender, 'sequence'>, digest: string } | null,
): Tender => ({
  ...definition,
  format: 'sealbid/tender/1',
  sequence: old === null ? 0 : old.tender.sequence + 1,
  supersedes: old?.digest ?? null,
  tender: { ...definition.tender, documents },
  sealing: { ...definition.sealing, openingCertificates },
})

/**
 * Builds and signs a tender package, or an addendum with `supersedes`. Digests are computed, certificates read by path. Refusals:
 * tender-definition with every place that is wrong, file-not-found, signer-mismatch, tender-sequence, key-usage, …
 */
export async function buildTender(input: BuildTender, context: TrustContext, options?: RunOptions): Promise<TenderPackage> {
  const json = await readJson(input.definition)
  const definition = parseDefinition(input.amend?.(json) ?? json)
  const agency = partyWith(definition, 'procuringEntity')
  if (agency.id !== input.agency.holder.id) throw new Refusal('signer-mismatch', `the definition names ${agency.name} as agency`)
  const old = input.supersedes === undefined ? null : await readTender(input.supersedes, context, options)
  if (old !== null) checkSuccession(definition, old)
  const { documents, payload } = await readDocuments(definition, input.documents, context, options)
  const openingCertificates = await readOpeningCertificates(definition, dirname(input.definition), context)
  const tender = tenderOf(definition, documents, openingCertificates, old)
  const signing = { signer: identitySigner(input.agency), signingTime: context.now(), stamp: input.stamp }
  const { pieces } = await assemble([jsonPayload('tender.json', tender), ...payload], signing)
  await writeWhole(input.out, (handle) => writePieces(handle, pieces, options))
  // What was written is judged as a bidder will judge it, before anybody gets it.
  return readTender(input.out, context, options)
}
