import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'

/** What `openssl` answered; `errors` is its standard error as text. */
export interface OpensslAnswer { ok: boolean, output: Buffer, errors: string }

const timeLimit = 60_000
const outputLimit = 64 * 1024 * 1024

/**
 * Runs the real `openssl` without a shell. Secrets go by file, never as an argument. Throws only where the program cannot be run at all:
 * what it refuses is an answer.
 */
export function openssl(args: readonly string[], input?: Uint8Array): Promise<OpensslAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn('openssl', args, { stdio: ['pipe', 'pipe', 'pipe'], timeout: timeLimit, killSignal: 'SIGKILL', windowsHide: true })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    let size = 0
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > outputLimit) child.kill('SIGKILL')
      else output.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk))
    child.on('error', (error) => reject(new Refusal('unknown-failure', `openssl cannot be run: ${error.message}`)))
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(output), errors: Buffer.concat(errors).toString() }))
    // A child that ends early closes its input; that is its answer, not a failure of ours.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}

/** Calls `work` with a private folder of its own below `parent` (mode 0700), which is gone afterwards whatever happened. */
export async function withScratch<T>(parent: string, work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(parent, 'scratch-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
