import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { platformName } from '../../platform/descriptor.ts'
import { identities, practiceMark } from '../../platform/practice/identities.ts'
import type { Language } from './screens/texts.ts'

/** What a screen must not have, whoever wrote it: faults that axe finds, cut text, keys instead of texts, the other language. */

const root = join(import.meta.dirname, '../..')
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const read = (...path: string[]): string => readFileSync(join(root, ...path), 'utf8')

interface Violation { id: string, help: string, nodes: { target: string[], failureSummary: string }[] }

/** Violations of WCAG 2.1 A and AA, each with its places. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!await page.evaluate('typeof axe === "object"')) await page.evaluate(axe)
  const run = "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] }).then(({ violations }) => violations)"
  const violations = await page.evaluate<Violation[]>(run)
  return violations.map(({ id, nodes }) => `axe ${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary.split('\n')[1]?.trim() ?? ''})`).join('; ')}`)
}

interface Seen { texts: string[], cut: string[], wide: string[] }

/** Runs in the page: every visible text and text alternative, and boxes that hide a part of their text without saying so. */
function look(): Seen {
  const isShown = (element: Element): boolean => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && element.getBoundingClientRect().width > 1
  const name = (element: Element): string => `${element.tagName.toLowerCase()}.${String(element.getAttribute('class') ?? '').split(' ').slice(0, 2).join('.')} “${(element.textContent ?? '').slice(0, 40)}”`
  const texts: string[] = []
  const cut: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const text = (node.textContent ?? '').trim()
    if (text !== '' && node.parentElement !== null && isShown(node.parentElement)) texts.push(text)
  }
  for (const element of document.body.querySelectorAll('*')) {
    if (!isShown(element)) continue
    for (const attribute of ['aria-label', 'title', 'placeholder', 'alt']) {
      const text = element.getAttribute(attribute)
      if (text !== null && text !== '') texts.push(text)
    }
    if (/^(?:input|textarea|svg|path)$/i.test(element.tagName) || (element.textContent ?? '').trim() === '') continue
    const style = getComputedStyle(element)
    const hidesX = style.overflowX === 'hidden' || style.overflowX === 'clip'
    const hidesY = style.overflowY === 'hidden' || style.overflowY === 'clip'
    const saysSo = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
    // What only a screen reader reads, and the parts of a wide table that are moved with its scroll bar.
    if ((style.position === 'absolute' && element.clientWidth <= 4) || saysSo || element.closest('.ant-table-header, .ant-table-tbody-virtual, .ant-tabs-nav') !== null) continue
    if (hidesX && element.scrollWidth > element.clientWidth + 1) cut.push(`${name(element)} ${element.scrollWidth} > ${element.clientWidth}`)
    if (hidesY && element.clientHeight > 0 && element.scrollHeight > element.clientHeight + 2 && element.childElementCount === 0) cut.push(`${name(element)} ${element.scrollHeight} high > ${element.clientHeight}`)
    if (element.tagName === 'BUTTON' && element.scrollWidth > element.clientWidth + 1) cut.push(`${name(element)} ${element.scrollWidth} > ${element.clientWidth}`)
  }
  const wide = [document.documentElement, ...document.querySelectorAll('.shell-main, .ant-drawer-body, .ant-modal-body')]
    .filter((each) => each.scrollWidth > each.clientWidth + 1).map((each) => `${name(each).slice(0, 40)} ${each.scrollWidth} > ${each.clientWidth}`)
  // Only the part below the head scrolls, and dialogs; never the page itself.
  if (document.documentElement.scrollHeight > document.documentElement.clientHeight) wide.push(`page ${document.documentElement.scrollHeight} high`)
  return { texts, cut, wide }
}

const han = /\p{Script=Han}/u
/** A stretch of Chinese with its punctuation and what stands in between. */
const runs = /\p{Script=Han}[\p{Script=Han}、，。：；（）“”·—]*/gu

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : []
}

const folder = join(root, 'renderer/texts')
const chineseTexts = new Set(readdirSync(folder).filter((name) => name.endsWith('.zh.json')).flatMap((name) => strings(JSON.parse(readFileSync(join(folder, name), 'utf8')))))

/** Data that is Chinese in every language: parties, the sample tender, answers, the platform; and how a language and the program are called. */
const data: string[] = [
  ...identities.flatMap(({ organisation }) => [organisation, `${organisation} 签名`, `${organisation} 加密`]), platformName, practiceMark, 'O=封标演练CA', '中文', '封标', '封', '报价文件',
  ...['tender/tender.json', 'addendum/tender.json', 'bidder-a/response.json', 'bidder-b/response.json'].flatMap((name) => strings(JSON.parse(read('assets/sample', name)))),
]

/**
 * Chinese in an English screen that is not data. A stretch that is a text of our own counts even where the data hold the same words, unless the
 * whole value stands there.
 */
const foreign = (text: string, more: readonly string[]): string[] => (text.match(runs) ?? []).filter((run) => {
  const holders = [...data, ...more].filter((each) => each.includes(run))
  const isPiece = (value: string): boolean => text.length > 8 && value.includes(text)
  return !amount.test(run) && !holders.some((each) => text.includes(each) || isPiece(each) || !chineseTexts.has(run))
})

/** An amount in words is one in every language. */
const amount = /^[零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+$/

const key = /^(?:[a-z]+:)?[a-z][A-Za-z-]*(?:\.[a-zA-Z][\w-]*)+$/
const fileName = /\.(?:pdf|json|p12|pfx|pem|cer|etender|ebid|receipt|record|certification|asice|bin|p7s|p7m|xml|tsr|txt|der|example|capsule)$/
const isKey = (text: string): boolean => (key.test(text) && !fileName.test(text)) || text.includes('{{') || /\b(?:undefined|NaN|\[object)\b/.test(text)

const amounts = /\d/

/** Everything but axe. `more`: further data that this screen may show. */
export async function textFaults(page: Page, language: Language, more: readonly string[]): Promise<string[]> {
  const { texts, cut, wide } = await page.evaluate(look)
  const keys = texts.filter(isKey).map((text) => `key: ${text}`)
  const other = language === 'en' ? texts.filter((text) => han.test(text)).flatMap((text) => foreign(text, more).map((run) => `Chinese in English: “${run}” in “${text.slice(0, 60)}”`)) : []
  const holes = texts.filter((text) => /^[（(]\s*[)）]$/.test(text) || (amounts.test(text) && text.includes('Invalid Date'))).map((text) => `hole: ${text}`)
  return [...new Set([...keys, ...other, ...holes, ...cut.map((each) => `cut: ${each}`), ...wide.map((each) => `scrolls sideways: ${each}`)])]
}

/** Only what a narrower window changes. */
export async function widthFaults(page: Page): Promise<string[]> {
  const { cut, wide } = await page.evaluate(look)
  return [...new Set([...cut.map((each) => `cut: ${each}`), ...wide.map((each) => `scrolls sideways: ${each}`)])]
}
