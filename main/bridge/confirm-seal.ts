import type { Fact } from '../../preload/prompt-contract.ts'
import { readCertificate, type Certificate } from '../certificates/certificate.ts'
import type { Draft } from '../drafts/drafts.ts'
import type { KeyFile } from '../drafts/key-files.ts'
import type { ImportedTender } from '../drafts/tenders.ts'
import type { Workspace } from '../workspace.ts'
import { commonWarnings, digest, partyFacts, tenderFacts, text, time } from './facts.ts'
import { certificateFacts, type Confirmation } from './keys.ts'

/** What a person sees before a bid is sealed: what is signed, for whom, with which certificate, and who can open it when. */

const opener = ({ holder, serial }: Certificate): Fact => text('opened-by', `${holder.name} · ${serial}`)

export interface SealPlan { kept: ImportedTender, draft: Draft, key: KeyFile, backups: readonly KeyFile[], stamped: boolean }

export function confirmSeal(workspace: Workspace, { kept, draft, key, backups, stamped }: SealPlan): Confirmation {
  const { tender, sealing, platform } = kept.tender
  const attachments = [...draft.answers.values()].filter((each) => each.kind === 'file')
  return {
    act: 'seal',
    facts: [
      ...tenderFacts(kept, draft.lot),
      digest('digest', kept.digest),
      ...partyFacts(kept),
      text('bidder', `${key.holder.name} (${key.holder.id})`),
      text('platform', platform.code),
      text('origin', platform.origin),
      ...sealing.envelopes.map((each) => text('envelopes', each.title)),
      text('documents', String(attachments.length)),
      ...[key, ...backups].map((each) => opener(each.encryption)),
      ...sealing.openingCertificates.map((each) => opener(readCertificate(each.certificate))),
      time('deadline', tender.tenderPeriod.endDate),
      ...sealing.stages.map((each) => time('opening', each.openingTime)),
      ...certificateFacts(key),
    ],
    warnings: [...commonWarnings(workspace, kept), ...sealing.control === 'bidder' ? ['operator-trusted' as const] : [], ...stamped ? [] : ['no-timestamp' as const]],
  }
}
