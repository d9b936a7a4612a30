import { tenderSchema } from '../../interface/schemas/tender.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import type { Connection } from './database.ts'

interface Row {
  number: number
  id: string
  sequence: number
  digest: string
  size: number
  published: number
  publisher: string
  tender: string
  upload: string
}
export interface StoredTender extends Omit<Row, 'tender'> { tender: Tender }

const columns = 'number, id, sequence, digest, size, published, publisher, tender, upload'
const inForce = 'sequence = (SELECT max(sequence) FROM tenders AS later WHERE later.id = tenders.id)'

/** Published packages and addenda. */
export class TenderRecords {
  readonly #db: Connection
  /** A version never changes once it is published; parsing it for every request would be waste. */
  readonly #parsed = new Map<string, Tender>()

  constructor(db: Connection) {
    this.#db = db
  }

  add(each: Omit<Row, 'number'> & { receipt: Buffer }): void {
    this.#db.prepare(`INSERT INTO tenders (id, sequence, digest, size, published, publisher, tender, receipt, upload)
      VALUES (:id, :sequence, :digest, :size, :published, :publisher, :tender, :receipt, :upload)`).run(each)
  }

  /** All versions, oldest first. */
  versions(id: string): StoredTender[] {
    return this.#all(`SELECT ${columns} FROM tenders WHERE id = ? ORDER BY sequence`, id)
  }

  inForce(id: string): StoredTender | undefined {
    return this.#all(`SELECT ${columns} FROM tenders WHERE id = ? AND ${inForce}`, id)[0]
  }

  /** Tenders in force, the latest publication first, after the given number. */
  list(before: number, limit: number): StoredTender[] {
    return this.#all(`SELECT ${columns} FROM tenders WHERE ${inForce} AND number < ? ORDER BY number DESC LIMIT ?`, before, limit)
  }

  allInForce(): StoredTender[] {
    return this.#all(`SELECT ${columns} FROM tenders WHERE ${inForce}`)
  }

  /** Digest and upload of every package, for the files. */
  files(): { digest: string, upload: string }[] {
    return this.#db.prepare<[], { digest: string, upload: string }>('SELECT digest, upload FROM tenders').all()
  }

  #all(sql: string, ...values: (string | number)[]): StoredTender[] {
    return this.#db.prepare<(string | number)[], Row>(sql).all(...values).map((row) => ({ ...row, tender: this.#parse(row) }))
  }

  #parse(row: Row): Tender {
    const tender = this.#parsed.get(row.digest) ?? tenderSchema.parse(JSON.parse(row.tender))
    this.#parsed.set(row.digest, tender)
    return tender
  }
}
