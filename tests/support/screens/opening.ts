import type { Locator, Page } from 'playwright-core'
import { button, goTo } from './shell.ts'
import { text, type Language } from './texts.ts'

/** The opening hall (开标大厅). */

/** Enters the hall of a tender whose package is not in the workspace yet. */
export async function fetchAndEnter(page: Page, title: string): Promise<void> {
  await goTo(page, 'openings')
  await button(page, text('opening:elsewhere.getLabel', { title })).click()
  await own(page).waitFor()
}

export async function enterHall(page: Page, title: string, lot: string): Promise<void> {
  await goTo(page, 'openings')
  await button(page, text('opening:list.enterLabel', { title, lot })).click()
  await own(page).waitFor()
}

export const own = (page: Page, language: Language = 'zh'): Locator => page.getByRole('region', { name: text('opening:own.title', {}, language), exact: true })

type ActName = 'sign-in' | 'release' | 'open-layer' | 'sign-record'

/** Begins an act; the prompt window is left to the story. */
export const act = (page: Page, name: ActName): Promise<void> => button(own(page), text(`opening:act.${name}.button`)).click()

export const actLine = (page: Page, name: ActName): Locator => own(page).getByRole('listitem').filter({ hasText: text(`opening:act.${name}.name`) })
