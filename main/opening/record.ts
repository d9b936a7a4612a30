import { Refusal } from '../../interface/errors.ts'
import type { OpeningRecord } from '../../interface/schemas/opening.ts'
import type { InclusionProof } from '../../interface/schemas/receipt.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import type { CertifiedPlatform } from './certified.ts'
import { verifyInclusion } from './merkle.ts'
import type { CheckedClosing } from './receipts.ts'

const refuse = (why: string): never => { throw new Refusal('closing-invalid', why) }

/**
 * What an agency can check before it signs an announcement: it is for this tender, names the closing statement that was verified, has all
 * stages, and every bid in it stands in the log. Refusal('closing-invalid') with the reason.
 */
export function checkAnnouncement(record: OpeningRecord, tender: Tender, tenderDigest: string, closing: CheckedClosing, proofs: readonly InclusionProof[], platform: CertifiedPlatform): void {
  const { statement, digest } = closing
  if (record.platform.code !== platform.descriptor.code) refuse('announced by another platform')
  if (record.tenderDigest !== tenderDigest || record.tender !== tender.tender.id || record.lot !== statement.lot) refuse('announced for another tender or lot')
  if (record.closing.digest !== digest || record.closing.root !== statement.log.root || record.closing.size !== statement.log.size) refuse('announced under another closing statement')
  const wanted = tender.sealing.stages.map((each) => each.id)
  if (record.stages.map((each) => each.id).join() !== wanted.join()) refuse('not all stages are announced')
  for (const stage of record.stages) checkStage(stage, statement.log, proofs)
}

function checkStage({ id, bids }: OpeningRecord['stages'][number], log: { root: string, size: number }, proofs: readonly InclusionProof[]): void {
  const receipts = bids.map((each) => each.receiptDigest)
  if (new Set(receipts).size !== receipts.length || new Set(bids.map((each) => each.bidder.id)).size !== bids.length) refuse(`${id}: a bid stands twice`)
  if (bids.length > log.size) refuse(`${id}: more bids than receipts`)
  for (const receipt of receipts) {
    const proof = proofs.find((each) => each.receipt === receipt)
    if (proof === undefined || proof.size !== log.size || !verifyInclusion(proof, log.root)) refuse(`${id}: a bid that is not in the log`)
  }
}
