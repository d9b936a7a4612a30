import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '../../../../main/drafts/database.ts'
import { Drafts } from '../../../../main/drafts/drafts.ts'
import { aTender } from '../checks/a-tender.ts'

export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

/** A scratch folder; `scratch.file` writes into it what a person would attach. */
export class Scratch {
  readonly folder = mkdtempSync(join(tmpdir(), 'sealbid-drafts-'))
  file(name: string, content: Uint8Array | string): string {
    const path = join(this.folder, name)
    writeFileSync(path, content)
    return path
  }
  remove(): void {
    rmSync(this.folder, { recursive: true, force: true })
  }
}

/** A workspace on disk that can be closed and opened again, as a program does. */
export class Workspace {
  readonly scratch = new Scratch()
  readonly folder = join(this.scratch.folder, 'workspace')
  database!: Database
  drafts!: Drafts
  readonly tenderDigest = sha256('a tender package')

  constructor() {
    this.reopen()
  }
  reopen(): void {
    this.database?.close()
    this.database = openDatabase(join(this.folder, 'workspace.sqlite'))
    this.drafts = new Drafts(this.database, this.folder)
  }
  async withTender(): Promise<this> {
    await this.drafts.importTender(aTender(), this.tenderDigest, this.scratch.file('t.etender', 'a tender package'))
    return this
  }
  remove(): void {
    this.database.close()
    this.scratch.remove()
  }
}
