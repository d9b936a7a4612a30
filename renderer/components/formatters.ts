import type { Language } from '../../preload/contract/values.ts'

/** Times, amounts, sizes and digests as people read them, in both languages. All times are those of Beijing (Asia/Shanghai), wherever the window is. */

export const timeZone = 'Asia/Shanghai'

const clock = { timeZone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
const parts = new Intl.DateTimeFormat('en-GB', clock)
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

type Fields = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>

/** Null for what is no time. */
function fieldsOf(value: string | Date): Fields | null {
  const date = typeof value === 'string' ? new Date(value) : value
  if (Number.isNaN(date.getTime())) return null
  return Object.fromEntries(parts.formatToParts(date).map(({ type, value }) => [type, value])) as Fields
}

function dateOf({ year, month, day }: Fields, language: Language): string {
  return language === 'zh' ? `${year}年${Number(month)}月${Number(day)}日` : `${Number(day)} ${months[Number(month) - 1] ?? ''} ${year}`
}

/** `2026年12月22日 09:30:00`, `22 Dec 2026, 09:30:00`. */
export function formatTime(value: string | Date, language: Language): string {
  const fields = fieldsOf(value)
  if (fields === null) return String(value)
  const { hour, minute, second } = fields
  return `${dateOf(fields, language)}${language === 'zh' ? ' ' : ', '}${hour}:${minute}:${second}`
}

/** `2026年12月22日`, `22 Dec 2026`. */
export function formatDate(value: string | Date, language: Language): string {
  const fields = fieldsOf(value)
  return fields === null ? String(value) : dateOf(fields, language)
}

/** Digits of a decimal string in groups of three; nothing is rounded and nothing becomes a floating-point number. */
export function formatNumber(value: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(value) ?? []
  return whole === '' ? value : `${sign}${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}${fraction}`
}

/** `28,650,000.00 元`, `CNY 28,650,000.00`. */
export function formatAmount(value: string, language: Language, currency = 'CNY'): string {
  const number = formatNumber(value)
  if (language === 'en') return `${currency} ${number}`
  return `${number} ${currency === 'CNY' ? '元' : currency}`
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** `512 B`, `8.0 MiB`: binary units, so that limits read as they are set. */
export function formatBytes(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024
    unit++
  }
  return unit === 0 ? `${value} B` : `${value.toFixed(value >= 100 ? 0 : 1)} ${units[unit] ?? ''}`
}

const pad = (value: number): string => String(value).padStart(2, '0')

/** `13 天 04:05:06`, `13 days 04:05:06`; without days `04:05:06`. Below zero counts as zero. */
export function formatDuration(milliseconds: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  const days = Math.floor(seconds / 86_400)
  const rest = `${pad(Math.floor(seconds / 3600) % 24)}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  if (days === 0) return rest
  return language === 'zh' ? `${days} 天 ${rest}` : `${days} ${days === 1 ? 'day' : 'days'} ${rest}`
}

/** An estimate, honest about how rough it is: `约 2 分钟`, `about 2 minutes`. */
export function formatEstimate(seconds: number, language: Language): string {
  const whole = Math.max(1, Math.round(seconds))
  const [count, zh, en] = whole < 60 ? [whole, '秒', 'second'] : whole < 3600 ? [Math.round(whole / 60), '分钟', 'minute'] : [Math.round(whole / 3600), '小时', 'hour']
  return language === 'zh' ? `约 ${count} ${zh}` : `about ${count} ${en}${count === 1 ? '' : 's'}`
}

/** A digest or serial in groups of eight, easy to compare by eye. */
export const formatDigest = (value: string): string => value.replaceAll(/(.{8})(?=.)/g, '$1 ')

/** Wall time in Beijing, `2026-12-22T09:30:00`; null for what is no time. */
export function wallTime(value: string | Date): string | null {
  const fields = fieldsOf(value)
  return fields === null ? null : `${fields.year}-${fields.month}-${fields.day}T${fields.hour}:${fields.minute}:${fields.second}`
}
