import { existsSync } from 'node:fs'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { dirname, isAbsolute, resolve } from 'node:path'
import { Refusal } from '../interface/errors.ts'

/** A command of `sealbid`: what it is called, what it takes, what it does. */
export interface Command {
  /** One or two words. */
  name: string
  /** The line of the usage behind the name. */
  usage: string
  options?: NonNullable<ParseArgsConfig['options']>
  /** Names of the positional arguments; one that ends in `?` may be left out. */
  positionals?: readonly string[]
  run(invocation: Invocation): Promise<Outcome>
}

export interface Outcome {
  /** What `--json` prints. */
  json: Record<string, unknown>
  /** What a person reads, line by line. */
  lines: string[]
  /** 1 for a result that is a refusal by itself (an invalid file). */
  exitCode?: 0 | 1
}

/** Wrong usage: exit 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const common = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  lang: { type: 'string' },
  trust: { type: 'string' },
  workspace: { type: 'string' },
  'password-file': { type: 'string' },
  timestamp: { type: 'string' },
} as const satisfies NonNullable<ParseArgsConfig['options']>

/** Paths count from where the person stands, also under `npm run`. */
export const fromHere = (path: string): string => isAbsolute(path) ? path : resolve(process.env.INIT_CWD ?? process.cwd(), path)

/** The arguments of one call. */
export class Invocation {
  readonly signal: AbortSignal
  readonly language: 'zh' | 'en'
  readonly #values: Record<string, unknown>
  readonly #positionals: Map<string, string>

  constructor(command: Command, args: readonly string[], signal: AbortSignal) {
    this.signal = signal
    const { values, positionals } = parse(command, args)
    this.#values = values
    const names = command.positionals ?? []
    const needed = names.filter((each) => !each.endsWith('?')).length
    if (positionals.length < needed || positionals.length > names.length) throw new UsageError(`${names.join(' ') || 'no arguments'} expected`)
    this.#positionals = new Map(positionals.map((value, index) => [(names[index] ?? '').replace(/\?$/, ''), value]))
    this.language = languageOf(this.optional('lang'))
  }

  flag(name: string): boolean {
    return this.#values[name] === true
  }

  optional(name: string): string | undefined {
    const value = this.#values[name]
    return typeof value === 'string' ? value : undefined
  }

  /** @throws UsageError */
  required(name: string): string {
    const value = this.optional(name)
    if (value === undefined || value === '') throw new UsageError(`--${name} is missing`)
    return value
  }

  all(name: string): string[] {
    const value = this.#values[name]
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []
  }

  path(name: string): string {
    return fromHere(this.required(name))
  }

  /** A target whose loss could not be made good: it is never overwritten. Refusal('file-exists'). */
  newPath(name: string): string {
    const path = this.path(name)
    if (existsSync(path)) throw new Refusal('file-exists', path)
    return path
  }

  /** A target that is written after a binding act: its folder must be there before the act. Refusal('file-not-found'). */
  optionalTarget(name: string): string | undefined {
    const path = this.optionalPath(name)
    if (path !== undefined && !existsSync(dirname(path))) throw new Refusal('file-not-found', dirname(path))
    return path
  }

  optionalPath(name: string): string | undefined {
    const value = this.optional(name)
    return value === undefined ? undefined : fromHere(value)
  }

  positionalPath(name: string): string {
    return fromHere(this.#positionals.get(name) ?? '')
  }

  optionalPositionalPath(name: string): string | undefined {
    const value = this.#positionals.get(name)
    return value === undefined ? undefined : fromHere(value)
  }
}

function parse(command: Command, args: readonly string[]): { values: Record<string, unknown>, positionals: string[] } {
  try {
    return parseArgs({ args: [...args], options: { ...common, ...command.options }, allowPositionals: true, strict: true })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

export function languageOf(asked: string | undefined): 'zh' | 'en' {
  const language = asked ?? process.env.SEALBID_LANG ?? process.env.LC_ALL ?? process.env.LANG ?? ''
  return /^zh/i.test(language) ? 'zh' : 'en'
}

/** A whole number option. @throws UsageError */
export function numberOption(value: string | undefined): number | undefined {
  if (value === undefined) return undefined
  if (!/^\d{1,9}$/.test(value)) throw new UsageError(`a number expected: ${value}`)
  return Number(value)
}

/** A moment with an offset. Refusal('bad-input'). */
export function timeOption(value: string | undefined): Date | undefined {
  if (value === undefined) return undefined
  const time = new Date(value)
  if (Number.isNaN(time.getTime())) throw new Refusal('bad-input', `not a time: ${value}`)
  return time
}
