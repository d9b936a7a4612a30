import { openedStage } from './outcome.ts'
import type { OpenedStage } from './outcome.ts'
import type { Control, Stage, Tender } from '../../interface/schemas/tender.ts'
import type { Platform } from '../context.ts'
import type { StoredKey, StoredStage } from '../store/opening-records.ts'
import type { StoredClosing } from '../store/submission-records.ts'
import type { StoredTender } from '../store/tender-records.ts'
import type { StandingBid } from '../submission/status.ts'
import { standingBids } from '../submission/status.ts'
import { tenderOfLot } from '../tender/list.ts'
import type { StageFacts, StagePhase } from './phases.ts'

/** What is known of one stage of a lot. */
export interface StageView {
  stage: Stage
  facts: StageFacts
  /** Bids that must be opened in this stage: those that earlier stages opened. */
  bids: StandingBid[]
  keys: StoredKey[]
  outcome: OpenedStage | null
}

/** What is known of the opening of one lot; read anew for every decision. */
export interface LotView {
  tender: StoredTender
  lot: string
  closing: StoredClosing | undefined
  bids: StandingBid[]
  stages: StageView[]
}

export function viewLot(platform: Platform, id: string, lot: string): LotView {
  const tender = tenderOfLot(platform, id, lot)
  const closing = platform.records.submissions.closing(id, lot)
  // Before the deadline nobody learns whether there are any.
  const bids = closing === undefined ? [] : standingBids(platform, id, lot)
  const stored = new Map(platform.records.opening.stages(id, lot).map((each) => [each.stage, each]))
  const keys = platform.records.opening.keys(id, lot)
  const stages: StageView[] = []
  let expected = bids
  let earlier: number | null = 0
  for (const stage of tender.tender.sealing.stages) {
    const view = viewStage(tender.tender, stage, { row: stored.get(stage.id), closing, earlier, bids: expected, keys })
    stages.push(view)
    const opened = new Set(view.outcome?.bids.filter((each) => each.outcome === 'opened').map((each) => each.bidDigest))
    expected = expected.filter((each) => view.outcome === null || opened.has(each.digest))
    earlier = view.facts.phase === 'announced' ? view.facts.since : null
  }
  return { tender, lot, closing, bids, stages }
}

interface Known { row: StoredStage | undefined, closing: StoredClosing | undefined, earlier: number | null, bids: StandingBid[], keys: StoredKey[] }

function viewStage(tender: Tender, stage: Stage, { row, closing, earlier, bids, keys: all }: Known): StageView {
  const keys = all.filter((each) => each.stage === stage.id)
  const outcome = row?.outcome ? openedStage.parse(JSON.parse(row.outcome)) : null
  const facts: StageFacts = {
    phase: (row?.phase ?? 'waiting') as StagePhase,
    since: row?.since ?? 0,
    control: tender.sealing.control,
    openingTime: Date.parse(stage.openingTime),
    windowMilliseconds: stage.windowMinutes * 60_000,
    remedyMilliseconds: hasRemedy(tender) ? tender.remedy.windowMinutes * 60_000 : null,
    closed: closing?.closed ?? null,
    earlier,
    expected: bids.length,
    released: bids.filter((bid) => isReleased(keys, bid)).length,
    answered: row?.answered ?? null,
    unresolved: bids.filter((bid) => goodKeys(keys, bid, stage, tender.sealing.control) === null).length,
    ready: outcome !== null,
  }
  return { stage, facts, bids, keys, outcome }
}

/** Whether the remedy phase could help: the backup certificate alone can where the bidder's keys are the only ones. */
const hasRemedy = ({ remedy, sealing }: Tender): boolean =>
  remedy.ways.includes('capsule') || (sealing.control === 'bidder' && remedy.ways.includes('backup-certificate'))

export const isReleased = (keys: readonly StoredKey[], bid: StandingBid): boolean =>
  keys.some((each) => each.bid === bid.digest && each.source === 'bidder')

/** For every envelope of the stage the key that keyCheck found good; null where one is missing. A remedy comes before what it mends. */
export function goodKeys(keys: readonly StoredKey[], bid: StandingBid, stage: Stage, control: Control): StoredKey[] | null {
  const sources = control === 'bidder' ? ['remedy', 'bidder'] : ['remedy', 'tenderer']
  const found = stage.envelopes.map((envelope) => sources
    .map((source) => keys.find((each) => each.bid === bid.digest && each.envelope === envelope && each.source === source && each.good === 1))
    .find((each) => each !== undefined))
  return found.every((each) => each !== undefined) ? found : null
}
