import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import type { Tender } from '../../interface/schemas/tender.ts'
import { Refusal } from '../../interface/errors.ts'
import { identifier } from '../../interface/schemas/common.ts'
import { Contents } from './contents.ts'
import type { CopyOptions } from './copy.ts'
import { inTransaction, type Database } from './database.ts'
import type { Answer, Attachment, Draft, DraftSummary, FormValues, ScheduleRow } from './answers.ts'
import { Tenders, type ImportedTender } from './tenders.ts'
import { WorkspaceFolder } from './workspace-folder.ts'

export type { Answer, Attachment, Draft, DraftSummary, FormValues, ScheduleRow } from './answers.ts'

export interface AttachOptions extends CopyOptions {
  /** Name under which it is kept; that of the source if absent. */
  name?: string
}

interface DraftRow { id: string, tender_digest: string, lot: string, created_at: string, changed_at: string }
type AnswerRow = { section: string } & (
  | { kind: 'file', attachment: string, name: string, sha256: string, size: number, crc32: number }
  | { kind: 'form' | 'schedule', value: string }
)

/**
 * The drafting workspace: tender packages, drafts, one answer for each section. What a method has acknowledged by returning survives a
 * crash at any moment. Whether an answer is a good one is not judged here but in main/checks.
 */
export class Drafts {
  readonly #database: Database
  readonly #tenders: Tenders
  readonly #contents: Contents

  /** Also sweeps what an earlier crash has left behind. `folder` is the folder of the workspace. */
  constructor(database: Database, folder: string) {
    const workspace = new WorkspaceFolder(folder)
    this.#database = database
    this.#tenders = new Tenders(database, workspace)
    this.#contents = new Contents(database, workspace)
    workspace.sweepTemporary()
    this.#contents.sweep()
    this.#tenders.sweep()
  }

  /**
   * Copies a tender package into the workspace. `tender` is what was read from it, `digest` its SHA-256.
   * @throws Refusal `tender-invalid` if the file has another digest, `file-not-found`, `disk-full`
   */
  async importTender(tender: Tender, digest: string, file: string): Promise<void> {
    await this.#tenders.import(tender, digest, file)
  }

  tender(digest: string): ImportedTender | undefined {
    return this.#tenders.get(digest)
  }

  /** All packages, the one imported last first. */
  tenders(): ImportedTender[] {
    return this.#tenders.list()
  }

  /** @throws Refusal `tender-unknown`, `bad-input` */
  create(tenderDigest: string, lot: string): Draft {
    checkIdentifier('lot', lot)
    const draft: Draft = { id: randomUUID(), tenderDigest, lot, createdAt: now(), changedAt: now(), answers: new Map() }
    inTransaction(this.#database, () => {
      if (this.tender(tenderDigest) === undefined) throw new Refusal('tender-unknown', tenderDigest)
      this.#database.prepare('INSERT INTO drafts (id, tender_digest, lot, created_at, changed_at) VALUES (?, ?, ?, ?, ?)')
        .run(draft.id, tenderDigest, lot, draft.createdAt, draft.changedAt)
    })
    return draft
  }

  /**
   * A new draft for another package with these answers of another draft. Contents are shared and not read: one that is damaged is found where
   * the draft is used, as it would have been in the old one. @throws Refusal `draft-unknown`, `tender-unknown`
   */
  copy(from: string, tenderDigest: string, sections: readonly string[]): Draft {
    return inTransaction(this.#database, () => {
      const { id } = this.create(tenderDigest, this.#row(from).lot)
      const answer = this.#database.prepare(`
        INSERT INTO answers (draft, section, kind, attachment, name, sha256, value)
        SELECT ?, section, kind, CASE WHEN kind = 'file' THEN ? END, name, sha256, value FROM answers WHERE draft = ? AND section = ?`)
      for (const section of sections) answer.run(id, randomUUID(), from, section)
      return this.get(id)
    })
  }

  /** @throws Refusal `draft-unknown` */
  get(id: string): Draft {
    // One transaction, so that draft and answers are of one moment.
    return this.#database.transaction(() => {
      const { tender_digest, lot, created_at, changed_at } = this.#row(id)
      const answers = this.#database.prepare<[string], AnswerRow>(`
        SELECT section, kind, attachment, name, value, answers.sha256, size, crc32
        FROM answers LEFT JOIN contents ON contents.sha256 = answers.sha256 WHERE draft = ? ORDER BY section`).all(id)
      return {
        id, tenderDigest: tender_digest, lot, createdAt: created_at, changedAt: changed_at,
        answers: new Map(answers.map((each) => [each.section, this.#answer(each)])),
      }
    })()
  }

  /** All drafts, the one changed last first. */
  list(): DraftSummary[] {
    return this.#database.prepare<[], DraftSummary>(`
      SELECT id, tender_digest AS tenderDigest, json_extract(tenders.tender, '$.tender.title') AS title, lot, created_at AS createdAt,
        changed_at AS changedAt, (SELECT count(*) FROM answers WHERE draft = drafts.id) AS answered
      FROM drafts JOIN tenders ON tenders.digest = drafts.tender_digest ORDER BY changed_at DESC, drafts.rowid DESC`).all()
  }

  /** Removes a draft and the attachments that no other draft uses. @throws Refusal `draft-unknown` */
  remove(id: string): void {
    inTransaction(this.#database, () => {
      this.#row(id)
      this.#database.prepare('DELETE FROM drafts WHERE id = ?').run(id)
    })
    this.#contents.collect()
  }

  /**
   * Copies a file into the workspace as the answer to a section; an earlier answer is replaced only when the copy is safe.
   * @throws Refusal `draft-unknown`, `file-not-found`, `bad-input`, `disk-full`, `cancelled`; the draft is as before then
   */
  async attach(draft: string, section: string, source: string, options: AttachOptions = {}): Promise<Attachment> {
    checkIdentifier('section', section)
    this.#row(draft)
    const name = (options.name ?? basename(source)).normalize('NFC')
    if (name === '' || name !== basename(name)) throw new Refusal('bad-input', `name of the attachment: ${name}`)
    const attachment = await this.#contents.store(source, options, (content) => {
      const id = randomUUID()
      this.#set(draft, section, 'file', { attachment: id, name, sha256: content.sha256 })
      return { id, name, ...content, path: this.#contents.path(content.sha256) }
    })
    this.#contents.collect()
    return attachment
  }

  /** @throws Refusal `draft-unknown`, `bad-input` */
  setForm(draft: string, section: string, values: FormValues): void {
    this.#setValue(draft, section, 'form', values)
  }

  /** @throws Refusal `draft-unknown`, `bad-input` */
  setSchedule(draft: string, section: string, rows: readonly ScheduleRow[]): void {
    this.#setValue(draft, section, 'schedule', rows.map(({ item, unitPrice }) => ({ item, unitPrice })))
  }

  /** Takes the answer to a section away; nothing happens where there is none. @throws Refusal `draft-unknown` */
  clear(draft: string, section: string): void {
    inTransaction(this.#database, () => {
      this.#touch(draft)
      this.#database.prepare('DELETE FROM answers WHERE draft = ? AND section = ?').run(draft, section)
    })
    this.#contents.collect()
  }

  /** Reads an attachment again and compares. @throws Refusal `attachment-damaged` */
  async checkAttachment(attachment: Attachment): Promise<void> {
    const found = await this.#contents.measure(attachment.sha256)
    const { size, sha256, crc32 } = attachment
    if (found?.sha256 !== sha256 || found.size !== size || found.crc32 !== crc32) throw new Refusal('attachment-damaged', attachment.name)
  }

  #setValue(draft: string, section: string, kind: 'form' | 'schedule', value: unknown): void {
    checkIdentifier('section', section)
    inTransaction(this.#database, () => this.#set(draft, section, kind, { value: JSON.stringify(value) }))
    this.#contents.collect()
  }

  /** Inside a transaction: the answer and the time of the change belong together. */
  #set(draft: string, section: string, kind: Answer['kind'], part: { attachment?: string, name?: string, sha256?: string, value?: string }): void {
    this.#touch(draft)
    this.#database.prepare(`
      INSERT INTO answers (draft, section, kind, attachment, name, sha256, value) VALUES (?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT DO UPDATE SET kind = excluded.kind, attachment = excluded.attachment, name = excluded.name, sha256 = excluded.sha256, value = excluded.value`)
      .run(draft, section, kind, part.attachment ?? null, part.name ?? null, part.sha256 ?? null, part.value ?? null)
  }

  #touch(draft: string): void {
    const { changes } = this.#database.prepare('UPDATE drafts SET changed_at = ? WHERE id = ?').run(now(), draft)
    if (changes === 0) throw new Refusal('draft-unknown', draft)
  }

  #row(id: string): DraftRow {
    const row = this.#database.prepare<[string], DraftRow>('SELECT * FROM drafts WHERE id = ?').get(id)
    if (row === undefined) throw new Refusal('draft-unknown', id)
    return row
  }

  #answer(row: AnswerRow): Answer {
    switch (row.kind) {
      case 'file': {
        const { attachment, name, size, sha256, crc32 } = row
        return { kind: 'file', attachment: { id: attachment, name, size, sha256, crc32, path: this.#contents.path(sha256) } }
      }
      case 'form': return { kind: 'form', values: JSON.parse(row.value) as FormValues }
      case 'schedule': return { kind: 'schedule', rows: JSON.parse(row.value) as ScheduleRow[] }
    }
  }
}

const now = (): string => new Date().toISOString()

/** The database keeps what no schema has seen only if it is a name; anything else is refused with the place. */
function checkIdentifier(what: string, value: string): void {
  if (!identifier.safeParse(value).success) throw new Refusal('bad-input', `${what}: ${value}`)
}
