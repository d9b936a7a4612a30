import { button, dropFile } from './screens/shell.ts'
import { bytesOf } from './window-world.ts'
import type { Tour } from './tour.ts'

/** Ways through the program that a tour takes, found by place rather than by name, so that they are the same in both languages. */

const steps = ['read', 'draft', 'check', 'seal', 'submit', 'open'] as const
export type Step = (typeof steps)[number]

export async function openStep({ page }: Tour, step: Step): Promise<void> {
  const entry = page.locator('.prj-path button').nth(steps.indexOf(step))
  await entry.click()
  await page.locator('.prj-path li').nth(steps.indexOf(step)).locator('[aria-current=step]').waitFor()
}

/** A draft in the list: the newest version of the tender unless `version` says otherwise. */
export async function openDraft(tour: Tour, title: string, version: string | RegExp = ''): Promise<void> {
  await tour.go('projects')
  await tour.page.locator('.prj-drafts').getByRole('row').filter({ hasText: title }).filter({ hasText: version }).getByRole('button', { name: title, exact: true }).click()
  await tour.page.locator('.prj-path').waitFor()
}

export async function openSection({ page }: Tour, title: string): Promise<void> {
  await page.locator('.prj-section').filter({ has: page.getByText(title, { exact: true }) }).click()
  await page.locator('.prj-section[aria-current=true]').filter({ hasText: title }).waitFor()
}

const parts = ['basics', 'parties', 'documents', 'sections', 'schedule', 'opening', 'rules', 'preview', 'publish'] as const
export type Part = (typeof parts)[number]
export const definitionParts: readonly Part[] = parts

export async function openPart({ page }: Tour, part: Part): Promise<void> {
  const tab = page.getByRole('tab').nth(parts.indexOf(part))
  await tab.click()
  await tab.and(page.locator('[aria-selected=true]')).waitFor()
  await page.locator('[role=tabpanel]').first().waitFor()
}

/** The menu of who works here; the holder that is chosen works from now on. */
export async function workAs({ page }: Tour, holder: string): Promise<void> {
  const status = page.locator('.topbar .status').first()
  if ((await status.innerText()).includes(holder)) return
  await status.click()
  await page.getByRole('menuitem').filter({ hasText: holder }).first().click()
  await status.filter({ hasText: holder }).waitFor()
}

/** Drops a file into the first field for files on the screen. */
export async function drop({ page }: Tour, name: string, path: string): Promise<void> {
  await dropFile(page, page.locator('.file-drop').first(), { name, bytes: bytesOf(path) })
}

export async function enterHall(tour: Tour, title: string): Promise<void> {
  await tour.go('openings')
  await tour.page.getByRole('row').filter({ hasText: title }).getByRole('button').first().click()
  await tour.page.locator('.hall-own').waitFor()
}

/** Clicks what main asks about, and answers main. */
export async function confirmed(tour: Tour, key: string, prompt: string, password?: string): Promise<void> {
  await button(tour.page, tour.say(key)).first().click()
  if (prompt !== '') await tour.seePrompt(prompt)
  await tour.program.confirm(password)
  await tour.awake()
}

/** Answers main's window with no. */
export async function declined(tour: Tour): Promise<void> {
  await tour.program.cancel()
  await tour.awake()
}
