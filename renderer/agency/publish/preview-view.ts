import type { Tender } from '../../../interface/schemas/tender.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'

/** A package that is not built yet, in the form in which a bidder's screen takes one: it has no digest, no size, no signer, and nothing was judged. */
export function previewView(tender: Tender): TenderView {
  const nameOf = (role: 'buyer' | 'procuringEntity'): string => tender.parties.find((each) => each.roles.includes(role))?.name ?? ''
  const at = new Date().toISOString()
  return {
    digest: '', newest: '', size: 0, importedAt: at,
    id: tender.tender.id, title: tender.tender.title, sequence: tender.sequence, supersedes: tender.supersedes, deadline: tender.tender.tenderPeriod.endDate,
    agency: nameOf('procuringEntity'), buyer: nameOf('buyer'), platform: tender.platform, lots: tender.tender.lots.map(({ id, title }) => ({ id, title })),
    tender,
    signer: { subject: '', serial: '', holder: { id: null, name: '' } },
    verdict: { state: 'indeterminate', parts: [], judgedAt: at, stampedAt: null },
  }
}
