import { stat } from 'node:fs/promises'
import { Refusal } from '../../interface/errors.ts'
import type { Signable } from '../../preload/contract/platforms.ts'
import { asRefusal } from '../container/files.ts'
import { partyWith } from '../tender/read.ts'
import type { Workspace } from '../workspace.ts'
import { namedTender } from './confirm-submission.ts'
import type { Connection } from './connection-store.ts'
import { bytes, commonWarnings, digest, partyFacts, platformFacts, tenderFacts, text, time } from './facts.ts'
import { certificateFacts, type Confirmation } from './keys.ts'

type Publication = Extract<Signable, { type: 'publish' }>

/** Holds a publication against the package in the workspace. Refusals: tender-unknown, message-invalid, platform-mismatch, not-permitted. */
export async function confirmPublication(workspace: Workspace, draft: Publication, connection: Connection): Promise<Confirmation> {
  const kept = namedTender(workspace, draft, connection)
  const { size } = await stat(kept.file).catch((error: unknown) => { throw asRefusal(error, kept.file) })
  if (size !== draft.size) throw new Refusal('message-invalid', `the package has ${size} bytes, the message says ${draft.size}`)
  const agency = partyWith(kept.tender, 'procuringEntity')
  if (agency.id !== connection.certificate.holder.id) throw new Refusal('not-permitted', `procuringEntity (招标代理): ${agency.name}`)
  const { tender, sealing } = kept.tender
  return {
    act: 'publish',
    facts: [
      ...tenderFacts(kept), ...partyFacts(kept), ...platformFacts(connection.platform),
      digest('digest', kept.digest), bytes('size', size), text('documents', String(tender.documents.length)),
      time('deadline', tender.tenderPeriod.endDate), ...sealing.stages.map((each) => time('opening', each.openingTime)),
      ...certificateFacts(connection.certificate),
    ],
    warnings: commonWarnings(workspace, kept),
  }
}
