import type { z } from 'zod'
import { Refusal } from '../../interface/errors.ts'
import type { tenderDetail, TenderSummary } from '../../interface/schemas/platform.ts'
import { timeText } from '../clock.ts'
import type { Platform } from '../context.ts'
import type { StoredTender } from '../store/tender-records.ts'

const pageSize = 50

const summary = ({ tender, ...row }: StoredTender): TenderSummary => ({
  id: row.id, title: tender.tender.title, digest: row.digest, size: row.size, sequence: row.sequence, publishedAt: timeText(row.published),
  deadline: tender.tender.tenderPeriod.endDate, lots: tender.tender.lots.map((each) => each.id),
})

/** Tenders in force, the latest publication first; `query` is looked for in id and title. */
export function listTenders(platform: Platform, query = '', cursor?: string): { tenders: TenderSummary[], next: string | null } {
  const before = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(Buffer.from(cursor, 'base64url').toString('latin1'))
  if (!Number.isSafeInteger(before)) throw new Refusal('bad-input', 'cursor')
  const wanted = query.normalize('NFKC').toLowerCase()
  const found: StoredTender[] = []
  let next = before
  for (;;) {
    const rows = platform.records.tenders.list(next, pageSize)
    for (const row of rows) {
      if (found.length === pageSize) return { tenders: found.map(summary), next: Buffer.from(String(next)).toString('base64url') }
      if (`${row.id}\n${row.tender.tender.title}`.normalize('NFKC').toLowerCase().includes(wanted)) found.push(row)
      next = row.number
    }
    if (rows.length < pageSize) return { tenders: found.map(summary), next: null }
  }
}

export function tenderDetails(platform: Platform, id: string): z.infer<typeof tenderDetail> {
  const versions = platform.records.tenders.versions(id)
  const current = versions.at(-1)
  if (current === undefined) throw new Refusal('tender-unknown', id)
  return {
    ...summary(current),
    versions: versions.map((each) => ({ sequence: each.sequence, digest: each.digest, size: each.size, publishedAt: timeText(each.published) })),
  }
}

/** The version in force of a tender that has this lot. */
export function tenderOfLot(platform: Platform, id: string, lot: string): StoredTender {
  const current = platform.records.tenders.inForce(id)
  if (current === undefined || !current.tender.tender.lots.some((each) => each.id === lot)) throw new Refusal('tender-unknown', `${id}, lot ${lot}`)
  return current
}

export const deadlineOf = (tender: StoredTender): number => Date.parse(tender.tender.tender.tenderPeriod.endDate)
