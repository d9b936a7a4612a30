import { z } from 'zod'
import { base64, digest, identifier } from '../../interface/schemas/common.ts'
import type { OpeningRecord } from '../../interface/schemas/opening.ts'
import type { Receipt } from '../../interface/schemas/receipt.ts'
import type { SavedFile, VerdictView } from './values.ts'
import { verb } from './verb.ts'

/** A receipt that was verified when it came, and is verified again when it is read. */
export interface ReceiptBrief {
  digest: string
  platform: string
  tender: string
  /** Empty for a publication, which is of the whole tender. */
  lot: string
  type: 'submit' | 'replace' | 'withdraw' | 'publish' | 'closing'
  bidDigest: string | null
  holder: string | null
  receivedAt: string
}

export interface ReceiptView extends ReceiptBrief {
  receipt: Receipt
  verdict: VerdictView
  signer: { subject: string, serial: string }
}

/** A signed opening record (开标记录) that main verified and keeps. */
export interface RecordView {
  digest: string
  record: OpeningRecord
  verdict: VerdictView
  signer: { subject: string, holder: { id: string | null, name: string } }
  /**
   * Own bid, in its last stage, and every announced value that is not the one that was sealed (kept at sealing, so a later draft does not matter);
   * null where no bid of this workspace stands in the record, or what it was sealed from was not kept.
   */
  own: { bidDigest: string, outcome: string, differences: { section: string, field: string, announced: string, own: string }[] } | null
}

const place = { tender: identifier, lot: identifier }

export const receipts = {
  /** By platform time; publications of the tender and verified closing statements of the lot are among them. */
  'receipts.list': verb<ReceiptBrief[]>()(z.strictObject(place)),
  'receipts.get': verb<ReceiptView>()(z.strictObject({ receipt: digest })),
  'receipts.save': verb<SavedFile | null>()(z.strictObject({ receipt: digest })),
}

export const records = {
  /** Verifies a record and keeps it. Refusals: all of a container; platform-answer where it is of another tender or lot. */
  'records.keep': verb<RecordView>()(z.strictObject({ tenderDigest: digest, lot: identifier, record: base64(32 * 1024 * 1024) }), { maxSize: 48 * 1024 * 1024 }),
  'records.list': verb<RecordView[]>()(z.strictObject({ tenderDigest: digest, lot: identifier })),
  'records.save': verb<SavedFile | null>()(z.strictObject({ record: digest })),
}
