/** What main tells the window without being asked. */
export interface Events {
  /** Long work goes on. `secondsLeft` is an estimate for the whole work; null in the first moments. */
  progress: { job: string, step: 'reading' | 'encrypting' | 'writing' | 'checking' | 'opening', done: number, total: number, secondsLeft: number | null }
  /** A certificate was unlocked, locked or removed. */
  certificates: null
  /** A file was opened by double click and waits (`app.opened`). */
  opened: null
}

export type EventName = keyof Events

/** Every name once; the compiler holds the list against the type. */
export const eventNames = Object.keys({ progress: 0, certificates: 0, opened: 0 } satisfies Record<EventName, 0>) as EventName[]
