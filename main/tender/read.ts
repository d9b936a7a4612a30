import { Refusal } from '../../interface/errors.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import { readCertificate, type Certificate } from '../certificates/certificate.ts'
import { fileDigest } from '../container/file-digest.ts'
import { readTrusted, type TrustContext, type Verdict } from '../container/verify.ts'
import type { Addressee } from '../crypto/key-envelope.ts'
import type { RunOptions } from '../work/pool.ts'

export interface TenderPackage {
  tender: Tender
  /** SHA-256 of the package. */
  digest: string
  size: number
  file: string
  form: 'exact' | 'foreign'
  signer: Certificate
  verdict: Verdict
}

/** The party that has a role; the schema and the builder see to it that there is one. Refusal('tender-invalid'). */
export function partyWith(tender: Pick<Tender, 'parties'>, role: 'buyer' | 'procuringEntity'): { id: string, name: string } {
  const party = tender.parties.find((each) => each.roles.includes(role))
  if (party === undefined) throw new Refusal('tender-invalid', `no party with the role ${role}`)
  return { id: party.id, name: party.name }
}

/** Reads a tender package whose signer is the agency that it names. Refusals of readTrusted, signer-mismatch. */
export async function readTender(file: string, context: TrustContext, options?: RunOptions): Promise<TenderPackage> {
  const container = await readTrusted(file, 'tender', context, options)
  await container.archive.close()
  const { content: tender, signature, form, verdict } = container
  const agency = partyWith(tender, 'procuringEntity')
  if (signature.signer.holder.id !== agency.id) throw new Refusal('signer-mismatch', `signed by ${signature.signer.holder.name}, not by ${agency.name}`)
  return { tender, ...await fileDigest(file, context.pool), file, form, signer: signature.signer, verdict }
}

/** The tenderer's opening certificates as recipients of inner key envelopes, main first; null with `control: bidder`. Refusal('key-usage'). */
export function tenderersAddressees(tender: Tender): (Addressee & { certificate: Certificate })[] | null {
  if (tender.sealing.control === 'bidder') return null
  const buyer = partyWith(tender, 'buyer')
  return tender.sealing.openingCertificates.map(({ certificate, keyTransport }) => {
    const read = readCertificate(certificate)
    if (!read.uses.encrypt) throw new Refusal('key-usage', `opening certificate ${read.serial}`)
    if (read.holder.id !== buyer.id) throw new Refusal('signer-mismatch', `opening certificate ${read.serial} is not the tenderer's`)
    return { certificate: read, transport: keyTransport }
  })
}
