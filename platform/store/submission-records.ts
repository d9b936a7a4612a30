import { bidSchema } from '../../interface/schemas/bid.ts'
import type { Bid } from '../../interface/schemas/bid.ts'
import type { Connection } from './database.ts'

interface BidRow {
  digest: string
  tender: string
  lot: string
  holder: string
  name: string
  tenderDigest: string
  size: number
  bid: string
  upload: string
}
export interface StoredBid extends Omit<BidRow, 'bid'> { bid: Bid }

export interface StoredReceipt {
  digest: string
  holder: string
  type: 'submit' | 'replace' | 'withdraw'
  bid: string
  received: number
}
export interface NewReceipt extends StoredReceipt { tender: string, lot: string, container: Buffer }

export interface StoredClosing {
  tender: string
  lot: string
  tenderDigest: string
  digest: string
  root: string
  size: number
  closed: number
}

/** Bids, their receipts in the order of acceptance, closing statements. */
export class SubmissionRecords {
  readonly #db: Connection

  constructor(db: Connection) {
    this.#db = db
  }

  addBid(each: BidRow): void {
    this.#db.prepare(`INSERT INTO bids VALUES (:digest, :tender, :lot, :holder, :name, :tenderDigest, :size, :bid, :upload)
      ON CONFLICT DO NOTHING`).run(each)
  }

  bid(digest: string): StoredBid | undefined {
    const row = this.#db.prepare<[string], BidRow>('SELECT * FROM bids WHERE digest = ?').get(digest)
    return row && { ...row, bid: bidSchema.parse(JSON.parse(row.bid)) }
  }

  /** Digest and upload of every bid, for the files. */
  bidFiles(): { digest: string, upload: string }[] {
    return this.#db.prepare<[], { digest: string, upload: string }>('SELECT digest, upload FROM bids').all()
  }

  addReceipt(each: NewReceipt): void {
    this.#db.prepare(`INSERT INTO receipts (digest, tender, lot, holder, type, bid, received, container)
      VALUES (:digest, :tender, :lot, :holder, :type, :bid, :received, :container)`).run(each)
  }

  /** Receipts of a lot in the order of acceptance: the leaves of its log. */
  receipts(tender: string, lot: string): StoredReceipt[] {
    return this.#db.prepare<[string, string], StoredReceipt>(
      'SELECT digest, holder, type, bid, received FROM receipts WHERE tender = ? AND lot = ? ORDER BY number',
    ).all(tender, lot)
  }

  /** Those of one holder; how long it takes must not tell how many others there are. */
  receiptsOf(tender: string, lot: string, holder: string): StoredReceipt[] {
    return this.#db.prepare<[string, string, string], StoredReceipt>(
      'SELECT digest, holder, type, bid, received FROM receipts WHERE tender = ? AND lot = ? AND holder = ? ORDER BY number',
    ).all(tender, lot, holder)
  }

  receiptContainer(digest: string): Buffer | undefined {
    return this.#db.prepare<[string], { container: Buffer }>('SELECT container FROM receipts WHERE digest = ?').get(digest)?.container
  }

  addClosing(each: StoredClosing & { container: Buffer }): void {
    this.#db.prepare('INSERT INTO closings VALUES (:tender, :lot, :tenderDigest, :digest, :root, :size, :closed, :container)').run(each)
  }

  closing(tender: string, lot: string): StoredClosing | undefined {
    return this.#db.prepare<[string, string], StoredClosing>(
      'SELECT tender, lot, tenderDigest, digest, root, size, closed FROM closings WHERE tender = ? AND lot = ?',
    ).get(tender, lot)
  }

  closingContainer(tender: string, lot: string): Buffer | undefined {
    return this.#db.prepare<[string, string], { container: Buffer }>(
      'SELECT container FROM closings WHERE tender = ? AND lot = ?').get(tender, lot)?.container
  }
}
