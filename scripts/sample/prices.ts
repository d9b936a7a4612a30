import { createHash } from 'node:crypto'
import { Decimal } from 'decimal.js'
import { type Item, items } from './items.ts'
import { lineAmount, sum } from './words.ts'

export interface PricedItem extends Item { unitPrice: string, amount: string }
export interface Offer { lines: readonly PricedItem[], total: string }

/** A number in [0, 1) that depends on bidder and item only. */
const fraction = (text: string): number => createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32

/** A bidder's unit price: the market price, times the bidder's level, spread by ± 4 per cent; as many digits as people write. */
function unitPrice(item: Item, bidder: string, level: number): string {
  if (item.fixed) return item.base
  const price = new Decimal(item.base).times(level + (fraction(`${bidder} ${item.id}`) - 0.5) * 0.08)
  return price.gte(10_000) ? price.div(10).toDecimalPlaces(0).times(10).toFixed(2) : price.toFixed(2)
}

export function offer(priceOf: (item: Item) => string): Offer {
  const lines = items.map((item) => {
    const unitPrice = priceOf(item)
    return { ...item, unitPrice, amount: lineAmount(item.quantity, unitPrice).toFixed(2) }
  })
  return { lines, total: sum(lines.map((each) => new Decimal(each.amount))) }
}

export const offerA = offer((item) => unitPrice(item, 'a', 0.918))
export const offerB = offer((item) => unitPrice(item, 'b', 0.937))

/** What bidder A changes when it replaces its bid: supplies of the process equipment and the filler, after better quotations. */
const reduced = new Set(['040602045001', '040602048001', '040602007001', '040601025001', '040601022001', '040602049001', '030404017001'])
export const offerReplaced = offer((item) => {
  const price = unitPrice(item, 'a', 0.918)
  return reduced.has(item.id) ? new Decimal(price).times('0.958').toFixed(2) : price
})
