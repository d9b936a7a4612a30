import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import { readCertificate, type Certificate } from '../certificates/certificate.ts'
import { foldName, nameFault } from '../container/names.ts'
import { copyFlushed, type CopyOptions } from '../drafts/copy.ts'
import type { WorkspaceFolder } from '../drafts/workspace-folder.ts'

/** The files of one tender definition: `documents/…` and `certificates/….pem`, below a folder of the workspace. */

const certificatePath = /^certificates\/[a-z]+-[0-9a-f]+\.pem$/

export class DefinitionFolder {
  /** Absolute. */
  readonly path: string
  readonly #workspace: WorkspaceFolder
  readonly #stored: string

  /** `stored`: as the workspace names it. */
  constructor(workspace: WorkspaceFolder, stored: string) {
    this.path = workspace.path(stored)
    this.#workspace = workspace
    this.#stored = stored
    for (const each of ['documents', 'certificates']) mkdirSync(join(this.path, each), { recursive: true, mode: 0o700 })
  }

  /** Files that were added, by name. */
  documents(): { file: string, size: number }[] {
    const prefix = `${this.#stored}/documents/`
    return this.#workspace.files(prefix.slice(0, -1))
      .map((each) => ({ file: each.slice(prefix.length), size: statSync(this.#workspace.path(each)).size }))
      .sort((one, other) => one.file < other.file ? -1 : 1)
  }

  /** Absolute path of a document, or null where its name is none or it is not there. */
  document(file: string): string | null {
    return nameFault(file) === null && this.documents().some((each) => each.file === file) ? join(this.path, 'documents', file) : null
  }

  /** Copies a document in; one of the same name is replaced. Refusals: container-name, container-duplicate, file-not-found, disk-full, cancelled. */
  async addDocument(source: string, file: string, options: CopyOptions = {}): Promise<string> {
    this.#checkName(file)
    return this.#workspace.withTemporary(async (temporary) => {
      const { sha256 } = await copyFlushed(source, temporary, options)
      this.#workspace.settle(temporary, `${this.#stored}/documents/${file}`)
      return sha256
    })
  }

  /** The same for bytes that come in pieces. */
  async writeDocument(chunks: AsyncIterable<Buffer>, file: string): Promise<string> {
    return this.#workspace.withTemporary(async (temporary) => {
      writeFileSync(temporary, '', { mode: 0o600, flag: 'wx' })
      for await (const chunk of chunks) writeFileSync(temporary, chunk, { flag: 'a' })
      return this.addDocument(temporary, file)
    })
  }

  removeDocument(file: string): void {
    const path = this.document(file)
    if (path !== null) rmSync(path, { force: true })
  }

  /** Writes a certificate; answers its path relative to the folder. Refusal('key-usage') for one that does not encrypt. */
  addCertificate(role: 'main' | 'backup', certificate: Certificate): string {
    if (!certificate.uses.encrypt) throw new Refusal('key-usage', `${certificate.subject}: not for encryption`)
    const path = `certificates/${role}-${certificate.serial}.pem`
    writeFileSync(join(this.path, path), certificate.pem, { mode: 0o600, flush: true })
    return path
  }

  /** The certificate at a path of the definition; null where there is none. Nothing outside this folder is ever read. */
  async certificate(path: string): Promise<Certificate | null> {
    if (!certificatePath.test(path)) return null
    try {
      return readCertificate(await readFile(join(this.path, path), 'latin1'))
    } catch {
      return null
    }
  }

  #checkName(file: string): void {
    const fault = nameFault(file)
    if (fault !== null) throw new Refusal('container-name', `${JSON.stringify(file.slice(0, 120))}: ${fault}`)
    const twin = this.documents().find((each) => each.file !== file && foldName(each.file) === foldName(file))
    if (twin !== undefined) throw new Refusal('container-duplicate', JSON.stringify(file))
  }
}
