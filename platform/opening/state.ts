import { Refusal } from '../../interface/errors.ts'
import type { InnerLayers, OpeningState, Phase } from '../../interface/schemas/opening.ts'
import { timeText } from '../clock.ts'
import type { Platform, Session } from '../context.ts'
import { agencyOf, tendererOf } from '../judge/tender.ts'
import { signedBidOf } from '../submission/status.ts'
import { deadlineOf } from '../tender/list.ts'
import type { LotView, StageView } from './facts.ts'
import { goodKeys, isReleased, viewLot } from './facts.ts'
import { phaseEnd } from './phases.ts'

/** State of the opening of a lot; `own` only for a caller whose bid takes part. */
export function openingStateOf(platform: Platform, id: string, lot: string, session: Session | undefined): OpeningState {
  const view = viewLot(platform, id, lot)
  const { tender, closing } = view
  return {
    tender: id, tenderDigest: tender.digest, lot, control: tender.tender.sealing.control, now: timeText(platform.clock.milliseconds()),
    deadline: timeText(deadlineOf(tender)), closing: closing?.digest ?? null, closingRoot: closing?.root ?? null,
    signedIn: platform.records.opening.signIns(id, lot)
      .map(({ role, holder, name, at }) => ({ role, party: { id: holder, name }, at: timeText(at) })),
    stages: view.stages.map(stageState),
    own: session === undefined ? null : ownState(view, session),
    recorded: platform.records.opening.record(id, lot) !== undefined,
  }
}

function stageState({ stage, facts }: StageView): OpeningState['stages'][number] {
  const end = phaseEnd(facts)
  return {
    id: stage.id, envelopes: stage.envelopes, phase: shownPhase(facts), openingTime: stage.openingTime,
    endsAt: end === null ? null : timeText(end), released: facts.released, expected: facts.expected,
  }
}

/** While the platform opens the bids, the phase before it is shown, with no end: nobody can do anything in it any more. */
function shownPhase({ phase, control, released, unresolved, remedyMilliseconds }: StageView['facts']): Phase {
  if (phase !== 'opening') return phase
  if (unresolved > 0 && remedyMilliseconds !== null) return 'remedying'
  return control === 'bidder+tenderer' && released > 0 ? 'tenderer' : 'releasing'
}

function ownState(view: LotView, session: Session): OpeningState['own'] {
  const bid = view.bids.find((each) => each.holder === session.id)
  if (bid === undefined) return null
  return {
    bidDigest: bid.digest, receiptDigest: bid.receipt,
    stages: view.stages.map((each) => ({ stage: each.stage.id, ...ownStage(each, bid.digest) })),
  }
}

type OwnStage = Omit<NonNullable<OpeningState['own']>['stages'][number], 'stage'>

function ownStage({ stage, facts, bids, keys, outcome }: StageView, digest: string): OwnStage {
  const bid = bids.find((each) => each.digest === digest)
  if (bid === undefined) return { state: 'failed', reason: 'not opened in an earlier stage' }
  if (facts.phase === 'announced') {
    const opened = outcome?.bids.find((each) => each.bidDigest === digest)
    if (opened?.outcome === 'opened') return { state: 'opened' }
    return { state: 'failed', reason: opened?.reason ?? opened?.outcome ?? 'failed' }
  }
  const good = goodKeys(keys, bid, stage, facts.control)
  if (good?.some((each) => each.source === 'remedy')) return { state: 'remedied' }
  const bad = keys.find((each) => each.bid === digest && each.good === 0)
  if (good === null && bad !== undefined) return { state: 'failed', reason: bad.reason ?? 'key-check-mismatch' }
  return { state: isReleased(keys, bid) ? 'released' : 'expected' }
}

/** The stage a message names, in the phase it needs; too early `not-yet`, too late `too-late`. */
export function stageInPhase(view: LotView, id: string, phase: Phase): StageView {
  const stage = view.stages.find((each) => each.stage.id === id)
  if (stage === undefined) throw new Refusal('message-invalid', `there is no stage ${id}`)
  const order = ['waiting', 'releasing', 'tenderer', 'remedying', 'opening', 'announced']
  const [now, wanted] = [order.indexOf(stage.facts.phase), order.indexOf(phase)]
  if (now < wanted) throw new Refusal('not-yet', `stage ${id} is in phase ${stage.facts.phase}`)
  if (now > wanted) throw new Refusal('too-late', `stage ${id} is in phase ${stage.facts.phase}`)
  return stage
}

/** Inner key envelopes of all released bids, for the tenderer once the bidders' window is over. */
export async function innerLayersOf(platform: Platform, id: string, lot: string, stageId: string, session: Session): Promise<InnerLayers> {
  const view = viewLot(platform, id, lot)
  if (session.id !== tendererOf(view.tender.tender)) throw new Refusal('not-permitted', 'only the tenderer gets the inner layers')
  const { stage, bids, keys } = stageInPhase(view, stageId, 'tenderer')
  const layers = bids.flatMap((bid) => keys
    .filter((each) => each.bid === bid.digest && each.source === 'bidder' && each.payload !== null)
    .map((each) => ({ bidDigest: bid.digest, envelope: each.envelope, payload: each.payload?.toString('base64') ?? '' })))
  const released = bids.filter((bid) => layers.some((each) => each.bidDigest === bid.digest))
  return { stage: stage.id, bids: await Promise.all(released.map((bid) => signedBidOf(platform, bid.digest))), layers }
}

/** In which role a party may sign in at this opening. */
export function mayActAs(view: LotView, role: 'bidder' | 'tenderer' | 'agency', session: Session): boolean {
  switch (role) {
    case 'agency': return agencyOf(view.tender.tender) === session.id
    case 'tenderer': return tendererOf(view.tender.tender) === session.id
    case 'bidder': return view.bids.some((each) => each.holder === session.id)
    default: return role satisfies never
  }
}
