import { inTransaction, type Database } from './database.ts'

/** Small values that a person or a rehearsal chose, by name. What they may be is the reader's to judge. */
export class Settings {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  get(name: string): string | null {
    return this.#database.prepare<[string], string>('SELECT value FROM settings WHERE name = ?').pluck().get(name) ?? null
  }

  set(name: string, value: string): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, value)
    })
  }
}
