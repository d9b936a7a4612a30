import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import type { OpeningRecord } from '../../interface/schemas/opening.ts'
import type { RemedyWay, Tender } from '../../interface/schemas/tender.ts'
import type { ReleaseInput } from '../../interface/trusted-side.ts'
import type { InnerLayers } from '../../interface/schemas/opening.ts'
import type { Signable } from '../../preload/contract/platforms.ts'
import type { Fact } from '../../preload/prompt-contract.ts'
import { hexDigest } from '../crypto/algorithms.ts'
import type { ImportedTender } from '../drafts/tenders.ts'
import { readOwnBid } from '../opening/preconditions.ts'
import { partyWith } from '../tender/read.ts'
import type { Workspace } from '../workspace.ts'
import { namedTender } from './confirm-submission.ts'
import { lockedIdentity, placeKey, type Connection } from './connection-store.ts'
import { commonWarnings, digest, platformFacts, tenderFacts, text } from './facts.ts'
import { certificateFacts, type Confirmation } from './keys.ts'
import { keptTender } from './tenders.ts'

/** Confirmations of the opening. What can be refused without a key is refused before a person is asked. */

const common = (kept: ImportedTender, lot: string, connection: Connection): Fact[] =>
  [...tenderFacts(kept, lot), ...platformFacts(connection.platform), ...certificateFacts(connection.certificate)]

/** Refusal('not-permitted'). */
function checkRole(tender: Tender, role: 'buyer' | 'procuringEntity', { certificate }: Connection): void {
  const party = partyWith(tender, role)
  if (party.id !== certificate.holder.id) throw new Refusal('not-permitted', `${role}: ${party.name}`)
}

const hasRole = ({ parties }: Tender, id: string, role: 'buyer' | 'procuringEntity'): boolean =>
  parties.some((each) => each.id === id && each.roles.includes(role))

/** Only under a closing statement that main has verified in this connection. Refusals: message-invalid, tender-unknown, platform-mismatch. */
export function confirmSignIn(workspace: Workspace, draft: Extract<Signable, { type: 'sign-in' }>, connection: Connection): Confirmation {
  const kept = namedTender(workspace, draft, connection)
  const verified = connection.closings.get(placeKey(draft.tenderDigest, draft.lot))
  if (verified !== draft.closingRoot) throw new Refusal('message-invalid', 'the closing statement was not verified here')
  const { id } = connection.certificate.holder
  const fits = draft.role === 'tenderer' ? hasRole(kept.tender, id, 'buyer') : draft.role === 'agency' ? hasRole(kept.tender, id, 'procuringEntity') : true
  if (!fits) throw new Refusal('not-permitted', draft.role)
  return { act: 'sign-in', facts: [...common(kept, draft.lot, connection), text('role', draft.role)], warnings: commonWarnings(workspace, kept) }
}

/** Refusals: bad-input, not-yet. The authority's time is asked when it is signed. */
function checkStage({ sealing }: Tender, stage: string, now: Date): void {
  const found = sealing.stages.find((each) => each.id === stage)
  if (found === undefined) throw new Refusal('bad-input', `there is no stage ${stage}`)
  if (now.getTime() < Date.parse(found.openingTime)) throw new Refusal('not-yet', `${stage} opens at ${found.openingTime}`)
}

function placedTender(workspace: Workspace, { tenderDigest, lot }: { tenderDigest: string, lot: string }, connection: Connection): ImportedTender {
  const { tender } = keptTender(workspace, tenderDigest).tender
  return namedTender(workspace, { tender: tender.id, tenderDigest, lot }, connection)
}

/** A release, or a remedy with `way`. The header must be what this very holder signed. Refusals: signer-mismatch, digest-mismatch, not-yet, … */
export function confirmRelease(workspace: Workspace, input: ReleaseInput, connection: Connection, way: RemedyWay | null): Confirmation {
  const { tenderDigest, lot, stage, header } = input
  const kept = placedTender(workspace, input, connection)
  checkStage(kept.tender, stage, workspace.context.now())
  const { platform, certificate } = connection
  const { bid } = readOwnBid(header, tenderDigest, lot, {
    platform, identity: lockedIdentity(certificate), trust: workspace.context, timestamps: () => { throw new Refusal('timestamp-unavailable') },
  })
  return {
    act: way === null ? 'release' : 'remedy',
    facts: [
      ...common(kept, lot, connection), text('stage', stage), text('bidder', bid.bidder.name), digest('digest', header.bidDigest),
      ...way === null ? [] : [text('way', way)],
    ],
    warnings: [...commonWarnings(workspace, kept), 'irrevocable'],
  }
}

/** Refusals: not-permitted, not-yet, … */
export function confirmTendererRelease(
  workspace: Workspace, input: { tenderDigest: string, lot: string, layers: InnerLayers }, connection: Connection,
): Confirmation {
  const kept = placedTender(workspace, input, connection)
  checkRole(kept.tender, 'buyer', connection)
  checkStage(kept.tender, input.layers.stage, workspace.context.now())
  return {
    act: 'tenderer-release',
    facts: [...common(kept, input.lot, connection), text('stage', input.layers.stage), text('bids', String(input.layers.bids.length))],
    warnings: [...commonWarnings(workspace, kept), 'irrevocable'],
  }
}

/** Refusals: not-permitted, message-invalid, … */
export function confirmRecord(workspace: Workspace, announcement: OpeningRecord, connection: Connection): Confirmation {
  const kept = namedTender(workspace, announcement, connection)
  checkRole(kept.tender, 'procuringEntity', connection)
  const bids = new Set(announcement.stages.flatMap((stage) => stage.bids.map((each) => each.bidDigest)))
  return {
    act: 'record',
    facts: [
      ...common(kept, announcement.lot, connection), ...announcement.stages.map((each) => text('stage', each.id)),
      text('bids', String(bids.size)), digest('digest', hexDigest(canonical(announcement))),
    ],
    warnings: commonWarnings(workspace, kept),
  }
}
