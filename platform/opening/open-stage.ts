import type { Response } from '../../interface/schemas/bid.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import { timeText } from '../clock.ts'
import type { Platform } from '../context.ts'
import type { StoredKey } from '../store/opening-records.ts'
import type { StandingBid } from '../submission/status.ts'
import type { StageView } from './facts.ts'
import { goodKeys, isReleased } from './facts.ts'
import { openKey } from './keys.ts'
import { openEnvelope } from './open-envelope.ts'
import type { OpenedBid, OpenedStage } from './outcome.ts'

/** Opens all bids of a stage whose keys are decided, price first or last as the tender lists the envelopes; one announcement comes out. */
export async function openStage(platform: Platform, tender: Tender, view: StageView): Promise<OpenedStage> {
  const bids: OpenedBid[] = []
  for (const bid of view.bids) bids.push(await openBid(platform, tender, view, bid))
  const { id, envelopes, openingTime } = view.stage
  return { id, envelopes, openingTime, announcedAt: timeText(platform.clock.milliseconds()), bids }
}

async function openBid(platform: Platform, tender: Tender, view: StageView, bid: StandingBid): Promise<OpenedBid> {
  const common = { bidder: { id: bid.holder, name: bid.name }, bidDigest: bid.digest, receiptDigest: bid.receipt }
  const keys = goodKeys(view.keys, bid, view.stage, tender.sealing.control)
  if (keys === null) return { ...common, ...unopened(tender, view, bid), envelopes: checked(view, bid), announced: [] }
  const remedy = keys.some((each) => each.source === 'remedy') ? { remedy: remedyOf(keys) } : {}
  const envelopes: OpenedBid['envelopes'] = []
  const announced: OpenedBid['announced'] = []
  const reasons: string[] = []
  for (const key of keys) {
    const secret = key.payload === null ? null : await openKey(platform, bid, key.envelope, key.payload)
    const opened = secret === null
      ? { commitment: null, response: null, reason: 'key-check-mismatch' }
      : await openEnvelope(platform, bid, key.envelope, secret)
    envelopes.push({ id: key.envelope, keyCheck: secret !== null, commitment: opened.commitment })
    if (opened.response === null) reasons.push(`${key.envelope}: ${opened.reason ?? ''}`)
    else announced.push(...readOut(tender, opened.response))
  }
  if (reasons.length > 0) return { ...common, ...remedy, outcome: 'rejected', reason: oneLine(reasons.join('; ')), envelopes, announced: [] }
  return { ...common, ...remedy, outcome: 'opened', envelopes, announced }
}

/**
 * Whose fault it is that a bid was not opened (art. 31). Revoked (撤销): not released, or its key does not fit and the bidder did not use the
 * capsule that was agreed. Withdrawn (撤回): the tenderer never answered, or could not open its layer where no capsule was agreed.
 */
function unopened(tender: Tender, view: StageView, bid: StandingBid): Pick<OpenedBid, 'outcome' | 'reason'> {
  if (!isReleased(view.keys, bid)) return { outcome: 'revoked', reason: 'not released within the window' }
  if (tender.sealing.control === 'bidder+tenderer') {
    if (view.facts.answered === null) return { outcome: 'withdrawn', reason: 'the tenderer did not answer' }
    if (!tender.remedy.ways.includes('capsule')) return { outcome: 'withdrawn', reason: 'the tenderer could not open its layer and no capsule was agreed' }
  }
  return { outcome: 'revoked', reason: 'the released key does not fit and was not remedied' }
}

const checked = (view: StageView, bid: StandingBid): OpenedBid['envelopes'] => view.stage.envelopes.map((id) => ({
  id, keyCheck: view.keys.some((each) => each.bid === bid.digest && each.envelope === id && each.good === 1), commitment: null,
}))

/** The way is kept as the reason of a key that came by remedy. */
const remedyOf = (keys: readonly StoredKey[]): 'capsule' | 'backup-certificate' =>
  (keys.some((each) => each.source === 'remedy' && each.reason === 'backup-certificate') ? 'backup-certificate' : 'capsule')

/** What is read out (唱标): the fields that the tender marks, in its order, as the bidder wrote them. */
function readOut(tender: Tender, response: Response): OpenedBid['announced'] {
  return tender.response.sections.filter((each) => each.envelope === response.envelope).flatMap((section) => {
    const answer = response.sections[section.id]
    if (answer === undefined || !('form' in answer)) return []
    const fields = (section.form?.fields ?? []).filter((each) => each.announce === true)
    return fields.flatMap((field) => {
      const value = answer.form[field.id]
      return value === undefined ? [] : [{ section: section.id, field: field.id, title: field.title, value: String(value) }]
    })
  })
}

// oxlint-disable-next-line no-control-regex -- a record holds none
const oneLine = (text: string): string => text.replaceAll(/[\u0000-\u001f\u007f]/g, ' ').slice(0, 400)
