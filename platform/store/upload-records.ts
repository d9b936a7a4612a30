import { Upload } from '@tus/server'
import type { Configstore } from '@tus/file-store'
import type { Connection } from './database.ts'

interface Stored { size: number, metadata: Record<string, string | null>, creation_date: string }
export interface UploadOwner { id: string, holder: string, tender: string | null, created: number }

/** What tus knows of an upload, and whose it is. The offset is not kept: it is the length of the file. */
export class UploadRecords implements Configstore {
  readonly #db: Connection

  constructor(db: Connection) {
    this.#db = db
  }

  get(id: string): Promise<Upload | undefined> {
    const row = this.#db.prepare<[string], { upload: string }>('SELECT upload FROM uploads WHERE id = ?').get(id)
    if (row === undefined) return Promise.resolve(undefined)
    const { metadata, creation_date, size } = JSON.parse(row.upload) as Stored
    return Promise.resolve(new Upload({ id, offset: 0, size, metadata, creation_date }))
  }

  /** `metadata.holder` and `metadata.created` are set by the platform, never by the client. */
  set(id: string, upload: Upload): Promise<void> {
    const { holder, created, tender } = upload.metadata ?? {}
    this.#db.prepare('INSERT INTO uploads VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET upload = excluded.upload')
      .run(id, holder, tender ?? null, Number(created), JSON.stringify(upload))
    return Promise.resolve()
  }

  delete(id: string): Promise<void> {
    this.#db.prepare('DELETE FROM uploads WHERE id = ?').run(id)
    return Promise.resolve()
  }

  list(): Promise<string[]> {
    return Promise.resolve(this.owners().map((each) => each.id))
  }

  owners(): UploadOwner[] {
    return this.#db.prepare<[], UploadOwner>('SELECT id, holder, tender, created FROM uploads').all()
  }

  countOf(holder: string): number {
    return this.#db.prepare<[string], { count: number }>('SELECT count(*) AS count FROM uploads WHERE holder = ?').get(holder)?.count ?? 0
  }

  owner(id: string): UploadOwner | undefined {
    return this.#db.prepare<[string], UploadOwner>('SELECT id, holder, tender, created FROM uploads WHERE id = ?').get(id)
  }
}
