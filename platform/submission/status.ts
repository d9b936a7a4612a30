import { Refusal } from '../../interface/errors.ts'
import type { BidHeader, SignedBid } from '../../interface/schemas/opening.ts'
import type { SubmissionStatus } from '../../interface/schemas/platform.ts'
import { timeText } from '../clock.ts'
import type { Platform } from '../context.ts'
import { keyName } from '../judge/bid.ts'
import { withContainer, type OpenContainer } from '../judge/container.ts'
import type { StoredBid, StoredReceipt } from '../store/submission-records.ts'
import { tenderOfLot } from '../tender/list.ts'

/** Receipts of one holder for one lot, oldest first. */
export const ownReceipts = (platform: Platform, tender: string, lot: string, holder: string): StoredReceipt[] =>
  platform.records.submissions.receiptsOf(tender, lot, holder)

/** The last receipt of every holder, in the order of acceptance. */
export function lastReceipts(platform: Platform, tender: string, lot: string): StoredReceipt[] {
  const last = new Map<string, StoredReceipt>()
  for (const receipt of platform.records.submissions.receipts(tender, lot)) {
    last.delete(receipt.holder)
    last.set(receipt.holder, receipt)
  }
  return [...last.values()]
}

/** A bid that stands, and the receipt that says so. */
export interface StandingBid extends StoredBid { receipt: string }

/**
 * Bids that stand and answer the version in force, in the order of their receipts. A bid for a superseded version takes no part: it is
 * `refused` until it is replaced.
 */
export function standingBids(platform: Platform, tender: string, lot: string): StandingBid[] {
  const inForce = tenderOfLot(platform, tender, lot).digest
  return lastReceipts(platform, tender, lot).flatMap((receipt) => {
    const bid = receipt.type === 'withdraw' ? undefined : platform.records.submissions.bid(receipt.bid)
    return bid?.tenderDigest === inForce ? [{ ...bid, receipt: receipt.digest }] : []
  })
}

export function ownStatus(platform: Platform, tender: string, lot: string, holder: string): SubmissionStatus {
  const inForce = tenderOfLot(platform, tender, lot).digest
  const receipts = ownReceipts(platform, tender, lot, holder)
  const last = receipts.at(-1)
  const state = (): SubmissionStatus['state'] => {
    if (last === undefined) return 'none'
    if (last.type === 'withdraw') return 'withdrawn'
    if (platform.records.submissions.bid(last.bid)?.tenderDigest !== inForce) return 'refused'
    return platform.records.submissions.closing(tender, lot) === undefined ? 'submitted' : 'closed'
  }
  return {
    state: state(),
    head: last?.digest ?? null,
    bidDigest: last === undefined || last.type === 'withdraw' ? null : last.bid,
    receipts: receipts.map((each) => ({ digest: each.digest, type: each.type, receivedAt: timeText(each.received), bidDigest: each.bid })),
  }
}

export function ownReceipt(platform: Platform, tender: string, lot: string, holder: string, digest: string): Buffer {
  const isOwn = ownReceipts(platform, tender, lot, holder).some((each) => each.digest === digest)
  const container = isOwn ? platform.records.submissions.receiptContainer(digest) : undefined
  if (container === undefined) throw new Refusal('not-submitted', 'no such receipt')
  return container
}

const headerLimits = { bytes: Number.MAX_SAFE_INTEGER, members: 200_000 }

/** Public parts of the own bid file: enough to release its keys without the whole file. */
export async function ownHeader(platform: Platform, tender: string, lot: string, holder: string): Promise<BidHeader> {
  const receipt = ownReceipts(platform, tender, lot, holder).at(-1)
  const bid = receipt === undefined || receipt.type === 'withdraw' ? undefined : platform.records.submissions.bid(receipt.bid)
  if (receipt === undefined || bid === undefined) throw new Refusal('not-submitted')
  return withContainer(platform.files.path('bid', bid.digest), headerLimits, async (container) => {
    const keys: [string, string][] = []
    for (const { id } of bid.bid.envelopes) keys.push([id, (await container.read(keyName(id), 64 * 1024)).toString('base64')])
    return { ...await readSignedBid(container, bid.digest), size: bid.size, receiptDigest: receipt.digest, keys: Object.fromEntries(keys) }
  })
}

/** What the bidder signed about a bid: manifest, signature, bid.json. */
export const signedBidOf = (platform: Platform, digest: string): Promise<SignedBid> =>
  withContainer(platform.files.path('bid', digest), headerLimits, (container) => readSignedBid(container, digest))

async function readSignedBid(container: OpenContainer, bidDigest: string): Promise<SignedBid> {
  return {
    bidDigest,
    bid: (await container.read('bid.json', 1024 * 1024)).toString('base64'),
    manifest: container.manifest.toString('base64'),
    signature: container.signature.toString('base64'),
  }
}
