/**
 * The border of the prompt window, which is main's own: passwords are typed there, and what will be signed is shown there, drawn from main's
 * data. It has its own session, its own page and preload, and no network.
 */

export type FactLabel =
  | 'tender' | 'tender-id' | 'version' | 'lot' | 'bidder' | 'agency' | 'buyer' | 'platform' | 'origin' | 'certificate' | 'serial' | 'valid-until'
  | 'digest' | 'size' | 'deadline' | 'opening' | 'opened-by' | 'envelopes' | 'documents' | 'previous' | 'stage' | 'bids' | 'file' | 'role' | 'way'

/** One line of a confirmation. Main gives values from its own data; the page formats times, sizes and digests. */
export interface Fact { label: FactLabel, value: string, type: 'text' | 'time' | 'bytes' | 'digest' }

export type Act =
  | 'seal' | 'submit' | 'replace' | 'withdraw' | 'publish' | 'sign-in' | 'release' | 'remedy' | 'tenderer-release' | 'record' | 'build-tender' | 'remove-certificate'

export type Warning =
  | 'practice' | 'no-timestamp' | 'tender-superseded' | 'irrevocable' | 'not-tried' | 'no-capsule-copy' | 'bids-need-it'
  /** `control: bidder`: after the release the platform alone can open the bid. */
  | 'operator-trusted'

export interface PasswordNeed {
  /** `set` asks twice for a new one. */
  mode: 'open' | 'set'
  /** Name of the file or of the certificate that it is for. */
  subject: string
  /** The last one that was typed was wrong. */
  wrong: boolean
  /** Password of a practice key, which is no secret. */
  hint: string | null
}

export type Question =
  | { kind: 'password', purpose: 'import' | 'unlock' | 'capsule', password: PasswordNeed, facts: Fact[] }
  | { kind: 'confirm', act: Act, facts: Fact[], warnings: Warning[], password: PasswordNeed | null }

export interface Asked { question: Question, language: 'zh' | 'en', theme: 'light' | 'dark' | 'system', practice: boolean }

/** A window that is closed answers `confirmed: false`. `password` where one was asked for. */
export interface Answer { confirmed: boolean, password?: string }

/** What the prompt's preload puts on `window.prompter`. */
export interface Prompter {
  question(): Promise<Asked>
  answer(answer: Answer): Promise<void>
}
export const prompterName = 'prompter'
export const promptChannels = { question: 'sealbid:prompt:question', answer: 'sealbid:prompt:answer' } as const
