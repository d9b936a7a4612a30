import type { Connection } from './database.ts'

export interface StoredSession { holder: string, name: string, expires: number }
export interface StoredAnswer { request: string, status: number, type: string, body: Buffer }
export interface StoredMessage { nonce: string, type: string, holder: string, message: string, signature: string, at: number }

/** Challenges, sessions, used messages, answers by Idempotency-Key. */
export class SessionRecords {
  readonly #db: Connection

  constructor(db: Connection) {
    this.#db = db
  }

  addChallenge(nonce: string, expires: number, now: number): void {
    this.#db.prepare('DELETE FROM challenges WHERE expires < ?').run(now)
    this.#db.prepare('INSERT INTO challenges VALUES (?, ?)').run(nonce, expires)
  }

  /** Takes a challenge away; answers whether it was there and not expired. */
  useChallenge(nonce: string, now: number): boolean {
    const row = this.#db.prepare<[string], { expires: number }>('DELETE FROM challenges WHERE nonce = ? RETURNING expires').get(nonce)
    return row !== undefined && row.expires >= now
  }

  addSession(token: string, { holder, name, expires }: StoredSession, now: number): void {
    this.#db.prepare('DELETE FROM sessions WHERE expires < ?').run(now)
    this.#db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?)').run(token, holder, name, expires)
  }

  session(token: string, now: number): StoredSession | undefined {
    return this.#db.prepare<[string, number], StoredSession>('SELECT holder, name, expires FROM sessions WHERE token = ? AND expires >= ?').get(token, now)
  }

  isUsed(nonce: string): boolean {
    return this.#db.prepare('SELECT 1 FROM messages WHERE nonce = ?').get(nonce) !== undefined
  }

  addMessage(each: StoredMessage): void {
    this.#db.prepare('INSERT INTO messages VALUES (:nonce, :type, :holder, :message, :signature, :at)').run(each)
  }

  answer(holder: string, key: string): StoredAnswer | undefined {
    return this.#db.prepare<[string, string], StoredAnswer>('SELECT request, status, type, body FROM answers WHERE holder = ? AND key = ?').get(holder, key)
  }

  addAnswer(holder: string, key: string, answer: StoredAnswer): void {
    this.#db.prepare('INSERT INTO answers VALUES (?, ?, ?, ?, ?, ?)').run(holder, key, answer.request, answer.status, answer.type, answer.body)
  }
}
