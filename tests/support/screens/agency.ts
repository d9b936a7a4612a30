import type { Page } from 'playwright-core'
import type { Program } from '../window.ts'
import { button, goTo, part, saveAs } from './shell.ts'
import { beginning, text } from './texts.ts'

/** The agency's studio. Fields are found by the place of the definition that they write to: labels repeat from lot to lot. */

export const field = (page: Page, place: string) => page.locator(`[id="f-${place}"]`)

type Part = 'basics' | 'parties' | 'documents' | 'sections' | 'schedule' | 'opening' | 'rules' | 'preview' | 'publish'

export async function openPart(page: Page, name: Part): Promise<void> {
  await page.getByRole('tab', { name: beginning(text(`agency:part.${name}`)) }).click()
}

export async function beginFromSample(page: Page): Promise<void> {
  await goTo(page, 'agency')
  await button(page, text('agency:list.new.sample')).click()
  await field(page, 'tender.title').waitFor()
}

/** Types a time of Beijing as the field shows it: `2026年12月31日 09:30`. */
export async function typeTime(page: Page, place: string, time: string): Promise<void> {
  const input = field(page, place)
  await input.fill(time)
  await input.press('Enter')
}

export const isSaved = (page: Page): Promise<void> => page.getByRole('status').filter({ hasText: text('agency:save.saved') }).waitFor()

/** Adds the tenderer's opening certificate from a file. */
export async function addOpeningCertificate(program: Program, use: 'main' | 'backup', file: string): Promise<void> {
  await button(program.page, text(`agency:certificates.add.${use}`)).click()
  await program.choose(file)
}

/** Builds and signs; the prompt window is left to the story. */
export async function build(page: Page): Promise<void> {
  await openPart(page, 'publish')
  await page.getByText(text('agency:publish.check.ready')).waitFor()
  await button(page, text('agency:publish.build.act')).click()
}

/** Publishes what was built last; the prompt window is left to the story. */
export async function publish(page: Page): Promise<void> {
  await button(part(page, text('agency:publish.title')), text('agency:publish.act')).click()
}

export const isPublished = (page: Page): Promise<void> => page.getByText(text('agency:publish.inForce')).waitFor()

export const savePackage = (program: Program, path: string): Promise<void> => saveAs(program, button(program.page, text('agency:package.save')).first(), path)
