import type { UploadMemory } from '../../interface/upload.ts'
import { inTransaction, type Database } from './database.ts'

/** Addresses of unfinished uploads to one platform. */
export class Uploads implements UploadMemory {
  readonly #database: Database
  readonly #platform: string

  /** `platform`: the platform's code. */
  constructor(database: Database, platform: string) {
    this.#database = database
    this.#platform = platform
  }

  async load(digest: string): Promise<string | null> {
    return this.#database.prepare<[string, string], string>('SELECT url FROM uploads WHERE digest = ? AND platform = ?').pluck().get(digest, this.#platform) ?? null
  }

  async save(digest: string, url: string): Promise<void> {
    inTransaction(this.#database, () => {
      this.#database.prepare('INSERT INTO uploads (digest, platform, url) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET url = excluded.url').run(digest, this.#platform, url)
    })
  }

  async forget(digest: string): Promise<void> {
    inTransaction(this.#database, () => {
      this.#database.prepare('DELETE FROM uploads WHERE digest = ? AND platform = ?').run(digest, this.#platform)
    })
  }
}
