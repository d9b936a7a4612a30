import { copyFlushed, measure, type CopyOptions, type Measured } from './copy.ts'
import { inTransaction, type Database } from './database.ts'
import type { WorkspaceFolder } from './workspace-folder.ts'

/** Where a content lies, relative to the workspace. */
const storedName = (sha256: string): string => `attachments/${sha256.slice(0, 2)}/${sha256}`

/**
 * Contents of attachments, addressed by digest and shared by all drafts. Files appear and disappear only under the database's write lock:
 * what one process stores, the collection of another one cannot take away.
 */
export class Contents {
  readonly #database: Database
  readonly #folder: WorkspaceFolder

  constructor(database: Database, folder: WorkspaceFolder) {
    this.#database = database
    this.#folder = folder
  }

  path(sha256: string): string {
    return this.#folder.path(storedName(sha256))
  }

  /**
   * Copies a file into the workspace: flushed, renamed, the folder flushed, then the row. `use` runs in the same transaction as the row and
   * must make something refer to it. A content that is there already is replaced by the fresh copy, which mends a damaged one.
   * @throws Refusal `file-not-found`, `cancelled`, `disk-full`; nothing is stored then
   */
  async store<T>(source: string, options: CopyOptions, use: (content: Measured) => T): Promise<T> {
    return await this.#folder.withTemporary(async (temporary) => {
      const content = await copyFlushed(source, temporary, options)
      return inTransaction(this.#database, () => {
        this.#folder.settle(temporary, storedName(content.sha256))
        this.#database.prepare('INSERT INTO contents (sha256, size, crc32) VALUES (?, ?, ?) ON CONFLICT DO NOTHING')
          .run(content.sha256, content.size, content.crc32)
        return use(content)
      })
    })
  }

  /** Reads a content again; undefined where it is gone or cannot be read. */
  async measure(sha256: string): Promise<Measured | undefined> {
    return await measure(this.path(sha256)).catch(() => undefined)
  }

  /** Removes contents that no draft uses. The row goes with the transaction; a file without a row is swept at the next open. */
  collect(): void {
    const unused = this.#database.prepare<[], string>('SELECT sha256 FROM contents WHERE sha256 NOT IN (SELECT sha256 FROM answers WHERE kind = \'file\')').pluck()
    if (unused.get() === undefined) return
    inTransaction(this.#database, () => {
      for (const sha256 of unused.all()) {
        this.#database.prepare('DELETE FROM contents WHERE sha256 = ?').run(sha256)
        this.#folder.remove(storedName(sha256))
      }
    })
  }

  /** What a crash has left behind: files that no row names, rows that no answer uses. */
  sweep(): void {
    this.collect()
    const named = this.#database.prepare<[string], 1>('SELECT 1 FROM contents WHERE sha256 = ?').pluck()
    const isStray = (file: string): boolean => {
      const sha256 = file.split('/').at(-1) ?? ''
      return file !== storedName(sha256) || named.get(sha256) === undefined
    }
    if (!this.#folder.files('attachments').some(isStray)) return
    inTransaction(this.#database, () => {
      for (const file of this.#folder.files('attachments').filter(isStray)) this.#folder.remove(file)
    })
  }
}
