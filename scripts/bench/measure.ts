import { spawnSync } from 'node:child_process'

export interface Measured { seconds: number, peakMegabytes: number | null }

/** Reports the peak resident memory of a Node process when it ends; loaded before the program. */
const reporter = `data:text/javascript,process.on('exit',()=>process.stderr.write('\\nmaxrss '+process.resourceUsage().maxRSS+'\\n'))`

/** Runs a program to its end. Throws when it fails: a failed run is no measurement. */
export function measure(program: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Measured {
  const started = performance.now()
  const result = spawnSync(program, args, { env, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  const seconds = (performance.now() - started) / 1000
  if (result.status !== 0) throw new Error(`${program} ${args.join(' ')}\n${result.stderr}`)
  const peak = /maxrss (\d+)/.exec(result.stderr)?.[1]
  return { seconds, peakMegabytes: peak === undefined ? null : Number(peak) / 1024 }
}

export const measureNode = (script: string, args: readonly string[], env: NodeJS.ProcessEnv): Measured =>
  measure(process.execPath, ['--import', reporter, script, ...args], env)

export const ratio = (one: Measured, other: Measured): string => (one.seconds / other.seconds).toFixed(2)
