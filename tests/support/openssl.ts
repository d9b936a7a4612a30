import { spawnSync } from 'node:child_process'

export interface Outcome { ok: boolean, text: string, bytes: Buffer }

export interface OpensslOptions {
  cwd?: string
  input?: Uint8Array | string
  /** What `passin` hands over. */
  password?: string
}

/** Runs the real `openssl`. `text` is what it says on both channels, `bytes` what it writes to stdout. Throws only where it cannot be run. */
export function openssl(args: readonly string[], options: OpensslOptions = {}): Outcome {
  const { cwd, input, password = '' } = options
  const result = spawnSync('openssl', args, {
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input }),
    env: { ...process.env, LC_ALL: 'C.UTF-8', PRACTICE_PASSWORD: password },
    timeout: 20_000,
    maxBuffer: 64 * 1024 * 1024,
  })
  if (result.error) throw result.error
  return { ok: result.status === 0, text: `${result.stdout.toString()}${result.stderr.toString()}`, bytes: result.stdout }
}

/** The bytes of stdout. Throws with what openssl said unless it succeeds. */
export function mustOpenssl(args: readonly string[], options: OpensslOptions = {}): Buffer {
  const { ok, text, bytes } = openssl(args, options)
  if (!ok) throw new Error(`openssl ${args.join(' ')}\n${text}`)
  return bytes
}

/** `-passin` of the password that is handed over in `options`. */
export const passin = ['-passin', 'env:PRACTICE_PASSWORD'] as const
