import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { root } from '../run.ts'

/** The demo works as people would: it runs `sealbid`, each party with a workspace of its own. */

const cli = join(root, 'cli/main.ts')

/** A step did not hold; the demo ends with it. */
export class DemoFailure extends Error {
  override readonly name = 'DemoFailure'
}

export interface Stage {
  /** Folder with the results; commands run in it. */
  out: string
  /** Address of the rehearsal platform. */
  origin: string
}

const quoted = (arg: string): string => /^[\w./:=@+-]+$/.test(arg) ? arg : `'${arg}'`

/** Runs a command as a party and answers what `--json` printed. The command is shown as a person would type it. */
export function sealbid(stage: Stage, party: string, ...args: string[]): Record<string, unknown> {
  process.stdout.write(`   $ sealbid ${args.map(quoted).join(' ')}\n`)
  const secured = args.includes('--key') ? ['--password-file', 'pki/passwords.json'] : []
  const result = spawnSync(process.execPath, [cli, ...args, ...secured, '--json'], {
    cwd: stage.out, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024,
    env: { ...process.env, INIT_CWD: stage.out, SEALBID_TRUST: join(stage.out, 'pki/trust.json'), SEALBID_WORKSPACE: join(stage.out, 'work', party) },
  })
  if (result.status !== 0) throw new DemoFailure(`sealbid ${args.join(' ')}\n${result.stderr}`)
  return JSON.parse(result.stdout) as Record<string, unknown>
}

/** Runs a command that must be refused with this code. */
export function refused(stage: Stage, party: string, code: string, ...args: string[]): void {
  process.stdout.write(`   $ sealbid ${args.map(quoted).join(' ')}\n`)
  const result = spawnSync(process.execPath, [cli, ...args, '--password-file', 'pki/passwords.json', '--json'], {
    cwd: stage.out, encoding: 'utf8',
    env: { ...process.env, INIT_CWD: stage.out, SEALBID_TRUST: join(stage.out, 'pki/trust.json'), SEALBID_WORKSPACE: join(stage.out, 'work', party) },
  })
  const answer = JSON.parse(result.stdout) as { error?: { code: string } }
  if (result.status !== 1 || answer.error?.code !== code) throw new DemoFailure(`expected ${code}: ${result.stdout}`)
  process.stdout.write(`     refused as it must be: ${code}\n`)
}

export interface RehearsalPlatform { origin: string, stop(): Promise<void> }

/** Starts the rehearsal platform as a process of its own; its data stay below `work/`. */
export async function startRehearsal(out: string, clock: string): Promise<RehearsalPlatform> {
  const child = spawn(process.execPath, [cli, 'practice', 'serve', '--dir', 'pki', '--data', 'work', '--port', '0', '--clock', clock], {
    cwd: out, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, INIT_CWD: out },
  })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => { log = `${log}${chunk.toString()}`.slice(-20_000) })
  const origin = await new Promise<string>((resolve, reject) => {
    createInterface(child.stdout).once('line', (line) => resolve((JSON.parse(line) as { origin: string }).origin))
    child.once('exit', (code) => reject(new DemoFailure(`the platform ended with ${code}\n${log}`)))
  })
  return { origin, stop: () => stop(child) }
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}
