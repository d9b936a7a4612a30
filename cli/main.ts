#!/usr/bin/env node
import { Refusal } from '../interface/errors.ts'
import { commands } from './commands.ts'
import { Invocation, languageOf, UsageError, type Command, type Outcome } from './command.ts'
import { refusalJson, refusalLines } from './report.ts'

/** `sealbid`: results on stdout, messages on stderr; exit 0 done, 1 refused or invalid, 2 wrong usage. */

const say = (lines: readonly string[]): void => { process.stderr.write(lines.map((each) => `${each}\n`).join('')) }

function usage(): string[] {
  return [
    'sealbid COMMAND …',
    ...commands.map((each) => `  ${each.name} ${each.usage}`),
    '  all: [--json] [--lang zh|en] [--trust trust.json] [--workspace DIR] [--password-file F] [--timestamp URL]',
    '  passwords: --password-file (plain, or a passwords.json by identity) or SEALBID_PASSWORD; SEALBID_TRUST, SEALBID_WORKSPACE as the options',
  ]
}

function find(args: readonly string[]): { command: Command, rest: string[] } | null {
  const command = commands.find((each) => each.name.split(' ').every((word, index) => args[index] === word))
  return command === undefined ? null : { command, rest: args.slice(command.name.split(' ').length) }
}

function print(outcome: Outcome, asJson: boolean): void {
  process.stdout.write(asJson ? `${JSON.stringify({ ok: outcome.exitCode !== 1, ...outcome.json })}\n` : outcome.lines.map((each) => `${each}\n`).join(''))
}

/** Language of a message, also where the arguments could not be parsed. */
function languageIn(args: readonly string[]): 'zh' | 'en' {
  const at = args.findIndex((each) => each === '--lang' || each.startsWith('--lang='))
  const [, joined] = args[at]?.split('=') ?? []
  return languageOf(at < 0 ? undefined : joined ?? args[at + 1])
}

/** No command, or none of ours. */
function explain(args: readonly string[], asJson: boolean): number {
  say(usage())
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) return 0
  if (asJson) process.stdout.write(`${JSON.stringify(refusalJson(new Refusal('usage', 'no such command'), languageIn(args)))}\n`)
  return 2
}

async function run(args: string[]): Promise<number> {
  const asJson = args.includes('--json')
  const found = find(args)
  if (found === null) return explain(args, asJson)
  const { command, rest } = found
  if (rest.includes('--help') || rest.includes('-h')) {
    say([`sealbid ${command.name} ${command.usage}`])
    return 0
  }
  const cancel = new AbortController()
  process.once('SIGINT', () => cancel.abort())
  process.once('SIGTERM', () => cancel.abort())
  try {
    const outcome = await command.run(new Invocation(command, rest, cancel.signal))
    print(outcome, asJson)
    return outcome.exitCode ?? 0
  } catch (error) {
    return report(error, command, asJson, languageIn(rest))
  }
}

function report(error: unknown, command: Command, asJson: boolean, language: 'zh' | 'en'): number {
  if (error instanceof UsageError) {
    say([error.message, `sealbid ${command.name} ${command.usage}`])
    if (asJson) process.stdout.write(`${JSON.stringify(refusalJson(new Refusal('usage', error.message), language))}\n`)
    return 2
  }
  const refusal = error instanceof Refusal ? error : new Refusal('unknown-failure', error instanceof Error ? error.message : String(error))
  say(refusalLines(refusal, language))
  if (!(error instanceof Refusal) && error instanceof Error) say([error.stack ?? ''])
  if (asJson) process.stdout.write(`${JSON.stringify(refusalJson(refusal, language))}\n`)
  return 1
}

process.exitCode = await run(process.argv.slice(2))
