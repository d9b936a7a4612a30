import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Path of a program that came with the packages. */
export const local = (program: string): string => join(root, 'node_modules', '.bin', program)

/** Runs a program in the checkout with its output shown; answers whether it ended well. */
export function succeeds(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): boolean {
  const result = spawnSync(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env })
  if (result.error) process.stderr.write(`${program}: ${result.error.message}\n`)
  return result.status === 0
}
