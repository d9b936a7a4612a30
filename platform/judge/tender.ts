import { Refusal } from '../../interface/errors.ts'
import type { Party } from '../../interface/schemas/common.ts'
import { tenderSchema } from '../../interface/schemas/tender.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import { withContainer } from './container.ts'
import { certificateHolder, readCertificate } from './holder.ts'
import type { Judge } from './signature.ts'
import { isEncryptionCertificate } from './signature.ts'
import { readManifest } from './manifest.ts'
import { readCanonical } from './strict-json.ts'

const limits = { bytes: 4 * 1024 ** 3, members: 20_000 }

/** Judges a tender package or addendum: signed by its procuringEntity, documents as tender.json states them, sealing rules that can be kept. */
export async function judgeTender(file: string, judge: Judge): Promise<{ tender: Tender, publisher: Party }> {
  return withContainer(file, limits, async (container) => {
    const { party } = await container.judge(judge)
    const tender = readCanonical(await container.read('tender.json', 16 * 1024 * 1024), tenderSchema)
    if (tender === null) throw new Refusal('tender-invalid', 'tender.json')
    const digests = new Map(readManifest(container.manifest).map((each) => [each.name, each.digest]))
    checkDocuments(tender, container.members, digests, (name) => container.size(name))
    checkSealing(tender)
    if (agencyOf(tender) !== party.id) throw new Refusal('signer-mismatch', 'the package is not signed by its procuringEntity')
    return { tender, publisher: party }
  })
}

/** The agency (招标代理) that signs the package; where the tenderer publishes itself it carries both roles. */
export const agencyOf = (tender: Tender): string | undefined => tender.parties.find((each) => each.roles.includes('procuringEntity'))?.id

/** The tenderer (招标人): holder of the main opening certificate, which was checked at publication to be the buyer. */
export const tendererOf = (tender: Tender): string | undefined => tender.parties.find((each) => each.roles.includes('buyer'))?.id

function checkDocuments(tender: Tender, members: readonly string[], digests: Map<string, string>, size: (name: string) => number): void {
  const stated = new Map(tender.tender.documents.map((each) => [`documents/${each.file}`, each]))
  for (const name of members) {
    if (name !== 'tender.json' && !stated.has(name)) throw new Refusal('tender-invalid', `${name} does not stand in tender.json`)
  }
  for (const [name, document] of stated) {
    if (digests.get(name) !== document.digest || size(name) !== document.size) throw new Refusal('tender-invalid', name)
  }
}

function checkSealing({ sealing, response, parties, tender, remedy }: Tender): void {
  // What is agreed must be possible here when a key fails; this platform does not take containers yet.
  if (remedy.ways.includes('container')) throw new Refusal('tender-invalid', 'the remedy `container` is not offered by this platform')
  const [first] = sealing.stages
  if (first?.ground === undefined && Date.parse(first?.openingTime ?? '') !== Date.parse(tender.tenderPeriod.endDate)) {
    throw new Refusal('tender-invalid', 'the first stage opens at the deadline (招标投标法 34) or states a ground')
  }
  const envelopes = new Set(sealing.envelopes.map((each) => each.id))
  const staged = sealing.stages.flatMap((each) => each.envelopes)
  if (envelopes.size !== sealing.envelopes.length || staged.length !== envelopes.size || !staged.every((each) => envelopes.has(each))
    || new Set(staged).size !== staged.length) throw new Refusal('tender-invalid', 'every envelope stands in one stage')
  if (new Set(sealing.stages.map((each) => each.id)).size !== sealing.stages.length) throw new Refusal('tender-invalid', 'two stages of one name')
  if (!response.sections.every((each) => envelopes.has(each.envelope))) throw new Refusal('tender-invalid', 'a section names an unknown envelope')
  const buyers = parties.filter((each) => each.roles.includes('buyer')).map((each) => each.id)
  const mains = sealing.openingCertificates.filter((each) => each.role === 'main')
  if (sealing.control === 'bidder+tenderer' && mains.length !== 1) throw new Refusal('tender-invalid', 'one main opening certificate is needed')
  for (const { certificate: pem } of sealing.openingCertificates) {
    const certificate = readCertificate(pem)
    if (!isEncryptionCertificate(certificate)) throw new Refusal('key-usage', 'opening certificate')
    if (!buyers.includes(certificateHolder(certificate).id)) throw new Refusal('tender-invalid', 'an opening certificate is not the buyer\'s')
  }
}
