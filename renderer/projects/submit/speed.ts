/** Speed of an upload over its last seconds, so that an estimate follows the line and not its history. */

export interface Speed { bytesPerSecond: number, secondsLeft: number | null }

const windowMs = 10_000

export class SpeedMeter {
  readonly #samples: { at: number, bytes: number }[] = []

  /** @param at milliseconds; @param bytes acknowledged so far */
  sample(at: number, bytes: number, total: number): Speed {
    this.#samples.push({ at, bytes })
    while (this.#samples.length > 2 && at - (this.#samples[0]?.at ?? at) > windowMs) this.#samples.shift()
    const first = this.#samples[0] ?? { at, bytes }
    const seconds = (at - first.at) / 1_000
    const bytesPerSecond = seconds > 0 ? (bytes - first.bytes) / seconds : 0
    return { bytesPerSecond, secondsLeft: bytesPerSecond > 0 ? Math.ceil((total - bytes) / bytesPerSecond) : null }
  }
}
