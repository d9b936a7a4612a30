import { randomBytes } from 'node:crypto'
import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import { containerType } from '../../interface/routes.ts'
import type { Signed } from '../../interface/schemas/messages.ts'
import type { loginMessage, publishMessage } from '../../interface/schemas/messages.ts'
import type { publicationReceipt } from '../../interface/schemas/receipt.ts'
import type { z } from 'zod'
import type { Answer, Commit } from '../binding.ts'
import { timeText } from '../clock.ts'
import type { Platform, Session } from '../context.ts'
import { judgeTender } from '../judge/tender.ts'
import { completeUpload } from '../submission/upload.ts'
import { writeContainer } from '../write/container.ts'

export type LoginMessage = z.infer<typeof loginMessage>
export type PublishMessage = z.infer<typeof publishMessage>

/** Publishes a tender package or an addendum; answers the signed receipt. */
export async function publish(
  platform: Platform, session: Session, { message }: Signed<PublishMessage>, upload: string, commit: Commit,
): Promise<Answer> {
  const file = await completeUpload(platform, session, upload, { digest: message.tenderDigest, size: message.size })
  const { tender, publisher } = await judgeTender(file, platform.judge)
  if (publisher.id !== session.id) throw new Refusal('signer-mismatch', 'package and session')
  if (tender.platform.code !== platform.code) throw new Refusal('platform-mismatch', 'tender.json')
  if (tender.tender.id !== message.tender) throw new Refusal('message-invalid', 'the message names another tender')
  const published = platform.clock.milliseconds()
  const check = (): void => checkSuccession(platform, tender, session, published)
  check()
  const receipt = await writeContainer('receipt.json', {
    format: 'sealbid/receipt/1', type: 'publish',
    platform: { code: platform.code, name: platform.name, origin: platform.origin },
    tender: tender.tender.id, tenderDigest: message.tenderDigest, size: message.size, sequence: tender.sequence,
    publisher, receivedAt: timeText(published), nonce: randomBytes(16).toString('base64url'),
  } satisfies z.infer<typeof publicationReceipt>, platform.pen)
  const answer: Answer = { status: 201, type: containerType, body: receipt.bytes }
  commit(answer, () => {
    check()
    platform.records.tenders.add({
      id: tender.tender.id, sequence: tender.sequence, digest: message.tenderDigest, size: message.size, published, publisher: publisher.id,
      tender: Buffer.from(canonical(tender)).toString('utf8'), receipt: receipt.bytes, upload,
    })
    void platform.records.uploads.delete(upload)
  })
  await platform.files.settle('package', message.tenderDigest, upload)
  return answer
}

type Tender = Awaited<ReturnType<typeof judgeTender>>['tender']

/** A tender starts at 0; an addendum follows the version in force, by the same agency, before the deadline that is in force. */
function checkSuccession(platform: Platform, tender: Tender, session: Session, now: number): void {
  const current = platform.records.tenders.inForce(tender.tender.id)
  if (Date.parse(tender.tender.tenderPeriod.endDate) <= now) throw new Refusal('deadline-passed', 'the tender would be closed at once')
  if (current === undefined) {
    if (tender.sequence !== 0 || tender.supersedes !== null) throw new Refusal('tender-sequence', 'the first version is not here')
    return
  }
  if (tender.sequence === 0) throw new Refusal('already-exists', tender.tender.id)
  if (current.publisher !== session.id) throw new Refusal('not-permitted', 'another agency published this tender')
  if (tender.sequence !== current.sequence + 1 || tender.supersedes !== current.digest) throw new Refusal('tender-sequence')
  if (Date.parse(current.tender.tender.tenderPeriod.endDate) <= now) throw new Refusal('deadline-passed')
}
