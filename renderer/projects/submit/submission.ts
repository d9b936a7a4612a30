import { uploadFile, type SliceSource } from '../../../interface/upload.ts'
import { submitBid, type Submission, type TransferOptions } from '../../../interface/flows.ts'
import type { SubmissionStatus } from '../../../interface/schemas/platform.ts'
import { Refusal } from '../../../interface/errors.ts'
import { sealbid } from '../../bridge.ts'
import type { Connection } from '../../connection/connection-store.ts'
import { sliceSource } from '../../connection/slices.ts'
import { receiptMessage } from './receipt-message.ts'

/** From sealed bytes to a receipt, in pieces that a screen can show one by one: interface/flows.ts has them as one. */

export interface SubmissionPlace { tender: string, tenderDigest: string, lot: string }

export const sealedSource = async (bid: string): Promise<SliceSource> => sliceSource(await sealbid.bids.slices({ bid }))

/** Sends the ciphertext ahead of the binding act; goes on where it stopped. Refusals of interface/upload.ts. */
export async function uploadAhead({ client, side }: Connection, tender: string, bid: { digest: string, size: number }, options: TransferOptions): Promise<void> {
  if (client.token === null) throw new Refusal('not-signed-in')
  const source = await sealedSource(bid.digest)
  side.journal('upload-attempt', { digest: bid.digest, size: bid.size })
  await uploadFile({ ...options, origin: client.origin, token: client.token, tender, digest: bid.digest, source, memory: side.uploads })
  side.journal('upload-complete', { digest: bid.digest })
}

/**
 * Bytes of this file that the platform acknowledges, asked from it (tus 1.0, HEAD); null where it knows of none. Only an upload that was
 * begun from this workspace is found. Refusals: platform-unreachable.
 */
export async function acknowledged({ client, side }: Connection, digest: string): Promise<number | null> {
  const url = await side.uploads.load(digest)
  if (url === null || new URL(url, client.origin).origin !== client.origin) return null
  let response: Response
  try {
    response = await fetch(new URL(url, client.origin), { method: 'HEAD', headers: { authorization: `Bearer ${client.token ?? ''}`, 'tus-resumable': '1.0.0' }, redirect: 'manual' })
  } catch {
    throw new Refusal('platform-unreachable', client.origin)
  }
  const offset = response.ok ? Number(response.headers.get('upload-offset') ?? Number.NaN) : Number.NaN
  return Number.isSafeInteger(offset) ? offset : null
}

/** The binding act. What was uploaded before is not sent again. */
export async function submit(connection: Connection, submission: Submission, options: TransferOptions): Promise<void> {
  const source = submission.type === 'withdraw' ? null : await sealedSource(submission.bid.digest)
  await submitBid(connection, submission, source, options)
}

/** Whether this workspace has the receipt: main verified it before it was kept. */
export const isKept = async ({ tender, lot }: SubmissionPlace, receipt: string): Promise<boolean> =>
  (await sealbid.receipts.list({ tender, lot })).some((each) => each.digest === receipt)

/** Receipts that the platform has and this workspace lacks (an answer was lost) are fetched, verified by main and kept. Answers how many. */
export async function fetchLostReceipts({ client, side }: Connection, { tender, lot }: SubmissionPlace, status: SubmissionStatus): Promise<number> {
  const kept = new Set((await sealbid.receipts.list({ tender, lot })).map((each) => each.digest))
  const lost = status.receipts.filter((each) => !kept.has(each.digest))
  for (const { digest } of lost) {
    const bytes = await client.receipt(tender, lot, digest)
    await side.keepReceipt(bytes, receiptMessage(bytes))
  }
  return lost.length
}
