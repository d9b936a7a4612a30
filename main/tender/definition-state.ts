import { Refusal } from '../../interface/errors.ts'
import type { Tender, TenderDefinition } from '../../interface/schemas/tender.ts'
import type { Certificate } from '../certificates/certificate.ts'
import { fileDigest } from '../container/file-digest.ts'
import { mediaType } from '../container/names.ts'
import { defaultTransport } from '../crypto/recipients.ts'
import type { WorkerPool } from '../work/pool.ts'
import { tenderOf } from './build.ts'
import { parseDefinition } from './definition.ts'
import type { DefinitionFolder } from './definition-folder.ts'
import { partyWith } from './read.ts'

/** Whether a definition under work holds together with its files, and what it would become. */

export interface DefinitionFault { place: string, message: string }

/** Package that a definition will supersede. */
export interface Superseded { digest: string, tender: Tender }

const faultOf = (item: string): DefinitionFault => {
  const at = item.indexOf(': ')
  return at === -1 ? { place: '', message: item } : { place: item.slice(0, at), message: item.slice(at + 2) }
}

/** A definition that parses, or what keeps it from that. */
function parsed(json: unknown): { definition: TenderDefinition } | { faults: DefinitionFault[] } {
  try {
    return { definition: parseDefinition(json) }
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'tender-definition') throw error
    return { faults: error.items.map(faultOf) }
  }
}

/** Everything that is wrong, files included; empty where a package can be built. */
export async function faultsOf(json: unknown, folder: DefinitionFolder, old: Superseded | null): Promise<DefinitionFault[]> {
  const result = parsed(json)
  if ('faults' in result) return result.faults
  const { definition } = result
  return [
    ...documentFaults(definition, folder),
    ...await certificateFaults(definition, folder),
    ...old === null ? [] : successionFaults(definition, old.tender),
  ]
}

function documentFaults({ tender, limits }: TenderDefinition, folder: DefinitionFolder): DefinitionFault[] {
  const present = new Map(folder.documents().map((each) => [each.file, each.size]))
  return tender.documents.flatMap(({ file }, index): DefinitionFault[] => {
    const size = present.get(file)
    const place = `tender.documents.${index}.file`
    if (size === undefined) return [{ place, message: `the file ${file} was not added` }]
    return size > limits.bytesPerFile ? [{ place, message: `${file}: ${size} bytes, its limit is above limits.bytesPerFile` }] : []
  })
}

async function certificateFaults(definition: TenderDefinition, folder: DefinitionFolder): Promise<DefinitionFault[]> {
  const buyer = partyWith(definition, 'buyer')
  const faults = definition.sealing.openingCertificates.map(async ({ path }, index): Promise<DefinitionFault[]> => {
    const certificate = await folder.certificate(path)
    const place = `sealing.openingCertificates.${index}.path`
    if (certificate === null) return [{ place, message: `the certificate ${path} was not added` }]
    return certificate.holder.id === buyer.id ? [] : [{ place, message: `belongs to ${certificate.holder.name}, not to ${buyer.name}` }]
  })
  return (await Promise.all(faults)).flat()
}

function successionFaults({ tender }: TenderDefinition, old: Tender): DefinitionFault[] {
  return [
    ...tender.id === old.tender.id ? [] : [{ place: 'tender.id', message: `an addendum keeps the number ${old.tender.id}` }],
    ...Date.parse(tender.tenderPeriod.endDate) >= Date.parse(old.tender.tenderPeriod.endDate)
      ? [] : [{ place: 'tender.tenderPeriod.endDate', message: 'an addendum must not bring the deadline forward' }],
  ]
}

/** Refusal('tender-definition') with every fault. */
export async function checkedDefinition(json: unknown, folder: DefinitionFolder, old: Superseded | null): Promise<TenderDefinition> {
  const faults = await faultsOf(json, folder, old)
  const items = faults.map(({ place, message }) => place === '' ? message : `${place}: ${message}`)
  if (items.length > 0) throw new Refusal('tender-definition', items[0], items)
  return parseDefinition(json)
}

/** The tender as a package would hold it. Certificates are not judged here; building does. Refusal('tender-definition'). */
export async function previewOf(json: unknown, folder: DefinitionFolder, old: Superseded | null, pool: WorkerPool): Promise<Tender> {
  const definition = await checkedDefinition(json, folder, old)
  const missing = (what: string): never => { throw new Refusal('tender-definition', what, [what]) }
  const documents = await Promise.all(definition.tender.documents.map(async (document) => {
    const { digest, size } = await fileDigest(folder.document(document.file) ?? missing(document.file), pool)
    return { ...document, format: document.format ?? mediaType(document.file), size, digest }
  }))
  const openingCertificates = await Promise.all(definition.sealing.openingCertificates.map(async ({ role, path, keyTransport }) => {
    const certificate: Certificate = await folder.certificate(path) ?? missing(path)
    return { role, certificate: certificate.pem, keyTransport: keyTransport ?? defaultTransport(certificate.publicKey) }
  }))
  return tenderOf(definition, documents, openingCertificates, old)
}
