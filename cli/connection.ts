import { mkdtemp, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PlatformClient } from '../interface/client.ts'
import { Refusal } from '../interface/errors.ts'
import { logIn, type Parties } from '../interface/flows.ts'
import type { TenderSummary } from '../interface/schemas/platform.ts'
import type { SliceSource } from '../interface/upload.ts'
import type { Identity } from '../main/certificates/pkcs12.ts'
import { fileSource } from '../main/container/source.ts'
import { acceptPlatform, type CertifiedPlatform } from '../main/opening/certified.ts'
import type { TenderPackage } from '../main/tender/read.ts'
import type { Workspace } from '../main/workspace.ts'
import type { Invocation } from './command.ts'
import { trustOf, withWorkspace } from './environment.ts'
import { openKeyFile } from './identity.ts'

/** A session with a certified platform. */
export interface Connection extends Parties {
  platform: CertifiedPlatform
  identity: Identity
  workspace: Workspace
}

/** In a rehearsal the platform's clock is everybody's; otherwise this machine's own. */
async function clockOf(client: PlatformClient, isPractice: boolean): Promise<() => Date> {
  if (!isPractice) return () => new Date()
  const before = Date.now()
  const { time } = await client.clock()
  const offset = Date.parse(time) - (before + Date.now()) / 2
  return () => new Date(Date.now() + offset)
}

/** Accepts the platform, logs in and runs. Refusals: platform-unreachable, platform-uncertified, password-…, … */
export async function withConnection<T>(invocation: Invocation, work: (connection: Connection) => Promise<T>): Promise<T> {
  const client = new PlatformClient(invocation.required('platform'), { signal: invocation.signal })
  const identity = await openKeyFile(invocation)
  const trust = await trustOf(invocation)
  const now = await clockOf(client, trust.profile === 'practice')
  return withWorkspace(invocation, async (workspace) => {
    const platform = await acceptPlatform(await client.descriptor(), await client.certification(), client.origin, workspace.context)
    const timestamps = (body: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => client.timestamp(platform.descriptor.timestampAuthority, body)
    const side = workspace.trustedSide({ platform, identity, timestamps })
    const connection = { client, side, platform, identity, workspace }
    await logIn(connection)
    return work(connection)
  }, now)
}

/** A file by ranges. Close it. */
export async function sliceFile(file: string): Promise<SliceSource & { close(): Promise<void> }> {
  const source = await fileSource(file)
  return { size: source.size, slice: (start, end) => source.read(start, end - start), close: () => source.close() }
}

/** The version in force, downloaded into the workspace if it is not there, and judged. Refusals: tender-unknown, digest-mismatch, … */
export async function tenderInForce({ client, workspace }: Pick<Connection, 'client' | 'workspace'>, id: string): Promise<TenderPackage> {
  const summary = await client.tender(id)
  if (workspace.drafts.tender(summary.digest) !== undefined) return workspace.tender(summary.digest)
  return download(client, workspace, summary)
}

async function download(client: PlatformClient, workspace: Workspace, { id, digest, size }: TenderSummary): Promise<TenderPackage> {
  const folder = await mkdtemp(join(workspace.folder, 'download-'))
  const file = join(folder, `${digest}.etender`)
  try {
    const handle = await open(file, 'wx', 0o600)
    try {
      let received = 0
      for await (const chunk of await client.package(id, digest)) {
        received += chunk.length
        if (received > size) throw new Refusal('platform-answer', 'the package is larger than the platform says')
        await handle.appendFile(chunk)
      }
    } finally {
      await handle.close()
    }
    const tender = await workspace.importTender(file)
    if (tender.digest !== digest || tender.tender.tender.id !== id) throw new Refusal('digest-mismatch', 'the package is not the one that the platform names')
    return await workspace.tender(digest)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The lot that is meant: named, or the only one. Refusal('bad-input'). */
export function lotOf(tender: TenderPackage, named: string | undefined): string {
  const lots = tender.tender.tender.lots.map((each) => each.id)
  const [only, ...more] = lots
  const lot = named ?? (more.length === 0 ? only : undefined)
  if (lot === undefined || !lots.includes(lot)) throw new Refusal('bad-input', `--lot: one of ${lots.join(', ')}`)
  return lot
}
