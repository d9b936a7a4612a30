import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { Act, Asked, Fact, PasswordNeed, Question } from '../../../preload/prompt-contract.ts'
import { openPrompts, type PromptPage, type PromptPages } from './open.ts'

let prompts: PromptPages
let opened: PromptPage | undefined
beforeAll(async () => { prompts = await openPrompts() }, 60_000)
afterAll(() => prompts.close())
afterEach(() => opened?.page.context().close())

const digest = '3f5a9c0de1b24788a6c3d2e4f5061728394a5b6c7d8e9f00112233445566aabb'
const name = '吴越第二污水处理厂提标改造工程施工'.repeat(12)
const facts: Fact[] = [
  { label: 'tender', value: name, type: 'text' },
  { label: 'digest', value: digest, type: 'digest' },
  { label: 'size', value: '12403211', type: 'bytes' },
  { label: 'deadline', value: '2026-12-22T01:30:00Z', type: 'time' },
]
const open = { mode: 'open', subject: 'bidder-a.p12', wrong: false, hint: null } as const
const confirm = (act: Act, password: PasswordNeed | null = null): Question => ({ kind: 'confirm', act, facts, warnings: ['irrevocable'], password })
const unlock = (password: Partial<PasswordNeed> = {}): Question => ({ kind: 'password', purpose: 'unlock', password: { ...open, ...password }, facts: [] })

async function show(question: Question, more: Partial<Asked> = {}): Promise<PromptPage> {
  opened = await prompts.open({ question, language: 'zh', theme: 'light', practice: false, ...more })
  return opened
}

/** The answers, once there is one; a second one would have come by then. */
async function answersOf({ answers, page }: PromptPage): Promise<PromptPage['answers']> {
  await expect.poll(() => answers.length).toBeGreaterThan(0)
  await page.evaluate(() => 0)
  return answers
}

describe('what will be signed is shown whole', () => {
  it('names, digests, sizes and times', async () => {
    const { page } = await show(confirm('submit'))
    const values = await page.locator('dd').allTextContents()
    expect(values).toEqual([name, digest, '11.8 MiB（12,403,211 字节）', '2026年12月22日 09:30（北京时间）'])
    expect(await page.locator('h1').textContent()).toBe('确认递交投标文件')
    expect(await page.getByText('此操作不能撤销').count()).toBe(1)
    const cut = await page.locator('dd').evaluateAll((all) => all.filter((each) => each.scrollWidth > each.clientWidth || each.scrollHeight > each.clientHeight + 1).length)
    expect(cut).toBe(0)
  })

  it('says that more stands below until it was in sight', async () => {
    const { page } = await show({ kind: 'confirm', act: 'submit', facts: [...facts, ...facts, ...facts], warnings: [], password: null })
    const note = page.getByText('下面还有内容')
    expect(await note.isVisible()).toBe(true)
    await page.locator('.content').evaluate((content) => content.scrollTo(0, content.scrollHeight))
    await expect.poll(() => note.isVisible()).toBe(false)
  })

  it('shows by number what could turn or hide a text', async () => {
    const trick: Fact = { label: 'bidder', value: '甲\u202e公司乙\n金额 1 <b>元</b>', type: 'text' }
    const { page } = await show({ kind: 'confirm', act: 'seal', facts: [trick], warnings: [], password: null })
    expect(await page.locator('dd').textContent()).toBe('甲⟨U+202E⟩公司乙⟨U+000A⟩金额 1 <b>元</b>')
  })

  it('says what a value is in this act, in the words of the person', async () => {
    const package1: Fact[] = [{ label: 'version', value: '1', type: 'text' }, { label: 'previous', value: digest, type: 'digest' }, { label: 'role', value: 'tenderer', type: 'text' }]
    const { page } = await show({ kind: 'confirm', act: 'build-tender', facts: package1, warnings: ['operator-trusted'], password: null })
    expect(await page.locator('dt').allTextContents()).toEqual(['招标文件版本', '被取代的招标文件包摘要', '签到身份'])
    expect(await page.locator('dd').allTextContents()).toEqual(['第 1 次澄清或补遗后', digest, '招标人'])
  })

  it('puts values of one label under it, and marks practice', async () => {
    const two: Fact[] = [{ label: 'envelopes', value: '商务', type: 'text' }, { label: 'envelopes', value: '报价', type: 'text' }]
    const { page } = await show({ kind: 'confirm', act: 'release', facts: two, warnings: ['practice'], password: null }, { practice: true })
    expect(await page.locator('dt').count()).toBe(1)
    expect(await page.locator('dd').count()).toBe(2)
    expect(await page.getByRole('note').textContent()).toContain('不具有法律效力')
    expect(await page.locator('.warnings').count()).toBe(0)
  })
})

describe('answers', () => {
  const typed = async (page: Page, password: string): Promise<void> => page.locator('#password').fill(password)

  it('Enter in the password field confirms with what was typed, once', async () => {
    const prompt = await show(confirm('seal', open))
    expect(await prompt.page.locator('#password:focus').count()).toBe(1)
    await typed(prompt.page, '密码 with "quotes"')
    await prompt.page.keyboard.press('Enter')
    await prompt.page.keyboard.press('Escape')
    expect(await answersOf(prompt)).toEqual([{ confirmed: true, password: '密码 with "quotes"' }])
    expect(await prompt.page.locator('#password').inputValue()).toBe('')
  })

  it('Escape and the button say no, and hand over no password', async () => {
    const escaped = await show(confirm('seal', open))
    await typed(escaped.page, 'secret')
    await escaped.page.keyboard.press('Escape')
    expect(await answersOf(escaped)).toEqual([{ confirmed: false }])
    await escaped.page.context().close()
    const clicked = await show(unlock())
    await clicked.page.locator('#cancel').click()
    expect(await answersOf(clicked)).toEqual([{ confirmed: false }])
  })

  it('an act that binds is not confirmed by Enter alone, and not at once', async () => {
    const prompt = await show(confirm('submit'))
    expect(await prompt.page.locator('#cancel:focus').count()).toBe(1)
    await prompt.page.locator('.content').focus()
    await prompt.page.keyboard.press('Enter')
    await pause(700)
    expect(prompt.answers).toEqual([])
    await prompt.page.locator('#confirm').click()
    expect(await answersOf(prompt)).toEqual([{ confirmed: true }])
  })

  it('asks for the password that is missing', async () => {
    const { page, answers } = await show(unlock())
    await page.locator('#confirm').click()
    expect(await page.getByRole('alert').textContent()).toBe('请输入密码。')
    expect(await page.locator('#password').getAttribute('aria-invalid')).toBe('true')
    expect(answers).toEqual([])
  })

  it('a new password is long enough and typed twice', async () => {
    const prompt = await show({ kind: 'password', purpose: 'capsule', password: { ...open, mode: 'set' }, facts: [] })
    const { page } = prompt
    const again = page.locator('#password-again')
    await typed(page, 'short')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').textContent()).toContain('12')
    await typed(page, 'long enough, this')
    await again.fill('long enough, that')
    await page.keyboard.press('Enter')
    expect(await page.getByRole('alert').textContent()).toBe('两次输入的密码不一致。')
    await again.fill('long enough, this')
    await page.keyboard.press('Enter')
    expect(await answersOf(prompt)).toEqual([{ confirmed: true, password: 'long enough, this' }])
  })
})

describe('the password field', () => {
  it('says that the last one was wrong, shows and hides, fills in a practice password', async () => {
    const { page } = await show(unlock({ wrong: true, hint: 'k7mq-29xa' }), { language: 'en' })
    expect(await page.getByRole('alert').textContent()).toContain('not right')
    const input = page.locator('#password')
    expect(await input.getAttribute('type')).toBe('password')
    await page.getByRole('button', { name: 'Show' }).click()
    expect(await input.getAttribute('type')).toBe('text')
    await page.getByRole('button', { name: 'Fill in' }).click()
    expect(await input.inputValue()).toBe('k7mq-29xa')
  })

  it('says that Caps Lock is on', async () => {
    const { page } = await show(unlock())
    await page.locator('#password').dispatchEvent('keydown', { key: 'A', modifierCapsLock: true })
    expect(await page.getByRole('status').textContent()).toContain('Caps Lock')
    await page.locator('#password').dispatchEvent('keyup', { key: 'a' })
    expect(await page.getByRole('status').textContent()).toBe('')
  })
})

describe('accessibility', () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const questions: [string, Question][] = [
    ['an act with a password', confirm('seal', { ...open, hint: 'practice' })],
    ['an act that binds', { kind: 'confirm', act: 'submit', facts, warnings: ['practice', 'not-tried', 'irrevocable'], password: null }],
    ['a password that was wrong', { kind: 'password', purpose: 'import', password: { ...open, wrong: true }, facts: [] }],
    ['a new password', { kind: 'password', purpose: 'capsule', password: { ...open, mode: 'set' }, facts }],
  ]
  it.each(questions)('axe finds nothing, light and dark: %s', { timeout: 60_000 }, async (_, question) => {
    const { page } = await show(question, { theme: 'light', practice: true })
    // The button works only after a moment; while it does not, its contrast is not judged.
    await page.locator('#confirm:enabled').waitFor()
    await page.evaluate(axe)
    const violations = (): Promise<unknown> => page.evaluate('axe.run().then((result) => result.violations.map((each) => each.id))')
    expect(await violations()).toEqual([])
    await page.evaluate("document.documentElement.dataset.theme = 'dark'")
    expect(await violations()).toEqual([])
  })
})
