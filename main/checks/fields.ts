import { Refusal } from '../../interface/errors.ts'
import type { FormField } from '../../interface/schemas/tender.ts'
import { parseAmountInWords } from './amount-in-words.ts'
import { Exact, parseAmount, writtenDecimals } from './exact.ts'
import type { FindingCode } from './findings.ts'

/** What is wrong with one value. */
export type Fault = readonly [code: FindingCode, detail?: string]

const integer = /^(?:0|-?[1-9]\d{0,30})$/
const number = /^-?(?:0|[1-9]\d{0,30})(?:\.\d{1,30})?$/

/**
 * Judges a value that is there (not absent, not blank) against its field.
 * @param decimals how many an amount may have
 * @throws Refusal `tender-invalid` if the tender's own bound cannot be read
 */
export function judgeValue(field: FormField, value: string | boolean, decimals: number): Fault | undefined {
  if (field.type === 'boolean') return typeof value === 'boolean' ? undefined : ['not-yes-or-no']
  if (typeof value === 'boolean') return [wrongType[field.type]]
  switch (field.type) {
    case 'text': return judgeLength(field, value)
    case 'choice': return field.choices?.includes(value) === true ? undefined : ['not-a-choice', value]
    case 'integer': return integer.test(value) ? judgeBounds(field, new Exact(value)) : ['not-an-integer', value]
    case 'number': return number.test(value) ? judgeBounds(field, new Exact(value)) : ['not-a-number', value]
    case 'date': return isDate(value) ? judgeDateBounds(field, value) : ['not-a-date', value]
    case 'amount-in-words': return parseAmountInWords(value) === undefined ? ['words-unreadable', value] : judgeLength(field, value)
    case 'amount': {
      const amount = parseAmount(value)
      if (amount === undefined) return ['not-an-amount', value]
      return writtenDecimals(value) > decimals ? ['amount-decimals', `${value}: ${decimals}`] : judgeBounds(field, amount)
    }
  }
}

const wrongType = {
  text: 'not-a-text', choice: 'not-a-choice', integer: 'not-an-integer', number: 'not-a-number', date: 'not-a-date',
  amount: 'not-an-amount', 'amount-in-words': 'words-unreadable',
} as const satisfies Record<Exclude<FormField['type'], 'boolean'>, FindingCode>

/** Length in characters as people count them: code points, not UTF-16 units. */
function judgeLength(field: FormField, value: string): Fault | undefined {
  const length = [...value].length
  return field.maxLength !== undefined && length > field.maxLength ? ['text-too-long', `${length} > ${field.maxLength}`] : undefined
}

function judgeBounds(field: FormField, value: Exact): Fault | undefined {
  const { minimum, maximum } = field
  if (minimum !== undefined && value.lt(bound(field, minimum))) return ['below-minimum', `${value.toFixed()} < ${minimum}`]
  if (maximum !== undefined && value.gt(bound(field, maximum))) return ['above-maximum', `${value.toFixed()} > ${maximum}`]
  return undefined
}

function bound(field: FormField, text: string): Exact {
  if (!number.test(text)) throw new Refusal('tender-invalid', `bound of the field ${field.id}: ${text}`)
  return new Exact(text)
}

/** Dates of this form sort as text. */
function judgeDateBounds(field: FormField, value: string): Fault | undefined {
  const { minimum, maximum } = field
  for (const each of [minimum, maximum]) {
    if (each !== undefined && !isDate(each)) throw new Refusal('tender-invalid', `bound of the field ${field.id}: ${each}`)
  }
  if (minimum !== undefined && value < minimum) return ['below-minimum', `${value} < ${minimum}`]
  if (maximum !== undefined && value > maximum) return ['above-maximum', `${value} > ${maximum}`]
  return undefined
}

/** YYYY-MM-DD, and a day that the calendar has. */
function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const date = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value)
}
