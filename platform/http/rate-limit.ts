import { Refusal } from '../../interface/errors.ts'

interface Bucket { tokens: number, at: number }

/** A token bucket for each caller: `burst` at once, then `perSecond`. Real time, not the rehearsal's. */
export class RateLimit {
  readonly #buckets = new Map<string, Bucket>()
  readonly #burst: number
  readonly #perSecond: number

  constructor(burst: number, perSecond: number) {
    this.#burst = burst
    this.#perSecond = perSecond
  }

  /** Refuses with `too-many`. */
  take(caller: string, now = Date.now()): void {
    const { tokens, at } = this.#buckets.get(caller) ?? { tokens: this.#burst, at: now }
    const left = Math.min(this.#burst, tokens + (now - at) / 1000 * this.#perSecond) - 1
    if (left < 0) throw new Refusal('too-many')
    if (this.#buckets.size > 10_000) this.#forget(now)
    this.#buckets.set(caller, { tokens: left, at: now })
  }

  #forget(now: number): void {
    for (const [caller, { at }] of this.#buckets) {
      if ((now - at) / 1000 * this.#perSecond >= this.#burst) this.#buckets.delete(caller)
    }
  }
}
