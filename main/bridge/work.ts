import type { LongWork } from '../bid/progress.ts'
import { Refusal } from '../../interface/errors.ts'
import type { Desktop } from './desktop.ts'

/** Ten reports in a second are enough for an eye. */
const progressInterval = 100

/** Long work by the id that the window chose, so that it can be followed and cancelled. */
export class Jobs {
  readonly #running = new Map<string, AbortController>()
  readonly #idle: (() => void)[] = []
  readonly #desktop: Pick<Desktop, 'emit'>

  constructor(desktop: Pick<Desktop, 'emit'>) {
    this.#desktop = desktop
  }

  /** Refusal('bad-input') where work with this id is under way. */
  async run<T>(job: string, work: (options: LongWork & { signal: AbortSignal }) => Promise<T>): Promise<T> {
    if (this.#running.has(job)) throw new Refusal('bad-input', 'a job of this id is under way')
    const controller = new AbortController()
    this.#running.set(job, controller)
    let reported = 0
    try {
      return await work({
        signal: controller.signal,
        onProgress: (report) => {
          const now = performance.now()
          if (now - reported < progressInterval && report.done < report.total) return
          reported = now
          this.#desktop.emit('progress', { job, ...report })
        },
      })
    } catch (error) {
      // What was being done when the person cancelled does not matter any more.
      throw controller.signal.aborted ? new Refusal('cancelled') : error
    } finally {
      this.#running.delete(job)
      if (this.#running.size === 0) for (const resolve of this.#idle.splice(0)) resolve()
    }
  }

  /** Nothing happens where it has ended already. */
  cancel(job: string): void {
    this.#running.get(job)?.abort()
  }

  /** When nothing is under way any more. */
  async ended(): Promise<void> {
    if (this.#running.size > 0) await new Promise<void>((resolve) => { this.#idle.push(resolve) })
  }

  /** Cancels everything. */
  close(): void {
    for (const controller of this.#running.values()) controller.abort()
  }
}
