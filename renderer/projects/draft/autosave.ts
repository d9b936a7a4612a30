import { asProblem, type Problem } from '../../problem.ts'

/** Saves what is typed after a pause. The newest value is kept until it is stored, whatever happens to the screen that it came from. */

export type SaveState = 'saved' | 'waiting' | 'saving' | 'failed'

export interface AutosaveStatus { state: SaveState, problem: Problem | null }

export class Autosave<T> {
  readonly #save: (value: T) => Promise<void>
  readonly #pause: number
  readonly #listeners = new Set<() => void>()
  #status: AutosaveStatus = { state: 'saved', problem: null }
  #pending: { value: T } | null = null
  #timer: ReturnType<typeof setTimeout> | null = null
  #running: Promise<void> | null = null

  /** @param pause milliseconds without a change before it is saved */
  constructor(save: (value: T) => Promise<void>, pause = 800) {
    this.#save = save
    this.#pause = pause
  }

  get status(): AutosaveStatus {
    return this.#status
  }

  /** What is not stored yet; undefined where all is. */
  get unsaved(): T | undefined {
    return this.#pending?.value
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  change(value: T): void {
    this.#pending = { value }
    this.#stopTimer()
    this.#timer = setTimeout(() => void this.flush(), this.#pause)
    if (this.#running === null) this.#tell('waiting')
  }

  /** Stores what is pending, one write after the other. Answers whether all is stored. */
  async flush(): Promise<boolean> {
    this.#stopTimer()
    while (this.#pending !== null) {
      this.#running ??= this.#write(this.#pending)
      await this.#running
      if (this.#status.state === 'failed') return false
    }
    if (this.#running !== null) await this.#running
    return this.#status.state !== 'failed'
  }

  async #write(item: { value: T }): Promise<void> {
    this.#tell('saving')
    try {
      await this.#save(item.value)
      if (this.#pending === item) this.#pending = null
      this.#running = null
      this.#tell(this.#pending === null ? 'saved' : 'waiting')
    } catch (error) {
      this.#running = null
      this.#tell('failed', asProblem(error))
    }
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer)
    this.#timer = null
  }

  #tell(state: SaveState, problem: Problem | null = null): void {
    this.#status = { state, problem }
    for (const listener of this.#listeners) listener()
  }
}
