import texts from '../assets/texts/errors.json' with { type: 'json' }

/** The closed list of what can go wrong. Each has a text for what happened and what to do, in Chinese and English. */
export type ErrorCode = keyof typeof texts

export interface ErrorText { what: string, remedy: string }

export const errorCodes = Object.keys(texts) as ErrorCode[]

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(texts, code)

export const errorText = (code: ErrorCode, language: 'zh' | 'en'): ErrorText => texts[code][language]

/** HTTP status with which a platform answers this code. */
export const errorStatus = (code: ErrorCode): number => texts[code].status

/**
 * Something was refused, for a reason of the closed list. It travels as an exception so that streams and temporary files are unwound
 * in one place, and becomes a value at every border (command line, bridge, HTTP): docs/decisions/0002-refusals.md.
 * `detail` says which place, file, member or number; it never holds a secret.
 */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly code: ErrorCode
  readonly detail: string | undefined
  /** Every single place, where there are several. */
  readonly items: readonly string[]

  constructor(code: ErrorCode, detail?: string, items: readonly string[] = []) {
    super(detail === undefined ? code : `${code}: ${detail}`)
    this.code = code
    this.detail = detail
    this.items = items
  }
}
