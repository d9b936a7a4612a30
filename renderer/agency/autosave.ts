/** Saves what was written last after a pause. One save at a time, in order; what changes meanwhile is saved after it, so nothing is lost. */

export type SaveState = 'saved' | 'changed' | 'saving' | 'failed'

export interface Autosave<T> {
  /** Something was written; it is saved after the pause. */
  change(value: T): void
  /** Saves at once what is not saved; answers whether everything is saved now. A failed save is tried again. */
  flush(): Promise<boolean>
}

export interface AutosaveOptions<T> {
  /** Milliseconds without a change after which is saved. */
  pause: number
  save(value: T): Promise<void>
  onState(state: SaveState, error?: unknown): void
}

export function createAutosave<T>({ pause, save, onState }: AutosaveOptions<T>): Autosave<T> {
  let waiting: { value: T } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<boolean> | null = null

  async function drain(): Promise<boolean> {
    while (waiting !== null) {
      const current = waiting
      waiting = null
      onState('saving')
      try {
        await save(current.value)
      } catch (error) {
        waiting ??= current
        onState('failed', error)
        return false
      }
    }
    onState('saved')
    return true
  }

  async function flush(): Promise<boolean> {
    clearTimeout(timer)
    if (running !== null) await running
    if (waiting === null && running === null) return true
    running ??= drain().finally(() => { running = null })
    return running
  }

  return {
    change(value) {
      waiting = { value }
      onState('changed')
      clearTimeout(timer)
      timer = setTimeout(() => void flush(), pause)
    },
    flush,
  }
}
