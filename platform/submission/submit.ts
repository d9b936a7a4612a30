import { createHash, randomBytes } from 'node:crypto'
import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import { containerType } from '../../interface/routes.ts'
import type { Bid } from '../../interface/schemas/bid.ts'
import type { Signed, SubmissionMessage } from '../../interface/schemas/messages.ts'
import type { SubmissionReceipt } from '../../interface/schemas/receipt.ts'
import type { Answer, Commit } from '../binding.ts'
import { timeText } from '../clock.ts'
import type { Platform, Session } from '../context.ts'
import { judgeBid } from '../judge/bid.ts'
import type { StoredTender } from '../store/tender-records.ts'
import { deadlineOf, tenderOfLot } from '../tender/list.ts'
import type { Written } from '../write/container.ts'
import { writeContainer } from '../write/container.ts'
import { ownReceipts } from './status.ts'
import { completeUpload } from './upload.ts'

export interface Submission {
  tender: string
  lot: string
  signed: Signed<SubmissionMessage>
  upload: string | null
  /** When the request had arrived completely: late or not is judged by this. */
  arrived: number
}

/** Accepts submit, replace or withdraw (art. 27): everything is judged, then message, receipt and bid are committed at once. */
export async function submit(platform: Platform, session: Session, submission: Submission, commit: Commit): Promise<Answer> {
  const { signed: { message }, upload, arrived } = submission
  const tender = checkTender(platform, submission)
  const check = (): void => checkChain(platform, session, message)
  check()
  const bid = message.type === 'withdraw' ? null : await judgeUpload(platform, session, tender, message, upload)
  const receipt = await writeReceipt(platform, session, submission)
  const answer: Answer = { status: 201, type: containerType, body: receipt.bytes }
  commit(answer, () => {
    check()
    if (bid !== null && upload !== null) {
      platform.records.submissions.addBid({
        digest: message.bidDigest, tender: message.tender, lot: message.lot, holder: session.id, name: session.name,
        tenderDigest: message.tenderDigest, size: message.size, bid: Buffer.from(canonical(bid)).toString('utf8'), upload,
      })
      void platform.records.uploads.delete(upload)
    }
    platform.records.submissions.addReceipt({
      digest: receipt.digest, tender: message.tender, lot: message.lot, holder: session.id, type: message.type, bid: message.bidDigest,
      received: arrived, container: receipt.bytes,
    })
  })
  if (upload !== null) await settle(platform, message.bidDigest, upload)
  return answer
}

/** The same file may have been submitted before and withdrawn: then the first stands and the second upload is not needed. */
async function settle(platform: Platform, digest: string, upload: string): Promise<void> {
  await platform.files.settle('bid', digest, upload)
  await platform.files.removeUpload(upload)
}

function checkTender(platform: Platform, { tender: id, lot, signed: { message }, arrived }: Submission): StoredTender {
  const tender = tenderOfLot(platform, id, lot)
  if (arrived >= deadlineOf(tender) || platform.records.submissions.closing(id, lot) !== undefined) throw new Refusal('deadline-passed')
  if (message.tender !== id || message.lot !== lot) throw new Refusal('message-invalid', 'the message names another tender or lot')
  if (message.tenderDigest !== tender.digest) {
    const known = platform.records.tenders.versions(id).some((each) => each.digest === message.tenderDigest)
    if (!known) throw new Refusal('tender-unknown', 'digest')
    // Whoever has not seen the addendum yet can still withdraw.
    if (message.type !== 'withdraw') throw new Refusal('tender-superseded')
  }
  return tender
}

/** Only the current head is followed, so that no old message can be played again. */
function checkChain(platform: Platform, session: Session, message: SubmissionMessage): void {
  const receipts = ownReceipts(platform, message.tender, message.lot, session.id)
  const last = receipts.at(-1)
  if (message.previous !== (last?.digest ?? null)) throw new Refusal('stale-message', 'previous is not the digest of the last receipt')
  const isStanding = last !== undefined && last.type !== 'withdraw'
  if (message.type === 'submit' && isStanding) throw new Refusal('already-exists', 'a bid stands already: replace it')
  if (message.type !== 'submit' && !isStanding) throw new Refusal('not-submitted')
  if (message.type === 'withdraw') {
    const size = platform.records.submissions.bid(message.bidDigest)?.size
    if (message.bidDigest !== last?.bid || message.size !== size) throw new Refusal('message-invalid', 'not the bid that stands')
  }
}

async function judgeUpload(platform: Platform, session: Session, tender: StoredTender, message: SubmissionMessage, upload: string | null): Promise<Bid> {
  if (upload === null) throw new Refusal('upload-incomplete', 'no upload is named')
  const { limits } = tender.tender
  if (message.size > limits.bytesPerBid) throw new Refusal('too-large', `${message.size} of ${limits.bytesPerBid} bytes`)
  const file = await completeUpload(platform, session, upload, { digest: message.bidDigest, size: message.size })
  return judgeBid(file, {
    tender: tender.tender, tenderDigest: tender.digest, lot: message.lot, platform: platform.code, holder: session.id,
  }, platform.judge)
}

function writeReceipt(platform: Platform, session: Session, { signed: { message, signature }, arrived }: Submission): Promise<Written> {
  const digest = platform.faults.takeWrongReceipt() ? createHash('sha256').update(message.bidDigest).digest('hex') : message.bidDigest
  return writeContainer('receipt.json', {
    format: 'sealbid/receipt/1', type: message.type,
    platform: { code: platform.code, name: platform.name, origin: platform.origin },
    tender: message.tender, tenderDigest: message.tenderDigest, lot: message.lot, bidder: session,
    bid: { digest, size: message.size }, message, messageSignature: signature, receivedAt: timeText(arrived),
    nonce: randomBytes(16).toString('base64url'), promise: { tender: message.tender, lot: message.lot },
  } satisfies SubmissionReceipt, platform.pen)
}
