import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errorText, isErrorCode, type ErrorCode } from '../../interface/errors.ts'

/** `sealbid` as a process of its own, as a person or a script runs it. */

const main = join(import.meta.dirname, '../../cli/main.ts')

export interface CliResult {
  code: number | null
  stdout: string
  stderr: string
  /** What every other process of the machine can read of this call (Linux), else empty. */
  commandLine: string
}

export interface CliOptions {
  cwd?: string
  env?: Record<string, string>
  /** Called with the running process, to kill it. */
  onStart?: (child: ChildProcess) => void
}

/** Nothing of the caller's own settings reaches the program. */
export function bareEnvironment(env: Record<string, string> = {}): Record<string, string> {
  const kept = Object.entries(process.env).filter(([name, value]) => value !== undefined && /^(PATH|HOME|TMPDIR|SystemRoot)$/.test(name)) as [string, string][]
  return { ...Object.fromEntries(kept), NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'), LANG: 'C', ...env }
}

/** What a process shows of itself to all others. */
function commandLineOf(pid: number | undefined): string {
  if (process.platform !== 'linux' || pid === undefined) return ''
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}

/** Runs any program to its end. */
export async function runProgram(file: string, args: readonly string[], { cwd, env, onStart }: CliOptions = {}): Promise<CliResult> {
  const child = spawn(file, args, { cwd: cwd ?? tmpdir(), env: bareEnvironment(env), stdio: ['ignore', 'pipe', 'pipe'] })
  const output = { stdout: '', stderr: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => { output.stdout += text })
  child.stderr.setEncoding('utf8').on('data', (text: string) => { output.stderr += text })
  const closed = once(child, 'close')
  await once(child, 'spawn')
  const commandLine = commandLineOf(child.pid)
  onStart?.(child)
  const [code] = await closed as [number | null]
  return { code, ...output, commandLine }
}

export const runCli = (args: readonly string[], options?: CliOptions): Promise<CliResult> => runProgram(process.execPath, [main, ...args], options)

/** The one object on stdout. Throws where there is anything else. */
export function jsonOf({ stdout, stderr }: CliResult): Record<string, unknown> {
  if (!/^\{.*\}\n$/.test(stdout)) throw new Error(`not one line of JSON on stdout: ${stdout}\nstderr: ${stderr}`)
  return JSON.parse(stdout) as Record<string, unknown>
}

export interface CliError { code: ErrorCode, what: string, remedy: string, detail?: string, items?: string[] }

/** The refusal that a call ended with: exit 1 (usage: 2), the code on stdout, cause and remedy on stderr. Throws where any of it is missing. */
export function refusalOf(result: CliResult, language: 'zh' | 'en' = 'en'): CliError {
  const { ok, error } = jsonOf(result) as { ok: boolean, error?: CliError }
  if (ok || error === undefined || !isErrorCode(error.code)) throw new Error(`no refusal: ${result.stdout}`)
  if (result.code !== (error.code === 'usage' ? 2 : 1)) throw new Error(`exit ${result.code} with ${error.code}`)
  if (error.code === 'usage') return error
  const { what, remedy } = errorText(error.code, language)
  for (const text of [error.code, what, remedy]) {
    if (!result.stderr.includes(text)) throw new Error(`stderr lacks "${text}": ${result.stderr}`)
  }
  if (error.what !== what || error.remedy !== remedy) throw new Error(`the texts on stdout are not the ${language} ones: ${result.stdout}`)
  return error
}
