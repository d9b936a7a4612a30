import type { DraftBrief } from '../../../preload/contract/drafts.ts'
import type { TenderBrief } from '../../../preload/contract/tenders.ts'

/** Newest packages for which no version has a draft; superseded ones are not offered for a new beginning. */
export function looseTenders(tenders: readonly TenderBrief[], drafts: readonly DraftBrief[]): TenderBrief[] {
  const begun = new Set(drafts.map((each) => each.tender.id))
  return tenders.filter((each) => each.newest === each.digest && !begun.has(each.id))
}

/** Whether the workspace holds this package, by the platform's list. */
export const holdsPackage = (tenders: readonly TenderBrief[], digest: string): boolean => tenders.some((each) => each.digest === digest)
