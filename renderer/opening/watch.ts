import type { OpeningState } from '../../interface/schemas/opening.ts'

/** Asks a platform for the state of an opening, again and again. What is shown is its last answer and when it came, never a guess. */

export interface Watching {
  read: () => Promise<OpeningState>
  onState: (state: OpeningState) => void
  /** `retryIn`: milliseconds to the next attempt. */
  onTrouble: (error: unknown, retryIn: number) => void
  /** Milliseconds between two answers. */
  interval?: number
}

export interface Watch {
  /** Asks at once, whatever the turn. */
  refresh(): void
  stop(): void
}

const usual = 2_500
const longest = 30_000

/** Delay after so many failures in a row: it doubles, up to half a minute. */
export const retryDelay = (failures: number, interval = usual): number => Math.min(longest, interval * 2 ** Math.min(failures - 1, 10))

export function watchOpening({ read, onState, onTrouble, interval = usual }: Watching): Watch {
  let timer: ReturnType<typeof setTimeout> | undefined
  let failures = 0
  let isStopped = false
  let isAsking = false
  let isWanted = false

  const ask = async (): Promise<number> => {
    try {
      const state = await read()
      failures = 0
      if (!isStopped) onState(state)
      return interval
    } catch (error) {
      failures++
      const delay = retryDelay(failures, interval)
      if (!isStopped) onTrouble(error, delay)
      return delay
    }
  }
  const turn = async (): Promise<void> => {
    isAsking = true
    const delay = await ask()
    isAsking = false
    if (isStopped) return
    timer = setTimeout(() => { void turn() }, isWanted ? 0 : delay)
    isWanted = false
  }
  void turn()
  return {
    refresh() {
      isWanted = isAsking
      if (isAsking || isStopped) return
      clearTimeout(timer)
      void turn()
    },
    stop() {
      isStopped = true
      clearTimeout(timer)
    },
  }
}
