import type { Fact, FactLabel, Warning } from '../../preload/prompt-contract.ts'
import type { ImportedTender } from '../drafts/tenders.ts'
import type { CertifiedPlatform } from '../opening/certified.ts'
import { partyWith } from '../tender/read.ts'
import type { Workspace } from '../workspace.ts'
import { newestOf } from './tender-view.ts'

/** Lines of a confirmation. All of them come from main's own data: packages that were judged, files that were sealed, certified descriptors. */

export const text = (label: FactLabel, value: string): Fact => ({ label, value, type: 'text' })
export const time = (label: FactLabel, value: string): Fact => ({ label, value, type: 'time' })
export const digest = (label: FactLabel, value: string): Fact => ({ label, value, type: 'digest' })
export const bytes = (label: FactLabel, value: number): Fact => ({ label, value: String(value), type: 'bytes' })

/** Which tender, in which version; `lot` where it is about one. */
export function tenderFacts({ tender }: Pick<ImportedTender, 'tender'>, lot?: string): Fact[] {
  const found = tender.tender.lots.find((each) => each.id === lot)
  return [
    text('tender', tender.tender.title),
    text('tender-id', tender.tender.id),
    text('version', String(tender.sequence)),
    ...lot === undefined ? [] : [text('lot', found === undefined ? lot : `${found.id} ${found.title}`)],
  ]
}

export const partyFacts = ({ tender }: Pick<ImportedTender, 'tender'>): Fact[] =>
  [text('agency', partyWith(tender, 'procuringEntity').name), text('buyer', partyWith(tender, 'buyer').name)]

export const platformFacts = ({ descriptor, origin }: Pick<CertifiedPlatform, 'descriptor' | 'origin'>): Fact[] =>
  [text('platform', `${descriptor.name} (${descriptor.code})`), text('origin', origin)]

/** What is always said: that it is a rehearsal, that there is a newer version of the tender. */
export function commonWarnings(workspace: Workspace, kept?: ImportedTender): Warning[] {
  const { drafts, context } = workspace
  return [
    ...context.trust.profile === 'practice' ? ['practice' as const] : [],
    ...kept !== undefined && newestOf(kept, drafts.tenders()).digest !== kept.digest ? ['tender-superseded' as const] : [],
  ]
}
