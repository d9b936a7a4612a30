import { createHash } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import { inTransaction, type Database } from './database.ts'

/** What the list shows of a receipt. The caller has verified it before it is saved. */
export interface ReceiptSummary {
  /** SHA-256 of the file, hex. */
  digest: string
  platform: string
  tender: string
  lot: string
  type: 'submit' | 'replace' | 'withdraw' | 'publish' | 'closing'
  /** Null where the receipt is not about one bid. */
  bidDigest: string | null
  /** 统一社会信用代码 of the bidder; null for publications and closing statements. */
  holder: string | null
  /** RFC 3339, by the platform's clock. */
  receivedAt: string
}

export interface StoredReceipt extends ReceiptSummary {
  /** The `.receipt` file, byte for byte. */
  bytes: Uint8Array
}

const columns = 'digest, platform, tender, lot, type, bid_digest AS bidDigest, holder, received_at AS receivedAt'

/** Receipts and closing statements, kept for good. */
export class Receipts {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Saving the same receipt again changes nothing. @throws Refusal `receipt-invalid` if the bytes do not have the digest */
  save(receipt: StoredReceipt): void {
    const { digest, platform, tender, lot, type, bidDigest, holder, receivedAt, bytes } = receipt
    if (createHash('sha256').update(bytes).digest('hex') !== digest) throw new Refusal('receipt-invalid', digest)
    inTransaction(this.#database, () => {
      this.#database.prepare(`
        INSERT INTO receipts (digest, platform, tender, lot, type, bid_digest, holder, received_at, bytes)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
        .run(digest, platform, tender, lot, type, bidDigest, holder, receivedAt, bytes)
    })
  }

  /** By platform time, then in the order of saving: the last one is the head that a next message names. `holder` null: those of nobody. */
  list(tender: string, lot: string, holder: string | null): ReceiptSummary[] {
    return this.#database.prepare<[string, string, string | null], ReceiptSummary>(
      `SELECT ${columns} FROM receipts WHERE tender = ? AND lot = ? AND holder IS ? ORDER BY id`).all(tender, lot, holder)
      .sort((one, other) => Date.parse(one.receivedAt) - Date.parse(other.receivedAt))
  }

  /** Of every holder, with publications of the tender (which name no lot) and closing statements; by platform time. */
  listAll(tender: string, lot: string): ReceiptSummary[] {
    return this.#database.prepare<[string, string], ReceiptSummary>(`SELECT ${columns} FROM receipts WHERE tender = ? AND lot IN (?, '') ORDER BY id`).all(tender, lot)
      .sort((one, other) => Date.parse(one.receivedAt) - Date.parse(other.receivedAt))
  }

  /** Every receipt that names a bid. */
  listOfBid(bidDigest: string): ReceiptSummary[] {
    return this.#database.prepare<[string], ReceiptSummary>(`SELECT ${columns} FROM receipts WHERE bid_digest = ? ORDER BY id`).all(bidDigest)
  }

  get(digest: string): (ReceiptSummary & { bytes: Buffer }) | undefined {
    return this.#database.prepare<[string], ReceiptSummary & { bytes: Buffer }>(`SELECT ${columns}, bytes FROM receipts WHERE digest = ?`).get(digest)
  }
}
