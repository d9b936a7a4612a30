import type { Page } from 'playwright-core'
import type { Program } from '../window.ts'
import { button, goTo } from './shell.ts'
import { text } from './texts.ts'

/** Imports a certificate file: chosen in main's dialog, its password typed in main's prompt window. */
export async function importCertificate(program: Program, file: string, password: string, holder: string): Promise<void> {
  const { page } = program
  await goTo(page, 'certificates')
  await button(page, text('certificates:import.choose')).click()
  await program.choose(file)
  await program.confirm(password)
  await page.getByText(text('certificates:import.done', { name: holder })).waitFor()
  await page.getByRole('article').filter({ hasText: holder }).filter({ hasText: text('certificates:current') }).waitFor()
}

/** Checks the certification of the rehearsal platform and connects with the current identity. */
export async function certifyPlatform(page: Page): Promise<void> {
  await goTo(page, 'platforms')
  await button(page, text('connection:rehearsal.connect')).click()
  await page.getByText(text('connection:certified'), { exact: true }).waitFor()
}
