import { mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { text, type Language } from './screens/texts.ts'
import { axeFaults, textFaults, widthFaults } from './tour-inspect.ts'
import type { Program } from './window.ts'

/** Walks through the screens of a running program, in one language at a time: a picture of each in both themes, and what is wrong with it. */

export const shots = process.env.SEALBID_SHOTS ?? join(tmpdir(), 'sealbid-screens')
export const areaKeys = { projects: 1, agency: 2, openings: 3, certificates: 4, platforms: 5, verify: 6, settings: 7 } as const
type Area = keyof typeof areaKeys

const themes = ['light', 'dark'] as const
const usual = { width: 1280, height: 744 }
/** The smallest window, less what a title bar takes. */
const small = { width: 1024, height: 644 }

export class Tour {
  readonly program: Program
  readonly faults: string[] = []
  /** Names of all screens that were seen. */
  readonly seen = new Set<string>()
  /** Chinese that this workspace's data hold besides the sample. */
  readonly data: string[]
  language: Language = 'zh'

  constructor(program: Program, data: string[] = []) {
    this.program = program
    this.data = data
    program.page.setDefaultTimeout(Number(process.env.TOUR_TIMEOUT ?? 60_000))
    program.page.on('console', (message) => { if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')) this.faults.push(`console ${message.type()}: ${message.text()}`) })
    program.page.on('pageerror', (error) => this.faults.push(`page error: ${error.message}`))
  }

  get page(): Page {
    return this.program.page
  }

  /** A text of the screens in the language of now. */
  say(key: string, values: Record<string, string | number> = {}): string {
    return text(key, values, this.language)
  }

  button(key: string, values?: Record<string, string | number>, where: Page | Locator = this.page): Locator {
    return where.getByRole('button', { name: this.say(key, values), exact: true }).first()
  }

  /** By the keyboard, as the navigation says: Ctrl+1 … Ctrl+7. */
  async go(area: Area): Promise<void> {
    await this.page.keyboard.press(`Control+${areaKeys[area]}`)
    await this.page.locator(`.nav-item[aria-current=page][aria-keyshortcuts$="+${areaKeys[area]}"]`).waitFor()
    await this.page.locator('#page-heading').waitFor()
  }

  /** Changes the language with the program's own switch. The theme follows the system, which is what the pictures change. */
  async speak(language: Language): Promise<void> {
    await this.go('settings')
    const [languages, looks] = [this.page.locator('.ant-segmented').nth(0), this.page.locator('.ant-segmented').nth(1)]
    await languages.locator('.ant-segmented-item').nth(language === 'zh' ? 0 : 1).click()
    await looks.locator('.ant-segmented-item').nth(2).click()
    this.language = language
    await this.page.getByRole('heading', { level: 1, name: this.say('settings:title') }).waitFor()
  }

  /** Takes the pictures of what is on the screen now and notes what is wrong with it. */
  async see(name: string, page: Page = this.page): Promise<void> {
    await this.#calm(page)
    this.seen.add(name)
    const note = (where: string, faults: string[]): void => { for (const each of faults) this.faults.push(`${name} (${this.language}${where}): ${each}`) }
    for (const theme of themes) {
      await page.emulateMedia({ colorScheme: theme })
      await this.#calm(page)
      const folder = join(shots, `${this.language}-${theme}`)
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled', caret: 'initial' })
      // Colours are the same in both languages, names are not.
      if (theme === 'light' || this.language === 'zh') note(`-${theme}`, await axeFaults(page))
    }
    note('', await textFaults(page, this.language, this.data))
    if (page !== this.page) return
    await page.setViewportSize(small)
    await this.#calm(page)
    note(', 1024', await widthFaults(page))
    await page.setViewportSize(usual)
  }

  /** The prompt window that is up. */
  async seePrompt(name: string): Promise<void> {
    const prompt = await this.program.prompt()
    await prompt.locator('#confirm').waitFor()
    await this.see(`prompt-${name}`, prompt)
  }

  /** Nothing moves and nothing is being fetched. */
  async #calm(page: Page): Promise<void> {
    await page.waitForFunction(() => document.querySelector('.ant-skeleton-active, .ant-spin-spinning, .ant-btn-loading') === null
      && document.getAnimations().every((each) => each.playState !== 'running' || each.effect?.getComputedTiming().iterations === Infinity))
  }

  /** The client takes no input while main asks; waits until it does again, a moment after main's window is gone. */
  async awake(): Promise<void> {
    await this.page.evaluate(() => {
      delete document.documentElement.dataset['awake']
      window.addEventListener('pointermove', () => { document.documentElement.dataset['awake'] = 'yes' }, { once: true })
    })
    for (let at = 0; !await this.page.evaluate(() => document.documentElement.dataset['awake'] === 'yes'); at++) await this.page.mouse.move(600 + at % 50, 8)
    await this.page.waitForFunction(() => document.querySelector('.ant-btn-loading') === null)
  }

  /** By the keyboard, as every dialog and drawer must close. */
  async closeDialog(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.page.waitForFunction(() => [...document.querySelectorAll('.ant-modal-wrap')].every((each) => !each.checkVisibility()))
  }

  async closeDrawer(): Promise<void> {
    await this.page.keyboard.press('Escape')
    await this.page.locator('.ant-drawer-open').waitFor({ state: 'detached' })
  }
}
