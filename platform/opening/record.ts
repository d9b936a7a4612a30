import { createHash } from 'node:crypto'
import type { z } from 'zod'
import { Refusal } from '../../interface/errors.ts'
import type { recordMessage } from '../../interface/schemas/messages.ts'
import type { Platform, Session } from '../context.ts'
import { withContainer } from '../judge/container.ts'
import { agencyOf } from '../judge/tender.ts'
import { tenderOfLot } from '../tender/list.ts'
import type { LotView } from './facts.ts'
import type { Change } from './messages.ts'

/** The announcement of a lot, as JSON; `not-yet` before its last stage is announced. */
export function announcementOf(platform: Platform, id: string, lot: string): string {
  tenderOfLot(platform, id, lot)
  const announcement = platform.records.opening.announcement(id, lot)
  if (announcement === undefined) throw new Refusal('not-yet', 'nothing is announced yet')
  return announcement
}

/** Takes the signed record: it must be the announcement, byte for byte in canonical JSON, signed by the agency. */
export async function takeRecord(
  platform: Platform, view: LotView, { message, container }: { message: z.infer<typeof recordMessage>, container: Buffer }, session: Session,
): Promise<Change> {
  const { tender: { id, tender }, lot } = view
  if (session.id !== agencyOf(tender)) throw new Refusal('not-permitted', 'only the agency signs the record')
  const announcement = announcementOf(platform, id, lot)
  const digest = createHash('sha256').update(container).digest('hex')
  if (digest !== message.recordDigest) throw new Refusal('message-invalid', 'recordDigest')
  await withContainer(container, { bytes: 64 * 1024 * 1024, members: 4 }, async (opened) => {
    await opened.judgeForm()
    const { party } = await opened.judge(platform.judge)
    if (party.id !== session.id) throw new Refusal('signer-mismatch', 'record')
    if (opened.members.length !== 1 || opened.members[0] !== 'record.json') throw new Refusal('container-form', 'a record holds record.json only')
    const record = await opened.read('record.json', 32 * 1024 * 1024)
    if (!record.equals(Buffer.from(announcement))) throw new Refusal('message-invalid', 'the record is not what was announced')
  })
  return () => {
    if (platform.records.opening.record(id, lot) !== undefined) throw new Refusal('already-exists', 'the record stands')
    platform.records.opening.addRecord(id, lot, digest, container, platform.clock.milliseconds())
  }
}

export function recordOf(platform: Platform, id: string, lot: string): Buffer {
  tenderOfLot(platform, id, lot)
  const record = platform.records.opening.record(id, lot)
  if (record === undefined) throw new Refusal('not-yet', 'there is no signed record yet')
  return record
}
