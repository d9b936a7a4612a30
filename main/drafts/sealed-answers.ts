import { createHash } from 'node:crypto'
import { canonical } from '../../interface/canonical.ts'
import type { Answer, FormValues, ScheduleRow } from './answers.ts'
import { decryptAtRest, encryptAtRest, type AtRest } from './at-rest.ts'
import { inTransaction, type Database } from './database.ts'
import type { KeyStore } from './workspace-key.ts'

/** Answers as they were when a bid was sealed, without files. */
export type SealedSections = Record<string, { form: FormValues } | { schedule: ScheduleRow[] }>

type Answers = ReadonlyMap<string, Answer>

/** SHA-256 (hex) over all answers in canonical form; attachments count by digest and name. Equal digests: equal bids, but for keys and time. */
export function answersDigest(answers: Answers): string {
  const files = [...answers].flatMap(([section, answer]) =>
    answer.kind === 'file' ? [[section, { file: answer.attachment.sha256, name: answer.attachment.name }] as const] : [])
  const content = { ...sectionsOf(answers), ...Object.fromEntries(files) }
  return createHash('sha256').update(canonical(content)).digest('hex')
}

/** What was sealed, kept beside the capsule and in the same way. */
export class SealedAnswers {
  readonly #database: Database
  readonly #keys: KeyStore

  constructor(database: Database, keys: KeyStore) {
    this.#database = database
    this.#keys = keys
  }

  save(bidDigest: string, answers: Answers): void {
    const { nonce, ciphertext, tag } = encryptAtRest(this.#keys, canonical(sectionsOf(answers)), associated(bidDigest))
    inTransaction(this.#database, () => {
      this.#database.prepare('INSERT INTO sealed_answers (bid_digest, answers_digest, nonce, tag, ciphertext) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING')
        .run(bidDigest, answersDigest(answers), nonce, tag, ciphertext)
    })
  }

  /** Digest of the answers that were sealed, or undefined where they were not kept. */
  digest(bidDigest: string): string | undefined {
    return this.#database.prepare<[string], string>('SELECT answers_digest FROM sealed_answers WHERE bid_digest = ?').pluck().get(bidDigest)
  }

  /** @throws Refusal `workspace-damaged` */
  sections(bidDigest: string): SealedSections | undefined {
    const row = this.#database.prepare<[string], AtRest>('SELECT nonce, ciphertext, tag FROM sealed_answers WHERE bid_digest = ?').get(bidDigest)
    return row && JSON.parse(decryptAtRest(this.#keys, row, associated(bidDigest), `answers of ${bidDigest}`).toString('utf8')) as SealedSections
  }
}

const sectionsOf = (answers: Answers): SealedSections => Object.fromEntries([...answers].flatMap(([section, answer]) =>
  answer.kind === 'file' ? [] : [[section, answer.kind === 'form' ? { form: answer.values } : { schedule: answer.rows }]]))

const associated = (bidDigest: string): Buffer => Buffer.concat([Buffer.from('sealbid/answers/1'), Buffer.from(bidDigest, 'hex')])
