import { setTimeout as wait } from 'node:timers/promises'
import { canonical } from '../../interface/canonical.ts'
import type { OpeningRecord } from '../../interface/schemas/opening.ts'
import { timeText } from '../clock.ts'
import type { Platform } from '../context.ts'
import { closeDue } from '../submission/closing.ts'
import type { LotView } from './facts.ts'
import { viewLot } from './facts.ts'
import { openStage } from './open-stage.ts'
import { nextPhase } from './phases.ts'

/** Moves closings and openings on: every second, and before every answer about them. */
export class Conductor {
  readonly #platform: Platform
  readonly #report: (error: unknown) => void
  #turn: Promise<void> = Promise.resolve()
  /** Bids are opened beside the turns, which go on meanwhile. */
  readonly #work = new Map<string, Promise<void>>()

  constructor(platform: Platform, report: (error: unknown) => void) {
    this.#platform = platform
    this.#report = report
  }

  /** Does whatever is due by now. Turns do not overlap; a call waits for one that began after it. */
  turn(): Promise<void> {
    this.#turn = this.#turn.then(() => this.#move())
    return this.#turn
  }

  /** As `turn`, then waits for bids that are being opened, but not longer than `milliseconds`. */
  async settle(milliseconds: number): Promise<void> {
    const deadline = wait(milliseconds, 'late' as const, { ref: false })
    do await this.turn()
    while (this.#work.size > 0 && await Promise.race([Promise.all(this.#work.values()), deadline]) !== 'late')
  }

  /** Waits until nothing is under way. */
  async idle(): Promise<void> {
    await this.#turn
    await Promise.all(this.#work.values())
  }

  async #move(): Promise<void> {
    try {
      await closeDue(this.#platform)
      for (const { id, tender } of this.#platform.records.tenders.allInForce()) {
        for (const lot of tender.tender.lots) this.#moveLot(id, lot.id)
      }
    } catch (error) {
      this.#report(error)
    }
  }

  #moveLot(id: string, lot: string): void {
    const { records, clock } = this.#platform
    if (records.submissions.closing(id, lot) === undefined || records.opening.announcement(id, lot) !== undefined) return
    for (;;) {
      const view = viewLot(this.#platform, id, lot)
      const moved = view.stages.find(({ stage, facts }) => {
        const step = nextPhase(facts, clock.milliseconds())
        if (step !== null) records.opening.setPhase(id, lot, stage.id, step.phase, step.since)
        return step !== null
      })
      if (moved !== undefined) continue
      if (view.stages.every((each) => each.facts.phase === 'announced')) announce(this.#platform, view)
      else this.#startWork(view)
      return
    }
  }

  #startWork(view: LotView): void {
    const { tender: { id, tender }, lot } = view
    const key = `${id}\n${lot}`
    const stage = view.stages.find((each) => each.facts.phase === 'opening')
    if (stage === undefined || this.#work.has(key)) return
    const work = async (): Promise<void> => {
      try {
        const outcome = await openStage(this.#platform, tender, stage)
        this.#platform.records.opening.setOutcome(id, lot, stage.stage.id, Buffer.from(canonical(outcome)).toString('utf8'))
      } catch (error) {
        this.#report(error)
      } finally {
        this.#work.delete(key)
      }
      this.#moveLot(id, lot)
    }
    this.#work.set(key, work())
  }
}

/** One announcement of names and prices for the whole lot, which the agency then signs as the record. */
function announce(platform: Platform, { tender, lot, closing, stages }: LotView): void {
  if (closing === undefined) return
  const record: OpeningRecord = {
    format: 'sealbid/record/1',
    platform: { code: platform.code, name: platform.name, origin: platform.origin },
    tender: tender.id, title: tender.tender.tender.title, tenderDigest: closing.tenderDigest, lot,
    closing: { digest: closing.digest, root: closing.root, size: closing.size, closedAt: timeText(closing.closed) },
    signedIn: platform.records.opening.signIns(tender.id, lot)
      .map(({ role, holder, name, at }) => ({ role, party: { id: holder, name }, at: timeText(at) })),
    stages: stages.flatMap((each) => (each.outcome === null ? [] : [each.outcome])),
  }
  platform.records.opening.addAnnouncement(tender.id, lot, Buffer.from(canonical(record)).toString('utf8'), platform.clock.milliseconds())
}
