import type { Fact } from '../preload/prompt-contract.ts'
import type { Language, Texts } from './texts.ts'

/** How values are shown: all of a value, always. Times in Beijing time, as the parties of a tender count them. */

const beijing = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
})

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

/** `2026年12月22日 09:30（北京时间）`; seconds where there are any. What is no time is shown as it is. */
export function timeText(value: string, language: Language): string {
  const date = new Date(value)
  if (Number.isNaN(date.getTime())) return visible(value)
  const part = Object.fromEntries(beijing.formatToParts(date).map((each) => [each.type, each.value]))
  const { year = '', month = '', day = '', hour = '', minute = '', second = '' } = part
  const clock = `${hour}:${minute}${second === '00' ? '' : `:${second}`}`
  return language === 'zh'
    ? `${year}年${Number(month)}月${Number(day)}日 ${clock}（北京时间）`
    : `${Number(day)} ${months[Number(month) - 1] ?? ''} ${year}, ${clock} (Beijing time)`
}

const units = ['KiB', 'MiB', 'GiB', 'TiB']

/** `11.8 MiB（12,403,211 字节）`: rounded for the eye, exact beside it. */
export function bytesText(value: string, language: Language): string {
  const count = Number(value)
  if (!/^\d+$/.test(value) || !Number.isSafeInteger(count)) return visible(value)
  const exact = `${count.toLocaleString('en-US')} ${language === 'zh' ? '字节' : count === 1 ? 'byte' : 'bytes'}`
  if (count < 1_024) return exact
  const power = Math.min(Math.floor(Math.log2(count) / 10), units.length)
  const rounded = `${(count / 1_024 ** power).toFixed(1)} ${units[power - 1] ?? ''}`
  return language === 'zh' ? `${rounded}（${exact}）` : `${rounded} (${exact})`
}

/** A digest in groups of eight, which can be read aloud. */
export const digestGroups = (value: string): string[] => visible(value).match(/.{1,8}/gu) ?? []

/** Characters that cannot be seen, or that turn the direction of writing, would let a text look like another: they are shown by number. */
export const visible = (value: string): string =>
  value.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\u2028\u2029\u115f\u1160\u3164\uffa0]/gu,
    (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`)

/**
 * Words of the program inside facts: roles, ways and the number of a version are said in the person's language, everything else stands as
 * main gave it.
 */
export function wordOf({ label, value }: Fact, { roles, ways, versions }: Texts): string {
  if (label === 'version' && /^\d+$/.test(value)) return value === '0' ? versions.original : versions.addendum.replace('{count}', value)
  const words: Record<string, string> = label === 'role' ? roles : label === 'way' ? ways : {}
  return Object.hasOwn(words, value) ? words[value] ?? value : value
}
