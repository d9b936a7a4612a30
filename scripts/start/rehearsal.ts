import { fork, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlatformClient } from '../../interface/client.ts'
import { initPractice } from '../../platform/practice/init.ts'
import { defaultPort } from '../../platform/server.ts'
import type { Children } from './children.ts'
import { shown, type Places } from './places.ts'
import { StartFailure } from './say.ts'

/** Before the enquiry period of the sample tender ends, two weeks before its deadline. */
export const beginning = '2026-12-08T09:00:00+08:00'

/** Only a new folder or that of a rehearsal is written to, and not by two at once: two platforms on one folder would write over each other. */
export async function checkFolder(places: Places): Promise<void> {
  const { folder, pki } = places
  if (!existsSync(pki) && existsSync(folder) && readdirSync(folder).length > 0) {
    throw new StartFailure(`${folder} 不是空文件夹，也不是演练文件夹。请用 --dir 指定另一个文件夹。`, `${folder} is neither empty nor a rehearsal. Name another folder with --dir.`)
  }
  const origin = lastOrigin(places)?.origin
  const answer = origin === undefined ? undefined : await new PlatformClient(origin).clock().catch(() => undefined)
  if (answer === undefined) return
  throw new StartFailure(`这个演练已在运行（${origin}）。请先关闭它，或用 --dir 指定另一个文件夹。`, `This rehearsal is running already (${origin}). Close it first, or name another folder with --dir.`)
}

/** Makes the folder, with a practice authority of its own. Answers false where it was there already. */
export async function preparePractice({ pki, logs }: Places): Promise<boolean> {
  mkdirSync(logs, { recursive: true, mode: 0o700 })
  if (existsSync(join(pki, 'ca.pem'))) return false
  await initPractice(pki)
  return true
}

/** Address of the platform when it ran last; undefined for a new rehearsal. */
function lastOrigin({ state }: Places): URL | undefined {
  if (!existsSync(state)) return undefined
  const { origin } = JSON.parse(readFileSync(state, 'utf8')) as { origin: string }
  return new URL(origin)
}

/**
 * Starts the platform, at the address it had before where that is free: platforms that the person added keep theirs. Its clock goes on where
 * it stood.
 */
export async function startPlatform(places: Places, children: Children): Promise<{ origin: string, child: ChildProcess }> {
  const wanted = Number(lastOrigin(places)?.port ?? defaultPort)
  const started = await run(places, children, wanted) ?? await run(places, children, 0)
  if (started === undefined) throw new StartFailure('演练平台未能启动。', 'The rehearsal platform did not start.')
  writeFileSync(places.state, `${JSON.stringify({ origin: started.origin })}\n`)
  return started
}

/** Undefined where the port is taken. */
async function run({ pki, folder, logs }: Places, children: Children, port: number): Promise<{ origin: string, child: ChildProcess } | undefined> {
  const log = join(logs, 'platform.log')
  const errors = openSync(log, 'w', 0o600)
  const child = fork(join(import.meta.dirname, 'platform.ts'), [pki, folder, String(port), beginning], { stdio: ['ignore', 'ignore', errors, 'ipc'] })
  closeSync(errors)
  children.add(child, () => { if (child.connected) child.disconnect() })
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ origin: (message as { origin: string }).origin, child }))
    child.once('error', reject)
    child.once('exit', (code) => {
      if (code === 3) return resolve(undefined)
      reject(new StartFailure(`演练平台未能启动，原因见 ${shown(log)}。`, `The rehearsal platform did not start; ${shown(log)} says why.`))
    })
  })
}
