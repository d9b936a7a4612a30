import { isErrorCode, Refusal, type ErrorCode } from '../interface/errors.ts'

/** An error as a screen shows it: text and remedy for the code (both languages), the detail below, the code beside. */
export interface Problem {
  code: ErrorCode
  detail: string | undefined
  items: readonly string[]
}

/** Whatever was thrown, as a value of the closed list. What is no refusal is a bug and says so; nothing is called a network problem by default. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Refusal) return { code: error.code, detail: error.detail, items: error.items }
  const message = error instanceof Error ? error.message : String(error)
  return isErrorCode(message) ? { code: message, detail: undefined, items: [] } : { code: 'unknown-failure', detail: message, items: [] }
}

/** The person closed a dialog or prompt: nothing to show. */
export const isCancelled = (error: unknown): boolean => error instanceof Refusal && error.code === 'cancelled'
