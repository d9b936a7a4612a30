import { createHash } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import type { z } from 'zod'
import type { recordMessage, ReleaseMessage, RemedyMessage, signInMessage, TendererMessage } from '../../interface/schemas/messages.ts'
import type { Platform, Session } from '../context.ts'
import { readEnveloped } from '../judge/enveloped.ts'
import { tendererOf } from '../judge/tender.ts'
import type { StoredKey } from '../store/opening-records.ts'
import type { StandingBid } from '../submission/status.ts'
import type { LotView, StageView } from './facts.ts'
import { goodKeys, isReleased, viewLot } from './facts.ts'
import { openKey } from './keys.ts'
import { mayActAs, stageInPhase } from './state.ts'

export type SignInMessage = z.infer<typeof signInMessage>
type OpeningMessage = SignInMessage | ReleaseMessage | TendererMessage | RemedyMessage | z.infer<typeof recordMessage>

/** The change that an accepted message makes, to be committed together with the message. */
export type Change = () => void

/** What every message of an opening names: tender in force, lot, closing root. */
export function openingOf(platform: Platform, id: string, lot: string, message: OpeningMessage): LotView {
  const view = viewLot(platform, id, lot)
  if (message.tender !== id || message.lot !== lot || message.tenderDigest !== view.tender.digest) {
    throw new Refusal('message-invalid', 'the message names another tender, version or lot')
  }
  if (view.closing === undefined) throw new Refusal('not-yet', 'the deadline has not passed')
  if (message.closingRoot !== view.closing.root) throw new Refusal('message-invalid', 'closingRoot')
  return view
}

export function signIn(platform: Platform, view: LotView, message: SignInMessage, session: Session): Change {
  if (!mayActAs(view, message.role, session)) throw new Refusal('not-permitted', `sign-in as ${message.role}`)
  if (view.stages.every((each) => each.facts.phase === 'announced')) throw new Refusal('too-late')
  const { id } = view.tender
  return () => platform.records.opening.addSignIn(id, view.lot, {
    role: message.role, holder: session.id, name: session.name, at: platform.clock.milliseconds(),
  })
}

/** The bidder's keys for all envelopes of a stage. With `control: bidder` they are judged at once, else when the tenderer has opened its layer. */
export async function release(platform: Platform, view: LotView, message: ReleaseMessage, session: Session): Promise<Change> {
  const bid = ownBid(view, message.bidDigest, session)
  const stage = stageInPhase(view, message.stage, 'releasing')
  checkTakesPart(stage, bid)
  checkEnvelopes(stage, message.keys)
  if (isReleased(stage.keys, bid)) throw new Refusal('already-exists', 'the keys were released')
  const keys: StoredKey[] = []
  for (const { envelope, payload } of message.keys) {
    const bytes = Buffer.from(payload, 'base64')
    readEnveloped(bytes)
    const stated = bid.bid.envelopes.find((each) => each.id === envelope)?.tendererLayer
    // Only what was sealed for this tender reaches the tenderer; a slip can still be mended inside the window.
    if (stated !== null && createHash('sha256').update(bytes).digest('hex') !== stated) throw new Refusal('key-check-mismatch', `${envelope}: not the layer that was sealed`)
    const isJudged = view.tender.tender.sealing.control === 'bidder'
    if (isJudged && await openKey(platform, bid, envelope, bytes) === null) throw new Refusal('key-check-mismatch', envelope)
    keys.push({ stage: stage.stage.id, bid: bid.digest, envelope, source: 'bidder', payload: bytes, good: isJudged ? 1 : null, reason: null })
  }
  return storing(platform, view, stage, 'releasing', keys)
}

/** The tenderer's answer for every released layer, once; each key is judged by keyCheck, a bad one is left to the remedy. */
export async function tendererRelease(platform: Platform, view: LotView, message: TendererMessage, session: Session): Promise<Change> {
  if (session.id !== tendererOf(view.tender.tender)) throw new Refusal('not-permitted', 'only the tenderer opens the inner layers')
  const stage = stageInPhase(view, message.stage, 'tenderer')
  const wanted = stage.bids.filter((bid) => isReleased(stage.keys, bid)).flatMap((bid) => stage.stage.envelopes.map((each) => `${bid.digest} ${each}`))
  const given = message.keys.map((each) => `${each.bidDigest} ${each.envelope}`)
  if (given.length !== wanted.length || !wanted.every((each) => given.includes(each))) {
    throw new Refusal('message-invalid', 'one answer for every inner layer is wanted')
  }
  const keys: StoredKey[] = []
  for (const { bidDigest, envelope, payload, reason } of message.keys) {
    const bid = stage.bids.find((each) => each.digest === bidDigest)
    if (bid === undefined) throw new Refusal('message-invalid', bidDigest)
    const bytes = payload === null ? null : Buffer.from(payload, 'base64')
    const isGood = bytes !== null && await openKey(platform, bid, envelope, bytes) !== null
    keys.push({
      stage: stage.stage.id, bid: bidDigest, envelope, source: 'tenderer', payload: bytes, good: isGood ? 1 : 0,
      reason: isGood ? null : (bytes === null ? `tenderer: ${reason ?? 'not opened'}` : 'key-check-mismatch'),
    })
  }
  const change = storing(platform, view, stage, 'tenderer', keys)
  return () => {
    change()
    platform.records.opening.setAnswered(view.tender.id, view.lot, stage.stage.id, platform.clock.milliseconds())
  }
}

/** Keys by an agreed way (art. 29), judged at once: key ‖ salt to the platform's opening certificate. */
export async function remedy(platform: Platform, view: LotView, message: RemedyMessage, session: Session): Promise<Change> {
  const { ways } = view.tender.tender.remedy
  const isUsable = message.way === 'capsule' || (message.way === 'backup-certificate' && view.tender.tender.sealing.control === 'bidder')
  if (!ways.includes(message.way) || !isUsable) throw new Refusal('remedy-not-agreed', message.way)
  const bid = ownBid(view, message.bidDigest, session)
  const stage = stageInPhase(view, message.stage, 'remedying')
  checkTakesPart(stage, bid)
  checkEnvelopes(stage, message.keys)
  if (goodKeys(stage.keys, bid, stage.stage, stage.facts.control) !== null) throw new Refusal('already-exists', 'the keys are good')
  const keys: StoredKey[] = []
  for (const { envelope, payload } of message.keys) {
    const bytes = Buffer.from(payload, 'base64')
    if (await openKey(platform, bid, envelope, bytes) === null) throw new Refusal('key-check-mismatch', envelope)
    keys.push({ stage: stage.stage.id, bid: bid.digest, envelope, source: 'remedy', payload: bytes, good: 1, reason: message.way })
  }
  return storing(platform, view, stage, 'remedying', keys)
}

/** Judging takes time: at the moment of the change the phase must still be the same, and nobody else may have been first. */
function storing(platform: Platform, view: LotView, { stage, keys: before }: StageView, phase: 'releasing' | 'tenderer' | 'remedying', keys: StoredKey[]): Change {
  return () => {
    const now = stageInPhase(viewLot(platform, view.tender.id, view.lot), stage.id, phase)
    const isSame = (a: StoredKey, b: StoredKey): boolean => a.bid === b.bid && a.envelope === b.envelope && a.source === b.source
    const isNew = (each: StoredKey): boolean => !before.some((known) => isSame(known, each))
    if (now.keys.some((each) => isNew(each) && keys.some((mine) => isSame(mine, each)))) throw new Refusal('already-exists')
    for (const key of keys) platform.records.opening.setKey(view.tender.id, view.lot, key)
  }
}

function ownBid(view: LotView, digest: string, session: Session): StandingBid {
  const bid = view.bids.find((each) => each.holder === session.id)
  if (bid === undefined) throw new Refusal('not-submitted')
  if (bid.digest !== digest) throw new Refusal('message-invalid', 'not the bid that stands')
  return bid
}

function checkTakesPart(stage: StageView, bid: StandingBid): void {
  if (!stage.bids.some((each) => each.digest === bid.digest)) throw new Refusal('not-permitted', 'the bid was not opened in an earlier stage')
}

function checkEnvelopes({ stage }: StageView, keys: readonly { envelope: string }[]): void {
  const given = keys.map((each) => each.envelope)
  if (given.length !== stage.envelopes.length || !stage.envelopes.every((each) => given.includes(each))) {
    throw new Refusal('message-invalid', `the envelopes of this stage are ${stage.envelopes.join(', ')}`)
  }
}
