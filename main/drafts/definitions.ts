import { randomUUID } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { Refusal } from '../../interface/errors.ts'
import { inTransaction, type Database } from './database.ts'
import type { WorkspaceFolder } from './workspace-folder.ts'

/** A tender that an agency is writing. `json` need not hold together yet. */
export interface StoredDefinition {
  id: string
  json: unknown
  /** Digest of the package that it will supersede. */
  supersedes: string | null
  createdAt: string
  changedAt: string
}

export interface BuiltPackage { digest: string, sequence: number, builtAt: string }

interface Row { id: string, json: string, supersedes: string | null, created_at: string, changed_at: string }

/** Definitions under work: the JSON in the database, files below `definitions/<id>/`. */
export class Definitions {
  readonly #database: Database
  readonly #folder: WorkspaceFolder
  readonly #clock: () => Date

  /** `clock`: the time that counts, in a rehearsal the platform's. */
  constructor(database: Database, folder: WorkspaceFolder, clock: () => Date = () => new Date()) {
    this.#database = database
    this.#folder = folder
    this.#clock = clock
  }

  #now(): string {
    return this.#clock().toISOString()
  }

  create(json: unknown, supersedes: string | null): string {
    const id = randomUUID()
    inTransaction(this.#database, () => {
      this.#database.prepare('INSERT INTO definitions (id, json, supersedes, created_at, changed_at) VALUES (?, ?, ?, ?, ?)')
        .run(id, JSON.stringify(json), supersedes, this.#now(), this.#now())
    })
    return id
  }

  /** @throws Refusal `definition-unknown` */
  get(id: string): StoredDefinition {
    const row = this.#database.prepare<[string], Row>('SELECT * FROM definitions WHERE id = ?').get(id)
    if (row === undefined) throw new Refusal('definition-unknown', id)
    return stored(row)
  }

  /** The one changed last first. */
  list(): StoredDefinition[] {
    return this.#database.prepare<[], Row>('SELECT * FROM definitions ORDER BY changed_at DESC, rowid DESC').all().map(stored)
  }

  /** @throws Refusal `definition-unknown` */
  save(id: string, json: unknown): void {
    inTransaction(this.#database, () => {
      const { changes } = this.#database.prepare('UPDATE definitions SET json = ?, changed_at = ? WHERE id = ?').run(JSON.stringify(json), this.#now(), id)
      if (changes === 0) throw new Refusal('definition-unknown', id)
    })
  }

  /** Packages that were built from it stay. @throws Refusal `definition-unknown` */
  remove(id: string): void {
    this.get(id)
    inTransaction(this.#database, () => {
      this.#database.prepare('DELETE FROM definitions WHERE id = ?').run(id)
    })
    rmSync(this.#folder.path(`definitions/${id}`), { recursive: true, force: true })
  }

  addBuilt(id: string, { digest, sequence }: Pick<BuiltPackage, 'digest' | 'sequence'>): void {
    inTransaction(this.#database, () => {
      this.#database.prepare('INSERT INTO built_packages (definition, digest, sequence, built_at) VALUES (?, ?, ?, ?)').run(id, digest, sequence, this.#now())
    })
  }

  /** Newest last. */
  built(id: string): BuiltPackage[] {
    return this.#database.prepare<[string], BuiltPackage>('SELECT digest, sequence, built_at AS builtAt FROM built_packages WHERE definition = ? ORDER BY id').all(id)
  }

  /** Folder of a definition's files, as the workspace names it. */
  folder(id: string): string {
    return `definitions/${id}`
  }

  /** Folders whose row was never committed, or is gone. */
  sweep(): void {
    const named = this.#database.prepare<[string], 1>('SELECT 1 FROM definitions WHERE id = ?').pluck()
    const ids = new Set(this.#folder.files('definitions').map((file) => file.split('/')[1] ?? ''))
    for (const id of ids) {
      const path = this.#folder.path(`definitions/${id}`)
      if (id !== '' && named.get(id) === undefined && existsSync(path)) rmSync(path, { recursive: true, force: true })
    }
  }
}

const stored = ({ id, json, supersedes, created_at, changed_at }: Row): StoredDefinition =>
  ({ id, json: JSON.parse(json) as unknown, supersedes, createdAt: created_at, changedAt: changed_at })
