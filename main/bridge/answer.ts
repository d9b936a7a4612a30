import { posix, win32 } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import { channels, contract, type Channel, type Handlers, type Problem, type Result, type Sender } from '../../preload/contract/index.ts'

/**
 * The router without its transport: size, shape, handler, and a value from a closed list whatever happens. Who may ask is decided before,
 * where frames are known.
 */

/** Deeper than any document of the interface; it also ends what refers to itself. */
const maxDepth = 40

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}

/**
 * Holds an input against a budget before any schema looks at it: one for each value, and one for each character of strings and names.
 * Refusal('bad-input') for what is larger, deeper, or not JSON.
 */
export function checkInput(input: unknown, maxSize: number): void {
  let left = maxSize
  const spend = (count: number): void => {
    left -= count
    if (left < 0) throw new Refusal('bad-input', `larger than ${maxSize} characters`)
  }
  const walk = (value: unknown, depth: number): void => {
    if (depth > maxDepth) throw new Refusal('bad-input', `deeper than ${maxDepth} levels`)
    spend(1)
    if (typeof value === 'string') return spend(value.length)
    if (value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean') return
    if (Array.isArray(value)) {
      spend(value.length)
      for (const each of value) walk(each, depth + 1)
      return
    }
    if (typeof value !== 'object' || !isPlain(value)) throw new Refusal('bad-input', 'not JSON')
    for (const name in value) {
      spend(name.length)
      walk((value as Record<string, unknown>)[name], depth + 1)
    }
  }
  walk(input, 0)
}

const isAbsolute = (text: string): boolean => posix.isAbsolute(text) || win32.isAbsolute(text)

/** The window learns the name of a file, never where it lies. */
const withoutPaths = (text: string): string =>
  text.split(/(: |, )/).map((part) => isAbsolute(part) ? win32.basename(part) : part).join('')

/** What the window is told of a failure. A defect is written to stderr; the window learns that there was one. */
export function problemOf(error: unknown, channel: string): Problem {
  if (error instanceof Refusal) {
    return {
      code: error.code,
      ...(error.detail === undefined ? {} : { detail: withoutPaths(error.detail) }),
      ...(error.items.length === 0 ? {} : { items: error.items.map(withoutPaths) }),
    }
  }
  process.stderr.write(`sealbid: ${channel}: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`)
  return { code: 'unknown-failure' }
}

const isChannel = (channel: string): channel is Channel => (channels as string[]).includes(channel)

async function handle(handlers: Handlers, channel: string, input: unknown, sender: Sender): Promise<unknown> {
  if (!isChannel(channel)) throw new Refusal('bad-input', 'no such verb')
  const verb = contract[channel]
  checkInput(input, verb.maxSize)
  const parsed = verb.input.safeParse(input ?? {})
  if (!parsed.success) {
    const items = parsed.error.issues.slice(0, 50).map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`)
    throw new Refusal('bad-input', items[0], items)
  }
  // The schema of this very channel has parsed it.
  const handler = handlers[channel] as (input: unknown, sender: Sender) => Promise<unknown>
  return await handler(parsed.data, sender)
}

/** Answers one request of the window. Never throws. */
export async function answer(handlers: Handlers, channel: string, input: unknown, sender: Sender): Promise<Result<unknown>> {
  try {
    return { ok: true, value: await handle(handlers, channel, input, sender) }
  } catch (error) {
    return { ok: false, error: problemOf(error, channel) }
  }
}
