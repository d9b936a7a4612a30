import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import { builtInTrust, readTrust, type TrustStore } from '../certificates/trust.ts'
import { asRefusal } from '../container/files.ts'
import { workspaceFolder } from '../default-folder.ts'
import type { KeyStore } from '../drafts/workspace-key.ts'
import { Workspace } from '../workspace.ts'
import { BridgeClock } from './clock.ts'

export interface Profile { workspace: Workspace, clock: BridgeClock }

/**
 * Whom the window's program trusts: its built-in anchors. SEALBID_TRUST may name a rehearsal's list only, so that nobody's environment adds
 * an authority to the real thing. Refusals: not-practice, bad-input, file-not-found.
 */
async function trustOf({ SEALBID_TRUST: named }: NodeJS.ProcessEnv): Promise<TrustStore> {
  if (named === undefined || named === '') return builtInTrust()
  const file = resolve(named)
  const text = await readFile(file, 'utf8').catch((error: unknown) => { throw asRefusal(error, file) })
  const trust = readTrust(parse(text, file))
  if (trust.profile !== 'practice') throw new Refusal('not-practice', file)
  return trust
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new Refusal('bad-input', file)
  }
}

/**
 * Opens the workspace of the profile that the environment says: SEALBID_WORKSPACE, else the system's folder for data; practice has its own.
 * `keys`: where the workspace key comes from; a private file if absent. Refusals of readTrust and of the workspace.
 */
export async function openProfile(environment: NodeJS.ProcessEnv = process.env, keys?: (folder: string) => KeyStore): Promise<Profile> {
  const trust = await trustOf(environment)
  const folder = workspaceFolder(environment, trust.profile)
  const clock = new BridgeClock()
  const workspace = new Workspace({ folder, trust, now: clock.now, ...(keys === undefined ? {} : { keys: keys(folder) }) })
  clock.restore(workspace.settings, trust.profile)
  return { workspace, clock }
}
