import type { Tender } from '../../interface/schemas/tender.ts'
import { Refusal } from '../../interface/errors.ts'
import { copyFlushed, measure } from './copy.ts'
import { inTransaction, type Database } from './database.ts'
import type { WorkspaceFolder } from './workspace-folder.ts'

export interface ImportedTender {
  tender: Tender
  /** SHA-256 of the package. */
  digest: string
  /** Absolute path of the package in the workspace. */
  file: string
  /** RFC 3339, by this machine's clock. */
  importedAt: string
}

interface Row { digest: string, tender: string, file: string, imported_at: string }

const storedName = (digest: string): string => `tenders/${digest}.etender`

/** Tender packages in the workspace. They stay until the workspace goes: drafts and sealed bids refer to them by digest. */
export class Tenders {
  readonly #database: Database
  readonly #folder: WorkspaceFolder

  constructor(database: Database, folder: WorkspaceFolder) {
    this.#database = database
    this.#folder = folder
  }

  /** `tender` is what the caller has read from this very package and verified. Doing it again changes nothing. */
  async import(tender: Tender, digest: string, file: string): Promise<void> {
    if (this.get(digest) !== undefined && await this.#isWhole(digest)) return
    await this.#folder.withTemporary(async (temporary) => {
      const copied = await copyFlushed(file, temporary)
      if (copied.sha256 !== digest) throw new Refusal('tender-invalid', `${file} is not the package that was read`)
      inTransaction(this.#database, () => {
        this.#folder.settle(temporary, storedName(digest))
        this.#database.prepare('INSERT INTO tenders (digest, tender, file, imported_at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING')
          .run(digest, JSON.stringify(tender), storedName(digest), new Date().toISOString())
      })
    })
  }

  get(digest: string): ImportedTender | undefined {
    const row = this.#database.prepare<[string], Row>('SELECT * FROM tenders WHERE digest = ?').get(digest)
    return row && this.#imported(row)
  }

  /** The one imported last first. */
  list(): ImportedTender[] {
    return this.#database.prepare<[], Row>('SELECT * FROM tenders ORDER BY imported_at DESC, rowid DESC').all().map((row) => this.#imported(row))
  }

  #imported({ digest, tender, file, imported_at }: Row): ImportedTender {
    return { tender: JSON.parse(tender) as Tender, digest, file: this.#folder.path(file), importedAt: imported_at }
  }

  /** A package whose row was never committed. */
  sweep(): void {
    const named = this.#database.prepare<[string], 1>('SELECT 1 FROM tenders WHERE file = ?').pluck()
    const isStray = (file: string): boolean => named.get(file) === undefined
    if (!this.#folder.files('tenders').some(isStray)) return
    inTransaction(this.#database, () => {
      for (const file of this.#folder.files('tenders').filter(isStray)) this.#folder.remove(file)
    })
  }

  async #isWhole(digest: string): Promise<boolean> {
    const found = await measure(this.#folder.path(storedName(digest))).catch(() => undefined)
    return found?.sha256 === digest
  }
}
