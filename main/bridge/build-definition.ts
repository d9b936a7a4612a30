import { join } from 'node:path'
import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import type { TenderDefinition } from '../../interface/schemas/tender.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { writeFully, writeWhole } from '../container/files.ts'
import type { StoredDefinition } from '../drafts/definitions.ts'
import type { KeyFile } from '../drafts/key-files.ts'
import { buildTender } from '../tender/build.ts'
import { checkedDefinition, previewOf, type Superseded } from '../tender/definition-state.ts'
import { partyWith } from '../tender/read.ts'
import type { BridgeContext } from './context.ts'
import { definitionFolder, supersededBy } from './definition-view.ts'
import { commonWarnings, digest, text, time } from './facts.ts'
import { certificateFacts, type Confirmation } from './keys.ts'
import { tenderBrief, tenderView } from './tender-view.ts'
import { keptTender } from './tenders.ts'
import { reachableStamp, stampedIfPossible } from './timestamping.ts'

function confirmBuild({ workspace }: BridgeContext, definition: TenderDefinition, old: Superseded | null, key: KeyFile, isStamped: boolean): Confirmation {
  const { tender, sealing, platform } = definition
  return {
    act: 'build-tender',
    facts: [
      text('tender', tender.title), text('tender-id', tender.id), text('version', String(old === null ? 0 : old.tender.sequence + 1)),
      text('agency', partyWith(definition, 'procuringEntity').name), text('buyer', partyWith(definition, 'buyer').name),
      text('platform', platform.code), text('origin', platform.origin), text('documents', String(tender.documents.length)),
      ...old === null ? [] : [digest('previous', old.digest)],
      time('deadline', tender.tenderPeriod.endDate), ...sealing.stages.map((each) => time('opening', each.openingTime)),
      ...certificateFacts(key),
    ],
    warnings: [...commonWarnings(workspace, old === null ? undefined : keptTender(workspace, old.digest)), ...isStamped ? [] : ['no-timestamp' as const]],
  }
}

/** Builds, signs and keeps the package of a definition. Refusals: tender-definition, signer-mismatch, cancelled, and what buildTender refuses. */
export async function buildDefinition(context: BridgeContext, stored: StoredDefinition, certificate: string, job: string): Promise<TenderView> {
  const { workspace, keys, jobs, send } = context
  const folder = definitionFolder(workspace, stored.id)
  const old = supersededBy(workspace, stored)
  if (stored.supersedes !== null && old === null) throw new Refusal('tender-unknown', stored.supersedes)
  const definition = await checkedDefinition(stored.json, folder, old)
  const key = workspace.keyFiles.get(certificate)
  const agency = partyWith(definition, 'procuringEntity')
  if (agency.id !== key.holder.id) throw new Refusal('signer-mismatch', `the definition names ${agency.name} as agency`)
  const stamp = await reachableStamp(definition.platform, workspace, send)
  const shown = canonical(await previewOf(definition, folder, old, workspace.context.pool))
  const identity = await keys.confirm(certificate, confirmBuild(context, definition, old, key, stamp !== null))
  const file = join(folder.path, 'tender.json')
  await writeWhole(file, (handle) => writeFully(handle, Buffer.from(JSON.stringify(definition)), 0))
  const supersedes = old === null ? undefined : keptTender(workspace, old.digest).file
  const built = await jobs.run(job, ({ signal }) => workspace.files.withTemporary((out) => stampedIfPossible(stamp, async (each) => {
    const input = { definition: file, documents: join(folder.path, 'documents'), agency: identity, out, supersedes, stamp: each }
    const { tender } = await buildTender(input, workspace.context, { signal })
    // What was confirmed is what leaves: a document that was exchanged meanwhile is found here.
    if (!Buffer.from(canonical(tender)).equals(shown)) throw new Refusal('bad-input', 'the definition was changed while it was being confirmed')
    return workspace.importTender(out, { signal })
  })))
  workspace.definitions.addBuilt(stored.id, { digest: built.digest, sequence: built.tender.sequence })
  workspace.note('tender-built', { digest: built.digest, tender: built.tender.tender.id, sequence: built.tender.sequence })
  return tenderView(tenderBrief(keptTender(workspace, built.digest), workspace.drafts.tenders()), built)
}
