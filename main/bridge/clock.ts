import { Refusal } from '../../interface/errors.ts'
import type { Settings } from '../drafts/settings.ts'

const setting = 'rehearsal-offset'

/**
 * The time that counts: this machine's clock; in a rehearsal, once a platform has said its time, the rehearsal's, also offline and in the
 * next run (docs/decisions/0009-rehearsal-time.md).
 */
export class BridgeClock {
  #offset = 0
  #settings: Settings | null = null

  /** Bound, so that the workspace can take it as it is. */
  now = (): Date => new Date(Date.now() + this.#offset)

  get isRehearsal(): boolean {
    return this.#settings !== null
  }

  /** Takes up the rehearsal where it was. In the production profile nothing but the machine's clock counts. */
  restore(settings: Settings, profile: 'production' | 'practice'): void {
    if (profile !== 'practice') return
    this.#settings = settings
    const kept = Number(settings.get(setting) ?? 0)
    this.#offset = Number.isFinite(kept) ? kept : 0
  }

  /** Milliseconds by which the rehearsal is ahead of this machine. */
  get offset(): number {
    return this.#offset
  }

  /** Refusal('not-practice') in the production profile. */
  follow(time: string): void {
    this.set(Date.parse(time) - Date.now())
  }

  set(offset: number): void {
    if (this.#settings === null) throw new Refusal('not-practice')
    this.#offset = offset
    this.#settings.set(setting, String(offset))
  }
}
