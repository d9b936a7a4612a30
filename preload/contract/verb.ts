import type { z } from 'zod'
import type { ErrorCode } from '../../interface/errors.ts'

/**
 * What may cross the border between the client window and the trusted process. Only JSON crosses it: bytes travel as base64 where they are
 * few, by range (`/sealed/…`, `/incoming/…`) where they are many.
 */

export interface Problem {
  code: ErrorCode
  /** Which place, file, member or number; never a secret, never a path outside the workspace. */
  detail?: string
  items?: readonly string[]
}

export type Result<T> = { ok: true, value: T } | { ok: false, error: Problem }

/** One thing that the window may ask for. `Output` exists for the compiler only. */
export interface Verb<Input extends z.ZodType = z.ZodType, Output = unknown> {
  readonly input: Input
  /** Characters and numbers in an input, counted before the schema looks at it. */
  readonly maxSize: number
  readonly output?: (value: Output) => void
}

const usualSize = 256 * 1024

export const verb = <Output>() => <Input extends z.ZodType>(input: Input, { maxSize = usualSize }: { maxSize?: number } = {}): Verb<Input, Output> => ({ input, maxSize })

export type InputOf<V> = V extends Verb<infer Input, infer _> ? z.input<Input> : never
export type ParsedInputOf<V> = V extends Verb<infer Input, infer _> ? z.output<Input> : never
export type OutputOf<V> = V extends Verb<infer _, infer Output> ? Output : never
