import type { Locator, Page } from 'playwright-core'
import type { Program } from '../window.ts'
import { promptText, text, type Language } from './texts.ts'

/** Head, navigation, rehearsal band and main's prompt window: what all screens share. */

type Area = 'projects' | 'agency' | 'openings' | 'certificates' | 'platforms' | 'verify' | 'settings'

export async function goTo(page: Page, area: Area, language: Language = 'zh'): Promise<void> {
  const entry = page.getByRole('navigation', { name: text('shell:navigation', {}, language) }).getByRole('button', { name: text(`shell:area.${area}`, {}, language), exact: true })
  await entry.click()
  await page.locator('#page-heading').waitFor()
}

/** A part of a screen with a heading of its own. */
export const part = (page: Page, name: string | RegExp): Locator => page.getByRole('region', typeof name === 'string' ? { name, exact: true } : { name })

export const button = (where: Page | Locator, name: string | RegExp): Locator => where.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

/** Puts the rehearsal's clock to a time of Beijing, `2026-12-31 09:30:05`, with the controls in the band. */
export async function setClock(page: Page, time: string): Promise<void> {
  const band = part(page, text('practice:band.label'))
  await button(band, text('practice:clock.open')).click()
  const dialog = page.getByRole('tooltip').filter({ hasText: text('practice:clock.text') })
  const field = dialog.getByLabel(text('practice:clock.title'))
  await field.fill(time)
  await field.press('Enter')
  await button(dialog, text('practice:clock.set')).click()
  await dialog.waitFor({ state: 'hidden' })
}

/** What main's window shows before anything is signed: title, lines by label, warnings. */
export interface Confirmation { title: string, facts: Record<string, string[]>, warnings: string[], text: string }

export async function readConfirmation(program: Program): Promise<Confirmation> {
  const window = await program.prompt()
  await window.locator('#confirm').waitFor()
  const rows = await window.locator('dl > div').all()
  const lines = await Promise.all(rows.map(async (row) => [await row.locator('dt').innerText(), await row.locator('dd').allTextContents()] as const))
  return {
    title: await window.locator('#title').innerText(), facts: Object.fromEntries(lines),
    warnings: await window.locator('.warnings li').allTextContents(), text: await window.locator('body').innerText(),
  }
}

/** Label of a line in main's window; it may depend on the act. */
export const label = (name: string, act = ''): string => promptText().factsOf[act]?.[name] ?? promptText().facts[name] ?? name

/** Saves what a button offers under a path, by main's dialog. */
export async function saveAs(program: Program, offer: Locator, path: string): Promise<void> {
  await offer.click()
  await program.choose(path)
}

/** Drops a file on a field as a person does with the mouse. The page gets a File object; where it lies only main learns. */
export async function dropFile(page: Page, field: Locator, file: { name: string, bytes: Buffer }): Promise<void> {
  const transfer = await page.evaluateHandle(({ name, base64 }) => {
    const data = new DataTransfer()
    data.items.add(new File([Uint8Array.from(atob(base64), (each) => each.charCodeAt(0))], name))
    return data
  }, { name: file.name, base64: file.bytes.toString('base64') })
  await field.dispatchEvent('drop', { dataTransfer: transfer })
}
