import { sealbid } from '../../bridge.ts'
import { putDraft } from '../project-store.ts'
import { Autosave } from './autosave.ts'

/** One saver for each section under work. They outlive the screens: what could not be stored yet is there when one comes back. */

export type FormValues = Record<string, string | boolean>
export type Prices = Record<string, string>

const forms = new Map<string, Autosave<FormValues>>()
const schedules = new Map<string, Autosave<Prices>>()

function saverOf<T>(savers: Map<string, Autosave<T>>, draft: string, section: string, save: (value: T) => Promise<void>): Autosave<T> {
  const key = `${draft} ${section}`
  const saver = savers.get(key) ?? new Autosave(save)
  savers.set(key, saver)
  return saver
}

export const formSaver = (draft: string, section: string): Autosave<FormValues> =>
  saverOf(forms, draft, section, async (values) => putDraft(await sealbid.drafts.setForm({ draft, section, values })))

export const scheduleSaver = (draft: string, section: string): Autosave<Prices> =>
  saverOf(schedules, draft, section, async (prices) => {
    const rows = Object.entries(prices).map(([item, unitPrice]) => ({ item, unitPrice }))
    putDraft(await sealbid.drafts.setSchedule({ draft, section, rows }))
  })

/** Stores everything that waits. Answers whether all is stored. */
export async function flushAll(): Promise<boolean> {
  const results = await Promise.all([...forms.values(), ...schedules.values()].map((saver) => saver.flush()))
  return results.every(Boolean)
}

/** When the window is hidden or closed nothing waits any longer. Answers how to stop listening. */
export function flushWhenLeaving(): () => void {
  const hidden = (): void => { if (document.visibilityState === 'hidden') void flushAll() }
  const leaving = (): void => { void flushAll() }
  document.addEventListener('visibilitychange', hidden)
  window.addEventListener('pagehide', leaving)
  return () => {
    document.removeEventListener('visibilitychange', hidden)
    window.removeEventListener('pagehide', leaving)
  }
}
