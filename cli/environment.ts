import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { requestTimestampOver } from '../interface/client.ts'
import { readTimestamp, requestTimestamp, type TimestampTransport } from '../main/certificates/timestamp.ts'
import { builtInTrust, readTrust, type TrustStore } from '../main/certificates/trust.ts'
import type { TrustContext } from '../main/container/verify.ts'
import type { Signing } from '../main/container/write.ts'
import { defaultFolder } from '../main/default-folder.ts'
import { readJson } from '../main/tender/build.ts'
import { WorkerPool } from '../main/work/pool.ts'
import { Workspace } from '../main/workspace.ts'
import { fromHere, type Invocation } from './command.ts'

/** What a call works with: whom it trusts and where it keeps things. */

/** `--trust`, else SEALBID_TRUST, else the built-in anchors (which refuse practice). Refusals: file-not-found, bad-input. */
export async function trustOf(invocation: Invocation): Promise<TrustStore> {
  const file = invocation.optionalPath('trust') ?? (process.env.SEALBID_TRUST === undefined ? undefined : fromHere(process.env.SEALBID_TRUST))
  return file === undefined ? builtInTrust() : readTrust(await readJson(file))
}

/** `--workspace`, else SEALBID_WORKSPACE, else the folder for application data; practice has a workspace of its own. */
function workspaceFolder(invocation: Invocation, trust: TrustStore): string {
  const named = invocation.optionalPath('workspace') ?? (process.env.SEALBID_WORKSPACE === undefined ? undefined : fromHere(process.env.SEALBID_WORKSPACE))
  return named ?? join(defaultFolder(), trust.profile)
}

const transportTo = (authority: string): TimestampTransport => (body) => requestTimestampOver(fetch, authority, body)

/**
 * This machine's clock; in a rehearsal that names an authority the authority's, so that what is signed and what is stamped are of one time
 * (docs/decisions/0009-rehearsal-time.md).
 */
async function clockOf(invocation: Invocation, { profile }: TrustStore): Promise<() => Date> {
  const authority = invocation.optional('timestamp')
  if (profile !== 'practice' || authority === undefined) return () => new Date()
  const { time } = readTimestamp(await requestTimestamp(randomBytes(32), transportTo(authority)))
  const offset = time.getTime() - Date.now()
  return () => new Date(Date.now() + offset)
}

/** Runs with the workspace open. `now`: the platform's time, in a rehearsal. */
export async function withWorkspace<T>(invocation: Invocation, work: (workspace: Workspace) => Promise<T>, now?: () => Date): Promise<T> {
  const trust = await trustOf(invocation)
  const clock = now ?? await clockOf(invocation, trust)
  const workspace = new Workspace({ folder: workspaceFolder(invocation, trust), trust, now: clock })
  try {
    return await work(workspace)
  } finally {
    await workspace.close()
  }
}

/** Runs with nothing but the trust list: reading and judging files needs no workspace. */
export async function withTrust<T>(invocation: Invocation, work: (context: TrustContext) => Promise<T>): Promise<T> {
  const pool = new WorkerPool()
  try {
    const trust = await trustOf(invocation)
    return await work({ trust, pool, now: await clockOf(invocation, trust) })
  } finally {
    await pool.close()
  }
}

/** `--timestamp URL`: signatures get a timestamp (CAdES-T) from this authority; without it they are baseline B. */
export function stampOf(invocation: Invocation): Signing['stamp'] {
  const authority = invocation.optional('timestamp')
  return authority === undefined ? undefined : (signature) => requestTimestamp(signature, transportTo(authority))
}
