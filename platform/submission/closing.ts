import { randomBytes } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import type { ClosingStatement, inclusionProof } from '../../interface/schemas/receipt.ts'
import type { z } from 'zod'
import { timeText } from '../clock.ts'
import type { Platform } from '../context.ts'
import { inclusionPath, merkleRoot } from '../log/merkle.ts'
import { deadlineOf, tenderOfLot } from '../tender/list.ts'
import { writeContainer } from '../write/container.ts'
import { lastReceipts } from './status.ts'
import { removeUpload } from './upload.ts'

/** Closes every lot whose deadline has passed; idempotent. What arrived in time and is still being judged is waited for. */
export async function closeDue(platform: Platform): Promise<void> {
  for (const { id, tender } of platform.records.tenders.allInForce()) {
    const open = tender.tender.lots.filter((lot) => platform.records.submissions.closing(id, lot.id) === undefined)
    if (open.length === 0 || !isDue(platform, id)) continue
    await platform.gate.quiet(id)
    // An addendum that was under way may have moved the deadline.
    if (!isDue(platform, id)) continue
    for (const lot of open) await closeLot(platform, id, lot.id)
    await removeUnsubmitted(platform, id)
  }
}

const isDue = (platform: Platform, id: string): boolean => {
  const tender = platform.records.tenders.inForce(id)
  return tender !== undefined && platform.clock.milliseconds() >= deadlineOf(tender)
}

async function closeLot(platform: Platform, id: string, lot: string): Promise<void> {
  const tender = tenderOfLot(platform, id, lot)
  const leaves = platform.records.submissions.receipts(id, lot).map((each) => each.digest)
  const closed = platform.clock.milliseconds()
  const root = merkleRoot(leaves)
  const { bytes, digest } = await writeContainer('receipt.json', {
    format: 'sealbid/receipt/1', type: 'closing',
    platform: { code: platform.code, name: platform.name, origin: platform.origin },
    tender: id, tenderDigest: tender.digest, lot, log: { root, size: leaves.length }, closedAt: timeText(closed),
    nonce: randomBytes(16).toString('base64url'),
  } satisfies ClosingStatement, platform.pen)
  platform.records.submissions.addClosing({
    tender: id, lot, tenderDigest: tender.digest, digest, root, size: leaves.length, closed, container: bytes,
  })
}

/**
 * What was never submitted is deleted at the deadline: uploads that name this tender, those that name none once no tender is open any more,
 * and bids that were replaced or withdrawn.
 */
async function removeUnsubmitted(platform: Platform, id: string): Promise<void> {
  const isAnyOpen = platform.records.tenders.allInForce().some((each) => deadlineOf(each) > platform.clock.milliseconds())
  for (const upload of platform.records.uploads.owners()) {
    if (upload.tender !== id && (upload.tender !== null || isAnyOpen)) continue
    await removeUpload(platform, upload)
  }
  for (const { id: lot } of platform.records.tenders.inForce(id)?.tender.tender.lots ?? []) {
    const kept = new Set(lastReceipts(platform, id, lot).flatMap((each) => (each.type === 'withdraw' ? [] : [each.bid])))
    for (const { bid } of platform.records.submissions.receipts(id, lot)) {
      if (!kept.has(bid)) await platform.files.removeBid(bid)
    }
  }
}

/** The closing statement of a lot; `not-yet` before the deadline, in the same words whether anybody has submitted or not. */
export function closingContainer(platform: Platform, id: string, lot: string): Buffer {
  tenderOfLot(platform, id, lot)
  const container = platform.records.submissions.closingContainer(id, lot)
  if (container === undefined) throw new Refusal('not-yet', 'the deadline has not passed')
  return container
}

/** Proof that a receipt stands in the log (RFC 9162, 2.1.3). */
export function proof(platform: Platform, id: string, lot: string, receipt: string): z.infer<typeof inclusionProof> {
  tenderOfLot(platform, id, lot)
  const closing = platform.records.submissions.closing(id, lot)
  if (closing === undefined) throw new Refusal('not-yet', 'the deadline has not passed')
  const leaves = platform.records.submissions.receipts(id, lot).map((each) => each.digest)
  const index = leaves.indexOf(receipt)
  if (index < 0) throw new Refusal('not-submitted', 'no such receipt in this log')
  return { receipt, index, size: closing.size, root: closing.root, path: inclusionPath(leaves, index) }
}
