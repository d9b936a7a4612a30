import type { Locator, Page } from 'playwright-core'
import type { Program } from '../window.ts'
import { button, dropFile, goTo, part } from './shell.ts'
import { beginning, text } from './texts.ts'

/** The bidder's path: 读标 编制 检查 签封 递交 开标. */

export type Step = 'read' | 'draft' | 'check' | 'seal' | 'submit' | 'open'

const path = (page: Page): Locator => page.getByRole('navigation', { name: text('projects:path') })

/** A step's button: its name and its state. */
export const stepButton = (page: Page, step: Step): Locator => path(page).getByRole('listitem').filter({ has: page.locator('.prj-path-name', { hasText: text(`projects:step.${step}`) }) }).getByRole('button')

export async function goToStep(page: Page, step: Step): Promise<void> {
  await stepButton(page, step).click()
  await path(page).locator('[aria-current=step]', { hasText: text(`projects:step.${step}`) }).waitFor()
}

/** Takes a tender from the platform's list and opens it. */
export async function takeFromPlatform(page: Page, title: string): Promise<void> {
  await goTo(page, 'projects')
  await button(page, text('projects:begin.fromPlatform')).first().click()
  const row = page.getByRole('dialog').getByRole('row').filter({ hasText: title })
  await button(row, text('projects:picker.take')).click()
  await page.getByRole('heading', { level: 1, name: title }).waitFor()
}

export async function createDraft(page: Page): Promise<void> {
  await button(page, text('projects:tender.begin')).click()
  await page.getByRole('navigation', { name: text('projects:draft.sections') }).waitFor()
}

/** Opens a section; answers its editor. */
export async function openSection(page: Page, title: string): Promise<Locator> {
  const entry = button(page.getByRole('navigation', { name: text('projects:draft.sections') }), beginning(title))
  await entry.click()
  const editor = part(page, title)
  await editor.waitFor()
  return editor
}

/** The words under a section's title in the list. */
export const sectionState = (page: Page, title: string): Locator =>
  button(page.getByRole('navigation', { name: text('projects:draft.sections') }), beginning(title)).locator('.prj-section-state')

const isComplete = (page: Page, title: string): Promise<void> => sectionState(page, title).filter({ hasText: text('projects:draft.state.complete') }).waitFor()

export async function attachByDialog(program: Program, title: string, file: string): Promise<void> {
  const editor = await openSection(program.page, title)
  await button(editor, text('components:drop.choose')).click()
  await program.choose(file)
  await isComplete(program.page, title)
}

export async function attachByDrop(page: Page, title: string, file: { name: string, bytes: Buffer }): Promise<void> {
  const editor = await openSection(page, title)
  await dropFile(page, editor.locator('.file-drop'), file)
  await isComplete(page, title)
}

/** Fills a form by the labels of its fields, chooses `choice` in its selects. */
export async function fillForm(page: Page, title: string, values: Record<string, string>, choice?: { label: string, value: string }): Promise<Locator> {
  const editor = await openSection(page, title)
  for (const [label, value] of Object.entries(values)) await editor.getByRole('textbox', { name: beginning(label) }).fill(value)
  if (choice !== undefined) {
    await editor.getByRole('combobox', { name: beginning(choice.label) }).click()
    await page.getByTitle(choice.value, { exact: true }).click()
  }
  return editor
}

export async function acceptStatement(page: Page, title: string): Promise<void> {
  await (await openSection(page, title)).getByRole('checkbox').check()
  await isComplete(page, title)
}

/** Pastes a column of prices, as it comes out of a spreadsheet, into the first cell. */
export async function pastePrices(page: Page, title: string, prices: readonly string[]): Promise<void> {
  const editor = await openSection(page, title)
  const cell = editor.getByRole('textbox').first()
  await cell.focus()
  await cell.evaluate((element, column) => {
    const data = new DataTransfer()
    data.setData('text', column)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
  }, prices.join('\r\n'))
  await page.getByText(text('projects:draft.schedule.pasted', { count: prices.length })).waitFor()
  await isComplete(page, title)
}

/** Takes the total from the schedule, and the words from the total. */
export async function takeTotals(page: Page, title: string): Promise<void> {
  const editor = await openSection(page, title)
  await button(editor, text('projects:draft.form.takeTotal')).click()
  await button(editor, text('projects:draft.form.takeWords')).click()
  await isComplete(page, title)
}

/** Proves with the real key that the newest sealed file opens. */
export async function tryOpening(program: Program): Promise<Locator> {
  const card = part(program.page, text('projects:sealed.title'))
  await button(card, text('projects:trial.action')).click()
  const statement = part(program.page, text('projects:trial.title'))
  await statement.waitFor()
  return statement
}

export const saveReceipt = (page: Page): Locator => button(part(page, text('projects:receipt.title')).getByRole('row').nth(1), text('projects:receipt.save'))
