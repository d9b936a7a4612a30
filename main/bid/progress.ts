/** Long work: which step, how far, how long it will still take. */
export interface ProgressReport {
  step: 'reading' | 'encrypting' | 'writing' | 'checking' | 'opening'
  done: number
  total: number
  /** Estimate for the whole work from what it took so far; null in the first moments. */
  secondsLeft: number | null
}

export type OnProgress = (report: ProgressReport) => void

/** Where the whole work stands; `total` is the bytes that will be handled over all steps. */
export class ProgressMeter {
  readonly #onProgress: OnProgress | undefined
  readonly #total: number
  readonly #started = performance.now()
  #done = 0

  constructor(total: number, onProgress: OnProgress | undefined) {
    this.#total = total
    this.#onProgress = onProgress
  }

  /** A callback for the bytes of one step. */
  step(step: ProgressReport['step']): (bytes: number) => void {
    return (bytes) => {
      this.#done = Math.min(this.#total, this.#done + bytes)
      const elapsed = (performance.now() - this.#started) / 1000
      const secondsLeft = elapsed < 0.5 || this.#done === 0 ? null : elapsed * (this.#total - this.#done) / this.#done
      this.#onProgress?.({ step, done: this.#done, total: this.#total, secondsLeft })
    }
  }
}

export interface LongWork { signal?: AbortSignal | undefined, onProgress?: OnProgress | undefined }
