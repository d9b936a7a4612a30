import type { AnswerView, DraftBrief, DraftView, SealedView, TrialView } from '../../preload/contract/drafts.ts'
import type { TrialStatement } from '../bid/trial-open.ts'
import { readSealedHead } from '../bid/sealed-head.ts'
import { errorsOf } from '../checks/check-response.ts'
import { draftState } from '../drafts/draft-state.ts'
import type { Answer, Draft } from '../drafts/drafts.ts'
import { answersDigest } from '../drafts/sealed-answers.ts'
import type { SealedBid, Trial } from '../drafts/sealed.ts'
import type { ImportedTender } from '../drafts/tenders.ts'
import type { Workspace } from '../workspace.ts'
import { tenderBrief } from './tender-view.ts'
import { keptTender } from './tenders.ts'

/** Drafts and sealed bids as the window sees them. */

function answerView(answer: Answer): AnswerView {
  if (answer.kind !== 'file') return answer
  const { id, name, size } = answer.attachment
  return { kind: 'file', attachment: id, name, size }
}

/** The draft still says what was sealed. */
const isCurrent = (workspace: Workspace, draft: Draft, bidDigest: string): boolean =>
  workspace.sealedAnswers.digest(bidDigest) === answersDigest(draft.answers)

const isComplete = ({ statement }: Trial): boolean => (statement as TrialStatement).complete

function newestSealed(workspace: Workspace, draft: Draft): DraftBrief['sealed'] {
  const bid = workspace.sealed.list().findLast((each) => each.draft === draft.id)
  if (bid === undefined) return null
  const { bidDigest, sealedAt } = bid
  return { digest: bidDigest, sealedAt, current: isCurrent(workspace, draft, bidDigest), tried: workspace.sealed.trials(bidDigest).some(isComplete) }
}

function lastReceipt({ receipts }: Workspace, tender: string, lot: string): DraftBrief['receipt'] {
  const last = receipts.listAll(tender, lot).findLast((each) => each.bidDigest !== null)
  if (last === undefined || last.bidDigest === null || last.type === 'publish' || last.type === 'closing') return null
  return { digest: last.digest, type: last.type, bidDigest: last.bidDigest, receivedAt: last.receivedAt }
}

/** `all`: every package of the workspace, so that a list reads them once. */
export function draftView(workspace: Workspace, draft: Draft, all: readonly ImportedTender[]): DraftView {
  const imported = all.find((each) => each.digest === draft.tenderDigest) ?? keptTender(workspace, draft.tenderDigest)
  const { tender } = imported
  const { sections, findings, scheduleTotal, totalInWords } = draftState(tender, draft)
  return {
    id: draft.id,
    tender: tenderBrief(imported, all),
    lot: draft.lot,
    lotTitle: tender.tender.lots.find((each) => each.id === draft.lot)?.title ?? draft.lot,
    createdAt: draft.createdAt,
    changedAt: draft.changedAt,
    answered: sections.filter((each) => draft.answers.has(each.id)).length,
    sections: sections.length,
    errors: errorsOf(findings).length,
    sealed: newestSealed(workspace, draft),
    receipt: lastReceipt(workspace, tender.tender.id, draft.lot),
    content: sections.map((section) => {
      const answer = draft.answers.get(section.id)
      return { section, answer: answer === undefined ? null : answerView(answer) }
    }),
    findings,
    scheduleTotal,
    totalInWords,
  }
}

export function draftBrief(view: DraftView): DraftBrief {
  const { content: _content, findings: _findings, scheduleTotal: _total, totalInWords: _words, ...brief } = view
  return brief
}

export const trialView = ({ at, certificate, complete, envelopes }: TrialStatement): TrialView => ({ at, certificate, complete, envelopes })

export async function sealedView(workspace: Workspace, sealed: SealedBid): Promise<SealedView> {
  const head = await readSealedHead(sealed)
  const kept = keptTender(workspace, sealed.tenderDigest)
  return {
    digest: sealed.bidDigest,
    size: sealed.size,
    sealedAt: sealed.sealedAt,
    draft: sealed.draft,
    tender: kept.digest,
    lot: sealed.lot,
    bidder: head?.bid.bidder ?? null,
    present: head !== null,
    stamped: head?.stamped ?? false,
    current: sealed.draft !== null && isCurrent(workspace, workspace.drafts.get(sealed.draft), sealed.bidDigest),
    trials: workspace.sealed.trials(sealed.bidDigest).map(({ statement }) => trialView(statement as TrialStatement)),
  }
}
