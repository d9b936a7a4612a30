import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Refusal } from '../../interface/errors.ts'
import { readCertificate, type Certificate } from '../certificates/certificate.ts'
import { openPkcs12, type Identity } from '../certificates/pkcs12.ts'
import { asRefusal } from '../container/files.ts'
import { inTransaction, type Database } from './database.ts'
import type { WorkspaceFolder } from './workspace-folder.ts'

/** A certificate file that was imported, as far as it can be known without its password. */
export interface KeyFile {
  /** First 32 hex digits of the file's SHA-256. */
  id: string
  /** Name of the original, without folders. */
  name: string
  holder: { id: string, name: string }
  signing: Certificate
  encryption: Certificate
  /** Authorities that lead up from the two. */
  chain: Certificate[]
  /** RFC 3339, by this machine's clock. */
  importedAt: string
}

interface Row {
  id: string
  name: string
  file: string
  holder_id: string
  holder_name: string
  signing: string
  encryption: string
  chain: string
  imported_at: string
}

export const keyFileId = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex').slice(0, 32)

const storedName = (id: string): string => `keys/${id}.p12`

/** Key files lie in the workspace whole and as they came, under their own password; nothing of ours ever holds that. */
export class KeyFiles {
  readonly #database: Database
  readonly #folder: WorkspaceFolder

  constructor(database: Database, folder: WorkspaceFolder) {
    this.#database = database
    this.#folder = folder
  }

  /** Keeps a file that `identity` was opened from; doing it again changes nothing. */
  async add(bytes: Uint8Array, name: string, { holder, signing, encryption, chain }: Identity): Promise<KeyFile> {
    const id = keyFileId(bytes)
    await this.#folder.withTemporary(async (temporary) => {
      writeFileSync(temporary, bytes, { mode: 0o600, flag: 'wx', flush: true })
      inTransaction(this.#database, () => {
        this.#folder.settle(temporary, storedName(id))
        this.#database.prepare(`
          INSERT INTO key_files (id, name, file, holder_id, holder_name, signing, encryption, chain, imported_at)
          VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`)
          .run(id, name, storedName(id), holder.id, holder.name, signing.certificate.pem, encryption.certificate.pem,
            JSON.stringify(chain.map((each) => each.pem)), new Date().toISOString())
      })
    })
    return this.get(id)
  }

  find(id: string): KeyFile | undefined {
    const row = this.#database.prepare<[string], Row>('SELECT * FROM key_files WHERE id = ?').get(id)
    return row && keyFile(row)
  }

  /** @throws Refusal `certificate-unknown` */
  get(id: string): KeyFile {
    const found = this.find(id)
    if (found === undefined) throw new Refusal('certificate-unknown', id)
    return found
  }

  /** In the order of import. */
  list(): KeyFile[] {
    return this.#database.prepare<[], Row>('SELECT * FROM key_files ORDER BY imported_at, rowid').all().map(keyFile)
  }

  /** @throws Refusal `certificate-unknown`, `file-not-found`, `password-wrong`, `key-file-unreadable`, … */
  async open(id: string, password: string): Promise<Identity> {
    this.get(id)
    const file = this.#folder.path(storedName(id))
    return openPkcs12(await readFile(file).catch((error: unknown) => { throw asRefusal(error, file) }), password)
  }

  /** @throws Refusal `certificate-unknown` */
  remove(id: string): void {
    this.get(id)
    inTransaction(this.#database, () => {
      this.#database.prepare('DELETE FROM key_files WHERE id = ?').run(id)
      this.#folder.remove(storedName(id))
    })
  }

  /** A file whose row was never committed. */
  sweep(): void {
    const named = this.#database.prepare<[string], 1>('SELECT 1 FROM key_files WHERE file = ?').pluck()
    const isStray = (file: string): boolean => named.get(file) === undefined
    if (!this.#folder.files('keys').some(isStray)) return
    inTransaction(this.#database, () => {
      for (const file of this.#folder.files('keys').filter(isStray)) this.#folder.remove(file)
    })
  }
}

const keyFile = (row: Row): KeyFile => ({
  id: row.id,
  name: row.name,
  holder: { id: row.holder_id, name: row.holder_name },
  signing: readCertificate(row.signing),
  encryption: readCertificate(row.encryption),
  chain: (JSON.parse(row.chain) as string[]).map((each) => readCertificate(each)),
  importedAt: row.imported_at,
})
