import type { Section } from '../../interface/schemas/tender.ts'
import type { ScheduleRow } from '../drafts/answers.ts'
import { Exact, parseAmount, writtenDecimals } from './exact.ts'
import { finding, type Finding } from './findings.ts'

export type Schedule = NonNullable<Section['schedule']>

/** Every item once, and nothing else, each with a unit price. */
export function checkSchedule(section: string, schedule: Schedule, rows: readonly ScheduleRow[], decimals: number): Finding[] {
  const findings: Finding[] = []
  const items = new Set(schedule.items.map((item) => item.id))
  const seen = new Set<string>()
  for (const { item, unitPrice } of rows) {
    if (!items.has(item)) {
      findings.push(finding('item-unknown', section, item))
      continue
    }
    if (seen.has(item)) findings.push(finding('item-twice', section, item))
    seen.add(item)
    if (parseAmount(unitPrice) === undefined) findings.push(finding('not-an-amount', section, item, unitPrice))
    else if (writtenDecimals(unitPrice) > decimals) findings.push(finding('amount-decimals', section, item, `${unitPrice}: ${decimals}`))
  }
  for (const item of items) if (!seen.has(item)) findings.push(finding('item-missing', section, item))
  return findings
}

/**
 * Sum of quantity × unit price, each line rounded half up to `decimals`. Rows must have passed `checkSchedule`.
 */
export function scheduleTotal(schedule: Schedule, rows: readonly ScheduleRow[], decimals: number): Exact {
  const prices = new Map(rows.map(({ item, unitPrice }) => [item, unitPrice]))
  return schedule.items.reduce(
    (sum, { id, quantity }) => sum.plus(new Exact(quantity).times(prices.get(id) ?? 0).toDecimalPlaces(decimals, Exact.ROUND_HALF_UP)),
    new Exact(0),
  )
}
