import { decryptAtRest, encryptAtRest, type AtRest } from './at-rest.ts'
import { inTransaction, type Database } from './database.ts'
import { WorkspaceFolder } from './workspace-folder.ts'
import type { KeyStore } from './workspace-key.ts'

export interface SealedBid {
  /** SHA-256 of the bid file, hex. */
  bidDigest: string
  /** The draft it was sealed from; null where there was none or it has been removed since. */
  draft: string | null
  tenderDigest: string
  lot: string
  /** Absolute path of the bid file. */
  file: string
  /** RFC 3339. */
  sealedAt: string
  /** Bytes. */
  size: number
}

/** Result of a trial opening. `statement` is JSON: what was proved, and how much of it. */
export interface Trial { at: string, statement: unknown }

const columns = 'bid_digest AS bidDigest, draft, tender_digest AS tenderDigest, lot, file, sealed_at AS sealedAt, size'

/** Bids that were sealed here, their capsules and trial openings. */
export class SealedBids {
  readonly #database: Database
  readonly #folder: WorkspaceFolder
  readonly #keys: KeyStore

  /** `folder` is the folder of the workspace. The key is fetched when a capsule is stored or read, not before. */
  constructor(database: Database, folder: string, keys: KeyStore) {
    this.#database = database
    this.#folder = new WorkspaceFolder(folder)
    this.#keys = keys
  }

  /** Where the sealer puts a bid file that has no other place. */
  defaultFile(bidDigest: string): string {
    return this.#folder.path(`sealed/${bidDigest}.ebid`)
  }

  /** Doing it again with the same digest records where the file lies now. */
  add(bid: SealedBid): void {
    inTransaction(this.#database, () => {
      this.#database.prepare(`
        INSERT INTO sealed_bids (bid_digest, draft, tender_digest, lot, file, sealed_at, size) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET file = excluded.file`)
        .run(bid.bidDigest, bid.draft, bid.tenderDigest, bid.lot, this.#folder.stored(bid.file), bid.sealedAt, bid.size)
    })
  }

  get(bidDigest: string): SealedBid | undefined {
    const row = this.#database.prepare<[string], SealedBid>(`SELECT ${columns} FROM sealed_bids WHERE bid_digest = ?`).get(bidDigest)
    return row && { ...row, file: this.#folder.path(row.file) }
  }

  /** In the order of sealing. */
  list(): SealedBid[] {
    const rows = this.#database.prepare<[], SealedBid>(`SELECT ${columns} FROM sealed_bids ORDER BY rowid`).all()
    return rows.map((row) => ({ ...row, file: this.#folder.path(row.file) }))
  }

  /**
   * Encrypts a capsule under the workspace key (AES-256-GCM, fresh 12-byte nonce, 16-byte tag; the bid digest's 32 bytes are additional
   * data) and stores it. To be called before the bid file gets its final name: a sealed bid without a capsule has lost a way out.
   */
  saveCapsule(bidDigest: string, plaintext: Uint8Array): void {
    const { nonce, ciphertext, tag } = encryptAtRest(this.#keys, plaintext, associated(bidDigest))
    inTransaction(this.#database, () => {
      this.#database.prepare(`
        INSERT INTO capsules (bid_digest, nonce, ciphertext, tag) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET nonce = excluded.nonce, ciphertext = excluded.ciphertext, tag = excluded.tag`)
        .run(bidDigest, nonce, ciphertext, tag)
    })
  }

  /** @throws Refusal `workspace-damaged` if the capsule or the workspace key is not what it was */
  loadCapsule(bidDigest: string): Buffer | undefined {
    const row = this.#database.prepare<[string], AtRest>('SELECT nonce, ciphertext, tag FROM capsules WHERE bid_digest = ?').get(bidDigest)
    return row && decryptAtRest(this.#keys, row, associated(bidDigest), `capsule of ${bidDigest}`)
  }

  /** That a copy of the capsule was exported to be kept elsewhere. */
  noteCapsuleCopy(bidDigest: string): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('INSERT INTO capsule_copies (bid_digest, exported_at) VALUES (?, ?) ON CONFLICT DO UPDATE SET exported_at = excluded.exported_at')
        .run(bidDigest, new Date().toISOString())
    })
  }

  hasCapsuleCopy(bidDigest: string): boolean {
    return this.#database.prepare<[string]>('SELECT 1 FROM capsule_copies WHERE bid_digest = ?').get(bidDigest) !== undefined
  }

  saveTrial(bidDigest: string, trial: Trial): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('INSERT INTO trials (bid_digest, at, statement) VALUES (?, ?, ?)').run(bidDigest, trial.at, JSON.stringify(trial.statement))
    })
  }

  /** In the order in which they were made. */
  trials(bidDigest: string): Trial[] {
    return this.#database.prepare<[string], { at: string, statement: string }>('SELECT at, statement FROM trials WHERE bid_digest = ? ORDER BY id').all(bidDigest)
      .map(({ at, statement }) => ({ at, statement: JSON.parse(statement) as unknown }))
  }
}

const associated = (bidDigest: string): Buffer => Buffer.from(bidDigest, 'hex')
