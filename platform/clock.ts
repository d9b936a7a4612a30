import { Refusal } from '../interface/errors.ts'
import type { Records } from './store/records.ts'

/**
 * The platform's clock: the machine's, put forward by a rehearsal offset that outlives a restart. It never runs backwards, whatever the
 * machine's clock does.
 */
export class Clock {
  readonly #records: Records
  #offset: number
  #last = 0

  /** `start` (milliseconds) sets the clock of a new folder; one that has been running is only ever put forward. */
  constructor(records: Records, start?: number) {
    this.#records = records
    const stored = records.setting('clockOffset')
    this.#offset = Number(stored ?? 0)
    if (start !== undefined && (stored === undefined || start > this.milliseconds())) this.#setOffset(start - Date.now())
    else if (stored === undefined) this.#setOffset(0)
  }

  milliseconds(): number {
    this.#last = Math.max(this.#last, Date.now() + this.#offset)
    return this.#last
  }

  now(): Date {
    return new Date(this.milliseconds())
  }

  /** Refuses (`bad-input`) a time that has passed. */
  set(time: number): void {
    if (time < this.milliseconds()) throw new Refusal('bad-input', 'the clock is never set back')
    this.#setOffset(time - Date.now())
  }

  #setOffset(offset: number): void {
    this.#offset = Math.round(offset)
    this.#last = 0
    this.#records.setSetting('clockOffset', String(this.#offset))
  }
}

/** RFC 3339 in UTC, as all times of the platform are written. */
export const timeText = (milliseconds: number): string => new Date(milliseconds).toISOString()
