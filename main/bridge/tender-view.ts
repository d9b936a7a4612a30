import type { Tender } from '../../interface/schemas/tender.ts'
import type { TenderBrief, TenderChanges, TenderView } from '../../preload/contract/tenders.ts'
import { isSameTender } from '../drafts/move.ts'
import type { ImportedTender } from '../drafts/tenders.ts'
import { compareTenders } from '../tender/compare.ts'
import type { TenderPackage } from '../tender/read.ts'
import { signerView, verdictView } from './verdict-view.ts'

/** Tender packages as the window sees them. */

/** The newest version of the same tender, agency and platform among `all`; itself where it is the newest. */
export function newestOf(tender: ImportedTender, all: readonly ImportedTender[]): ImportedTender {
  const versions = all.filter((each) => isSameTender(each.tender, tender.tender))
  return versions.reduce((newest, each) => each.tender.sequence > newest.tender.sequence ? each : newest, tender)
}

/** A package of another tool may lack a party; a list is shown all the same. */
const nameOf = ({ parties }: Tender, role: 'buyer' | 'procuringEntity'): string => parties.find((each) => each.roles.includes(role))?.name ?? ''

export function tenderBrief(imported: ImportedTender, all: readonly ImportedTender[]): TenderBrief {
  const { tender, digest, importedAt } = imported
  return {
    digest,
    id: tender.tender.id,
    title: tender.tender.title,
    sequence: tender.sequence,
    supersedes: tender.supersedes,
    deadline: tender.tender.tenderPeriod.endDate,
    agency: nameOf(tender, 'procuringEntity'),
    buyer: nameOf(tender, 'buyer'),
    platform: tender.platform,
    lots: tender.tender.lots.map(({ id, title }) => ({ id, title })),
    importedAt,
    newest: newestOf(imported, all).digest,
  }
}

export const tenderView = (brief: TenderBrief, { tender, size, signer, verdict }: TenderPackage): TenderView =>
  ({ ...brief, tender, size, signer: signerView(signer), verdict: verdictView(verdict) })

export const tenderChanges = (from: ImportedTender, to: ImportedTender): TenderChanges =>
  ({ from: from.digest, to: to.digest, text: to.tender.changes ?? null, ...compareTenders(from.tender, to.tender) })
