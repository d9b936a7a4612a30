import { useEffect, useSyncExternalStore } from 'react'
import type { Autosave, AutosaveStatus } from './autosave.ts'

/** State of a saver; what waits is stored when the editor goes. */
export function useSaver<T>(saver: Autosave<T>): AutosaveStatus {
  useEffect(() => () => { void saver.flush() }, [saver])
  return useSyncExternalStore(saver.subscribe, () => saver.status)
}
