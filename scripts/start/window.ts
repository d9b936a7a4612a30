import { spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Children } from './children.ts'
import type { Host } from './host.ts'
import { shown, type Places } from './places.ts'
import { StartFailure } from './say.ts'

/** Opens the window on the rehearsal and waits until it is closed. What it says for programmers goes to a log. */
export async function openWindow(host: Host, places: Places, origin: string, children: Children): Promise<void> {
  const log = join(places.logs, 'window.log')
  const errors = openSync(log, 'w', 0o600)
  const child = spawn(host.program, host.args, {
    stdio: ['ignore', 'inherit', errors],
    env: {
      ...process.env, SEALBID_TRUST: join(places.pki, 'trust.json'), SEALBID_WORKSPACE: places.workspace, SEALBID_PRACTICE: places.pki,
      SEALBID_REHEARSAL: origin, SEALBID_FILES: places.files,
    },
  })
  closeSync(errors)
  children.add(child, () => child.kill('SIGTERM'))
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (exit) => resolve(exit))
  })
  if (code === 0 || children.isEnding) return
  throw new StartFailure(`窗口意外结束，详情见 ${shown(log)}。`, `The window has ended unexpectedly; ${shown(log)} says more.\n${readFileSync(log, 'utf8').slice(-2_000)}`)
}
