import { spawnSync } from 'node:child_process'

export interface Outcome { ok: boolean, text: string, bytes: Buffer }

/** Runs the real `openssl`. `text` is what it says on both channels, `bytes` what it writes to stdout. */
export function openssl(args: readonly string[], options: { cwd?: string, input?: Uint8Array | string, password?: string } = {}): Outcome {
  const { cwd, input, password = '' } = options
  const result = spawnSync('openssl', args, {
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input }),
    env: { ...process.env, LC_ALL: 'C.UTF-8', PRACTICE_PASSWORD: password },
    timeout: 20_000,
  })
  if (result.error) throw result.error
  return { ok: result.status === 0, text: `${result.stdout.toString()}${result.stderr.toString()}`, bytes: result.stdout }
}

/** `-passin` of the password that is handed over in `options`. */
export const passin = ['-passin', 'env:PRACTICE_PASSWORD'] as const
