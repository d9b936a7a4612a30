import type { Party } from '../../interface/schemas/common.ts'
import type { OpeningRecord } from '../../interface/schemas/opening.ts'
import type { FormField, RemedyWay, Tender } from '../../interface/schemas/tender.ts'

/** The announcement (唱标) as one table for all bids: what was read out as columns, one row for each bid. */

export type Outcome = OpeningRecord['stages'][number]['bids'][number]['outcome']

export interface AnnouncedColumn {
  /** `section/field`. */
  key: string
  title: string
  type: FormField['type'] | 'unknown'
  unit: string | null
}

export interface AnnouncedRow {
  bidDigest: string
  bidder: Party
  /** That of the first stage that did not open the bid; `opened` where all did. */
  outcome: Outcome
  /** The platform's words for an outcome other than `opened`, and the stage; null where it gave none. */
  reason: { stage: string, text: string } | null
  remedy: RemedyWay | null
  values: Record<string, string>
}

export interface AnnouncedTable { columns: AnnouncedColumn[], rows: AnnouncedRow[] }

const keyOf = (section: string, field: string): string => `${section}/${field}`

/** What is written like an amount in every bid, where no tender says what a field is. */
const isAmountLike = (values: readonly string[]): boolean => values.length > 0 && values.every((value) => /^\d+\.\d{2}$/.test(value))

/** Prices first, then the tender's order, then what was announced besides. */
function columnsOf(record: OpeningRecord, tender: Pick<Tender, 'response'> | null): AnnouncedColumn[] {
  const columns = new Map<string, AnnouncedColumn>()
  const announced = record.stages.flatMap((stage) => stage.bids.flatMap((bid) => bid.announced))
  const present = new Set(announced.map((each) => keyOf(each.section, each.field)))
  for (const section of tender?.response.sections ?? []) {
    for (const field of section.form?.fields ?? []) {
      const key = keyOf(section.id, field.id)
      if (present.has(key)) columns.set(key, { key, title: field.title, type: field.type, unit: field.unit ?? null })
    }
  }
  for (const { section, field, title } of announced) {
    const key = keyOf(section, field)
    if (columns.has(key)) continue
    const values = announced.filter((each) => keyOf(each.section, each.field) === key).map((each) => each.value)
    columns.set(key, { key, title, type: isAmountLike(values) ? 'number' : 'unknown', unit: null })
  }
  const rank = ({ type }: AnnouncedColumn): number => type === 'amount' ? 0 : type === 'amount-in-words' ? 1 : 2
  return [...columns.values()].sort((a, b) => rank(a) - rank(b))
}

export function announcedTable(record: OpeningRecord, tender: Pick<Tender, 'response'> | null): AnnouncedTable {
  const rows = new Map<string, AnnouncedRow>()
  for (const stage of record.stages) {
    for (const { bidDigest, bidder, outcome, reason, remedy, announced } of stage.bids) {
      const row = rows.get(bidDigest) ?? { bidDigest, bidder, outcome: 'opened', reason: null, remedy: null, values: {} }
      if (row.outcome === 'opened' && outcome !== 'opened') {
        row.outcome = outcome
        row.reason = reason === undefined ? null : { stage: stage.id, text: reason }
      }
      row.remedy ??= remedy ?? null
      for (const { section, field, value } of announced) row.values[keyOf(section, field)] = value
      rows.set(bidDigest, row)
    }
  }
  return { columns: columnsOf(record, tender), rows: [...rows.values()] }
}

export const isNumeric = ({ type }: AnnouncedColumn): boolean => type === 'amount' || type === 'integer' || type === 'number'

const decimal = /^(-?)(\d+)(?:\.(\d+))?$/

/** Millionths, exactly; null for what is no decimal. */
function millionths(value: string | undefined): bigint | null {
  const [, sign, whole, fraction = ''] = decimal.exec(value ?? '') ?? []
  if (whole === undefined) return null
  const size = BigInt(whole + fraction.padEnd(6, '0').slice(0, 6))
  return sign === '-' ? -size : size
}

/** Orders by amount; rows without one come last, so that a bid that was not opened is never the lowest. */
export function compareAmounts(a: string | undefined, b: string | undefined): number {
  const [left, right] = [millionths(a), millionths(b)]
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  return left < right ? -1 : Number(left > right)
}
