import { Decimal } from 'decimal.js'

/** Unit prices while they are typed and pasted. The amounts shown here are a preview; what counts is main's total. */

const Exact = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_HALF_UP })

const fullWidth = (text: string): string => text.normalize('NFKC')

/** What may stand in a price cell while it is typed: digits and at most six decimals. Null for anything else. */
export function typedPrice(text: string): string | null {
  const plain = fullWidth(text).replace(/[\s,，¥￥元]/g, '')
  return /^\d{0,15}(\.\d{0,6})?$/.test(plain) ? plain : null
}

/** As an amount of interface/schemas/common.ts: `007.` → `7`, `.5` → `0.5`; empty where there is none. */
export function settledPrice(typed: string): string {
  const [whole = '', decimals = ''] = typed.split('.')
  if (whole === '' && decimals === '') return ''
  const integer = whole.replace(/^0+(?=\d)/, '') || '0'
  return decimals === '' ? integer : `${integer}.${decimals}`
}

/** One line: quantity × unit price, half up. Null where there is no price. */
export function lineAmount(quantity: string, unitPrice: string, decimals: number): string | null {
  const price = settledPrice(unitPrice)
  return price === '' ? null : new Exact(quantity).times(price).toFixed(decimals)
}

/** Sum of the rounded lines. */
export function runningTotal(items: readonly { id: string, quantity: string }[], prices: Readonly<Record<string, string>>, decimals: number): string {
  let sum = new Exact(0)
  for (const { id, quantity } of items) sum = sum.plus(lineAmount(quantity, prices[id] ?? '', decimals) ?? 0)
  return sum.toFixed(decimals)
}

export interface PastedPrices { prices: Record<string, string>, count: number, unreadable: number, surplus: number }

/**
 * A column out of a spreadsheet, from the given row downwards. Of several columns the last is taken: in a bill of quantities the price
 * stands behind the quantity. An empty cell leaves its row as it is.
 */
export function pasteColumn(text: string, items: readonly { id: string }[], from: number): PastedPrices {
  const lines = text.replace(/\r\n?/g, '\n').replace(/\n$/, '').split('\n')
  const prices: Record<string, string> = {}
  let unreadable = 0
  let surplus = 0
  for (const [offset, line] of lines.entries()) {
    const cell = line.split('\t').at(-1) ?? ''
    const item = items[from + offset]
    if (cell.trim() === '') continue
    const price = typedPrice(cell)
    if (item === undefined) surplus++
    else if (price === null) unreadable++
    else prices[item.id] = settledPrice(price)
  }
  return { prices, count: Object.keys(prices).length, unreadable, surplus }
}
