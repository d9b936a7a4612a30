import { createHash } from 'node:crypto'
import { inTransaction, type Database } from './database.ts'

export interface StoredRecord { digest: string, tenderDigest: string, lot: string, bytes: Buffer }

const columns = 'digest, tender_digest AS tenderDigest, lot, bytes'

/** Opening records, kept for good. The caller has verified a record before it is saved. */
export class Records {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Answers the digest. Saving the same record again changes nothing. */
  save(tenderDigest: string, lot: string, bytes: Uint8Array): string {
    const digest = createHash('sha256').update(bytes).digest('hex')
    inTransaction(this.#database, () => {
      this.#database.prepare('INSERT INTO records (digest, tender_digest, lot, kept_at, bytes) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
        .run(digest, tenderDigest, lot, new Date().toISOString(), bytes)
    })
    return digest
  }

  get(digest: string): StoredRecord | undefined {
    return this.#database.prepare<[string], StoredRecord>(`SELECT ${columns} FROM records WHERE digest = ?`).get(digest)
  }

  /** In the order of keeping. */
  list(tenderDigest: string, lot: string): StoredRecord[] {
    return this.#database.prepare<[string, string], StoredRecord>(`SELECT ${columns} FROM records WHERE tender_digest = ? AND lot = ? ORDER BY id`).all(tenderDigest, lot)
  }
}
