import type { Connection } from './database.ts'

/** A key that travelled for one envelope of a bid. `payload` is null where the tenderer could not open the layer. */
export interface StoredKey {
  stage: string
  bid: string
  envelope: string
  source: 'bidder' | 'tenderer' | 'remedy'
  payload: Buffer | null
  /** 1 is judged good by keyCheck, 0 bad, null not judged yet. */
  good: 0 | 1 | null
  reason: string | null
}

export interface StoredStage {
  stage: string
  phase: string
  since: number
  /** When the tenderer answered. */
  answered: number | null
  /** JSON of the stage as it was announced. */
  outcome: string | null
}

export interface SignIn { role: 'bidder' | 'tenderer' | 'agency', holder: string, name: string, at: number }

/** Sign-ins, phases, released keys, announcements and records, each by tender and lot. */
export class OpeningRecords {
  readonly #db: Connection

  constructor(db: Connection) {
    this.#db = db
  }

  addSignIn(tender: string, lot: string, each: SignIn): void {
    this.#db.prepare('INSERT INTO signIns VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING').run(tender, lot, each.role, each.holder, each.name, each.at)
  }

  signIns(tender: string, lot: string): SignIn[] {
    return this.#db.prepare<[string, string], SignIn>(
      'SELECT role, holder, name, at FROM signIns WHERE tender = ? AND lot = ? ORDER BY at, role, holder').all(tender, lot)
  }

  stages(tender: string, lot: string): StoredStage[] {
    return this.#db.prepare<[string, string], StoredStage>(
      'SELECT stage, phase, since, answered, outcome FROM stages WHERE tender = ? AND lot = ?').all(tender, lot)
  }

  setPhase(tender: string, lot: string, stage: string, phase: string, since: number): void {
    this.#db.prepare(`INSERT INTO stages (tender, lot, stage, phase, since) VALUES (?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET phase = excluded.phase, since = excluded.since`).run(tender, lot, stage, phase, since)
  }

  setAnswered(tender: string, lot: string, stage: string, at: number): void {
    this.#db.prepare('UPDATE stages SET answered = ? WHERE tender = ? AND lot = ? AND stage = ?').run(at, tender, lot, stage)
  }

  setOutcome(tender: string, lot: string, stage: string, outcome: string): void {
    this.#db.prepare('UPDATE stages SET outcome = ? WHERE tender = ? AND lot = ? AND stage = ?').run(outcome, tender, lot, stage)
  }

  setKey(tender: string, lot: string, each: StoredKey): void {
    this.#db.prepare(`INSERT INTO keys VALUES (:tender, :lot, :stage, :bid, :envelope, :source, :payload, :good, :reason)
      ON CONFLICT DO UPDATE SET payload = excluded.payload, good = excluded.good, reason = excluded.reason`).run({ tender, lot, ...each })
  }

  keys(tender: string, lot: string): StoredKey[] {
    return this.#db.prepare<[string, string], StoredKey>(
      'SELECT stage, bid, envelope, source, payload, good, reason FROM keys WHERE tender = ? AND lot = ?').all(tender, lot)
  }

  addAnnouncement(tender: string, lot: string, record: string, at: number): void {
    this.#db.prepare('INSERT INTO announcements VALUES (?, ?, ?, ?)').run(tender, lot, record, at)
  }

  announcement(tender: string, lot: string): string | undefined {
    return this.#db.prepare<[string, string], { record: string }>('SELECT record FROM announcements WHERE tender = ? AND lot = ?').get(tender, lot)?.record
  }

  addRecord(tender: string, lot: string, digest: string, container: Buffer, at: number): void {
    this.#db.prepare('INSERT INTO records VALUES (?, ?, ?, ?, ?)').run(tender, lot, digest, container, at)
  }

  record(tender: string, lot: string): Buffer | undefined {
    return this.#db.prepare<[string, string], { container: Buffer }>('SELECT container FROM records WHERE tender = ? AND lot = ?').get(tender, lot)?.container
  }
}
