import { Refusal } from '../../interface/errors.ts'
import type { Act, Answer, Fact, PasswordNeed, Question, Warning } from '../../preload/prompt-contract.ts'
import type { Identity } from '../certificates/pkcs12.ts'
import type { KeyFile, KeyFiles } from '../drafts/key-files.ts'
import type { Desktop } from './desktop.ts'
import type { PracticeFolder } from './practice-folder.ts'

const idleMilliseconds = 30 * 60_000
const maxTries = 5
/** Questions that may wait: a person is not buried under them. */
const maxWaiting = 4

/** What main's window shows before something is signed. */
export interface Confirmation { act: Act, facts: Fact[], warnings: Warning[] }

/**
 * Keys that are open. They live here and nowhere else, and are let go after half an hour without use. Every question to the person goes
 * through here, one at a time, so that the second of two works that need a key finds it open.
 */
export class Keys {
  readonly #files: KeyFiles
  readonly #desktop: Desktop
  readonly #practice: PracticeFolder | null
  readonly #open = new Map<string, { identity: Identity, timer: NodeJS.Timeout }>()
  #queue: Promise<unknown> = Promise.resolve()
  #waiting = 0

  constructor(files: KeyFiles, desktop: Desktop, practice: PracticeFolder | null) {
    this.#files = files
    this.#desktop = desktop
    this.#practice = practice
  }

  isOpen(id: string): boolean {
    return this.#open.has(id)
  }

  /** The key, asked for where it is locked. Refusals: certificate-unknown, password-wrong, cancelled. */
  unlock(id: string): Promise<Identity> {
    const file = this.#files.get(id)
    return this.#inTurn(async () => {
      const known = this.#use(id)
      if (known !== undefined) return known
      const identity = await this.#askPassword(file.name, this.#hintFor(id), (password) => this.#files.open(id, password),
        (password) => ({ kind: 'password', purpose: 'unlock', password, facts: certificateFacts(file) }))
      this.remember(id, identity)
      return identity
    })
  }

  /** What binds is confirmed; the password is asked for in the same question where the key is locked. Refusals as unlock's. */
  confirm(id: string, confirmation: Confirmation): Promise<Identity> {
    const file = this.#files.get(id)
    const question = (password: PasswordNeed | null): Question => ({ kind: 'confirm', ...confirmation, password })
    return this.#inTurn(async () => {
      const known = this.#use(id)
      if (known !== undefined) {
        confirmed(await this.#desktop.ask(question(null)))
        this.remember(id, known)
        return known
      }
      const identity = await this.#askPassword(file.name, this.#hintFor(id), (password) => this.#files.open(id, password), question)
      this.remember(id, identity)
      return identity
    })
  }

  /** A confirmation that needs no key. Refusal('cancelled'). */
  confirmOnly(confirmation: Confirmation): Promise<void> {
    return this.#inTurn(async () => { confirmed(await this.#desktop.ask({ kind: 'confirm', ...confirmation, password: null })) })
  }

  /** Password of a key file that is being imported; its key is open afterwards. Refusals: password-wrong, key-file-unreadable, cancelled, … */
  import(id: string, name: string, open: (password: string) => Promise<Identity>): Promise<Identity> {
    const question = (password: PasswordNeed): Question => ({ kind: 'password', purpose: 'import', password, facts: [] })
    return this.#inTurn(() => this.#askPassword(name, this.#hintFor(id), open, question))
  }

  /** A new password, asked twice by the prompt. Refusal('cancelled'). */
  newPassword(subject: string, facts: Fact[]): Promise<string> {
    return this.#inTurn(async () => {
      const password: PasswordNeed = { mode: 'set', subject, wrong: false, hint: null }
      const answer = confirmed(await this.#desktop.ask({ kind: 'password', purpose: 'capsule', password, facts }))
      if (answer.password === undefined || answer.password === '') throw new Refusal('password-needed', subject)
      return answer.password
    })
  }

  lock(id: string): void {
    const entry = this.#open.get(id)
    if (entry === undefined) return
    clearTimeout(entry.timer)
    this.#open.delete(id)
    this.#desktop.emit('certificates', null)
  }

  lockAll(): void {
    for (const id of this.#open.keys()) this.lock(id)
  }

  /** Asks until it is right, at most five times. */
  async #askPassword(
    subject: string, hint: string | null, open: (password: string) => Promise<Identity>, question: (need: PasswordNeed) => Question,
  ): Promise<Identity> {
    for (let tries = 1; ; tries++) {
      const { password } = confirmed(await this.#desktop.ask(question({ mode: 'open', subject, wrong: tries > 1, hint })))
      try {
        return await open(password ?? '')
      } catch (error) {
        if (!(error instanceof Refusal) || error.code !== 'password-wrong' || tries === maxTries) throw error
      }
    }
  }

  #hintFor(id: string): string | null {
    return this.#practice?.passwordOf(id) ?? null
  }

  #use(id: string): Identity | undefined {
    const entry = this.#open.get(id)
    entry?.timer.refresh()
    return entry?.identity
  }

  remember(id: string, identity: Identity): void {
    const entry = this.#open.get(id)
    clearTimeout(entry?.timer)
    this.#open.set(id, { identity, timer: setTimeout(() => this.lock(id), idleMilliseconds).unref() })
    if (entry === undefined) this.#desktop.emit('certificates', null)
  }

  /** Refusal('too-many'). */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (this.#waiting >= maxWaiting) throw new Refusal('too-many', 'questions to the person')
    this.#waiting++
    const turn = this.#queue.then(work)
    this.#queue = turn.catch(() => undefined)
    try {
      return await turn
    } finally {
      this.#waiting--
    }
  }
}

function confirmed(answer: Answer): Answer {
  if (!answer.confirmed) throw new Refusal('cancelled')
  return answer
}

/** Who signs, with which certificate. */
export const certificateFacts = ({ holder, signing }: Pick<KeyFile, 'holder' | 'signing'>): Fact[] => [
  { label: 'certificate', value: holder.name, type: 'text' },
  { label: 'serial', value: signing.serial, type: 'text' },
  { label: 'valid-until', value: signing.notAfter.toISOString(), type: 'time' },
]
