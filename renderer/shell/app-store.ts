import { create } from 'zustand'
import type { AppState } from '../../preload/contract/app.ts'
import type { Language, Theme } from '../../preload/contract/values.ts'
import { sealbid } from '../bridge.ts'

/** What main says about the program: profile, language, theme and the time that counts. */

interface AppStore {
  state: AppState | null
  /** Milliseconds by which the time that counts is ahead of this machine's clock. */
  ahead: number
  load(): Promise<AppState>
  configure(input: { language?: Language, theme?: Theme }): Promise<void>
}

const offsetOf = (state: AppState): number => state.clock === 'computer' ? 0 : Date.parse(state.now) - Date.now()

export const useApp = create<AppStore>((set) => ({
  state: null,
  ahead: 0,
  async load() {
    const state = await sealbid.app.state()
    set({ state, ahead: offsetOf(state) })
    return state
  },
  async configure(input) {
    const state = await sealbid.app.configure(input)
    set({ state, ahead: offsetOf(state) })
  },
}))

/** The time that counts: this machine's, in a rehearsal the platform's. */
export const now = (): Date => new Date(Date.now() + useApp.getState().ahead)

export const useIsPractice = (): boolean => useApp((app) => app.state?.profile === 'practice')
