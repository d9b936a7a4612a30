import { useSyncExternalStore } from 'react'

/** One timer for everything that shows passing time. It rests while nobody looks. */

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined
let second = 0

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(() => {
    second++
    for (const each of listeners) each()
  }, 1000)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    clearInterval(timer)
    timer = undefined
  }
}

/** Renders the component again every second. */
export const useSecond = (): number => useSyncExternalStore(subscribe, () => second)
