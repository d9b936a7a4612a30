import { Refusal } from '../../interface/errors.ts'
import type { SubmissionReceipt } from '../../interface/schemas/receipt.ts'
import type { Signable } from '../../preload/contract/platforms.ts'
import type { Warning } from '../../preload/prompt-contract.ts'
import { readSealedHead } from '../bid/sealed-head.ts'
import type { TrialStatement } from '../bid/trial-open.ts'
import { inspectBytes } from '../opening/inspect-file.ts'
import type { ImportedTender } from '../drafts/tenders.ts'
import type { Workspace } from '../workspace.ts'
import type { Connection } from './connection-store.ts'
import { bytes, commonWarnings, digest, platformFacts, tenderFacts, text, time } from './facts.ts'
import { certificateFacts, type Confirmation } from './keys.ts'
import { keptTender } from './tenders.ts'

type Submission = Extract<Signable, { type: 'submit' | 'replace' | 'withdraw' }>

const refuse = (why: string): never => { throw new Refusal('message-invalid', why) }

/** The package that a message names, for this platform. Refusals: tender-unknown, message-invalid, platform-mismatch. */
export function namedTender(
  workspace: Workspace, { tender, tenderDigest, lot }: { tender: string, tenderDigest: string, lot?: string }, { platform }: Connection,
): ImportedTender {
  const kept = keptTender(workspace, tenderDigest)
  if (kept.tender.tender.id !== tender) refuse(`the package is ${kept.tender.tender.id}, the message names ${tender}`)
  if (kept.tender.platform.code !== platform.descriptor.code) throw new Refusal('platform-mismatch', `the tender names ${kept.tender.platform.code}`)
  if (lot !== undefined && !kept.tender.tender.lots.some((each) => each.id === lot)) refuse(`there is no lot ${lot}`)
  return kept
}

/** What is submitted must be a bid that was sealed here and is still there, for this very place, by this holder. */
async function checkSealed(workspace: Workspace, draft: Submission, { certificate, platform }: Connection): Promise<void> {
  const sealed = workspace.sealed.get(draft.bidDigest)
  if (sealed === undefined) throw new Refusal('bid-unknown', draft.bidDigest)
  if (sealed.size !== draft.size) refuse(`the bid has ${sealed.size} bytes, the message says ${draft.size}`)
  if (sealed.tenderDigest !== draft.tenderDigest || sealed.lot !== draft.lot) refuse('the bid was sealed for another tender, version or lot')
  const head = await readSealedHead(sealed)
  if (head === null) throw new Refusal('file-not-found', sealed.file)
  const { bid } = head
  const { holder } = certificate
  if (bid.bidder.id !== holder.id) throw new Refusal('signer-mismatch', `sealed by ${bid.bidder.name}, certificate of ${holder.name}`)
  if (bid.platform !== platform.descriptor.code) throw new Refusal('platform-mismatch', `sealed for ${bid.platform}`)
  if (bid.tender.digest !== draft.tenderDigest || bid.lot !== draft.lot) refuse('bid.json is for another tender, version or lot')
}

/** A withdrawal names a bid by an own receipt; the bid itself may be gone. */
async function checkReceived(workspace: Workspace, draft: Submission, { certificate, platform }: Connection): Promise<boolean> {
  const own = workspace.receipts.listOfBid(draft.bidDigest).find((each) =>
    each.tender === draft.tender && each.lot === draft.lot && each.holder === certificate.holder.id && each.platform === platform.descriptor.code)
  const stored = own === undefined ? undefined : workspace.receipts.get(own.digest)
  if (stored === undefined) return false
  const { kind, content } = await inspectBytes(stored.bytes, workspace.context)
  if (kind !== 'receipt') return false
  const { bid, tenderDigest } = content as SubmissionReceipt
  if (bid.size !== draft.size) refuse(`the bid has ${bid.size} bytes, the message says ${draft.size}`)
  // A bid for a superseded version is withdrawn under the version that it was made for.
  if (tenderDigest !== draft.tenderDigest) refuse('the bid was submitted for another version of the tender')
  return true
}

function bidWarnings({ sealed }: Workspace, { type, bidDigest }: Submission): Warning[] {
  if (type === 'withdraw' || sealed.get(bidDigest) === undefined) return []
  const tried = sealed.trials(bidDigest).some(({ statement }) => (statement as TrialStatement).complete)
  return [...tried ? [] : ['not-tried' as const], ...sealed.hasCapsuleCopy(bidDigest) ? [] : ['no-capsule-copy' as const]]
}

/**
 * Holds a submit, replace or withdraw against what main knows, and says what a person confirms. Refusals: message-invalid, bid-unknown,
 * file-not-found, signer-mismatch, platform-mismatch, tender-unknown.
 */
export async function confirmSubmission(workspace: Workspace, draft: Submission, connection: Connection): Promise<Confirmation> {
  const kept = namedTender(workspace, draft, connection)
  const byReceipt = draft.type === 'withdraw' && await checkReceived(workspace, draft, connection)
  if (!byReceipt) await checkSealed(workspace, draft, connection)
  const { holder } = connection.certificate
  return {
    act: draft.type,
    facts: [
      ...tenderFacts(kept, draft.lot),
      text('bidder', `${holder.name} (${holder.id})`),
      ...platformFacts(connection.platform),
      digest('digest', draft.bidDigest),
      bytes('size', draft.size),
      ...draft.previous === null ? [] : [digest('previous', draft.previous)],
      time('deadline', kept.tender.tender.tenderPeriod.endDate),
      ...certificateFacts(connection.certificate),
    ],
    warnings: [...commonWarnings(workspace, kept), ...bidWarnings(workspace, draft)],
  }
}
