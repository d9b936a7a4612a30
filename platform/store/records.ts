import type { Connection } from './database.ts'
import { openDatabase } from './database.ts'
import { OpeningRecords } from './opening-records.ts'
import { SessionRecords } from './session-records.ts'
import { SubmissionRecords } from './submission-records.ts'
import { TenderRecords } from './tender-records.ts'
import { UploadRecords } from './upload-records.ts'

/** The one repository: everything the platform remembers but the bytes of uploads, bids and packages. */
export class Records {
  readonly #db: Connection
  readonly sessions: SessionRecords
  readonly tenders: TenderRecords
  readonly submissions: SubmissionRecords
  readonly opening: OpeningRecords
  readonly uploads: UploadRecords

  constructor(file: string) {
    this.#db = openDatabase(file)
    this.sessions = new SessionRecords(this.#db)
    this.tenders = new TenderRecords(this.#db)
    this.submissions = new SubmissionRecords(this.#db)
    this.opening = new OpeningRecords(this.#db)
    this.uploads = new UploadRecords(this.#db)
  }

  /** All or nothing, flushed when it returns. `work` must not await. */
  transaction<T>(work: () => T): T {
    return this.#db.transaction(work).immediate()
  }

  setting(name: string): string | undefined {
    return this.#db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE name = ?').get(name)?.value
  }

  setSetting(name: string, value: string): void {
    this.#db.prepare('INSERT INTO settings VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(name, value)
  }

  close(): void {
    this.#db.close()
  }
}
