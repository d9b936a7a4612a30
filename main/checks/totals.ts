import type { Section, Tender } from '../../interface/schemas/tender.ts'
import type { Answer } from '../drafts/answers.ts'
import { amountInWords, parseAmountInWords } from './amount-in-words.ts'
import { parseAmount, type Exact } from './exact.ts'
import { finding, type Finding } from './findings.ts'
import { valueOf } from './forms.ts'
import { checkSchedule, scheduleTotal } from './schedules.ts'

type Answers = ReadonlyMap<string, Answer>

/**
 * The total in figures against the schedule, the words and the ceiling of the lot. What cannot be compared, because one side is
 * missing or not readable, has its finding elsewhere and is passed over here.
 */
export function checkTotal(tender: Tender, lot: string, sections: readonly Section[], answers: Answers): Finding[] {
  const place = tender.price.total
  const section = sections.find((each) => each.id === place?.section)
  const answer = answers.get(place?.section ?? '')
  if (place === undefined || section === undefined || answer?.kind !== 'form') return []
  const figures = parseAmount(valueOf(answer.values, place.field))
  const report = (code: 'total-differs' | 'ceiling-exceeded', detail: string): Finding => finding(code, section.id, place.field, detail)
  const findings: Finding[] = []

  if (figures !== undefined) {
    const sum = sumOf(sections.find((each) => each.id === place.schedule), answers, tender.price.decimals)
    const ceiling = parseAmount(tender.price.ceilings?.[lot])
    if (sum !== undefined && !sum.eq(figures)) findings.push(report('total-differs', `${figures.toFixed()} ≠ ${sum.toFixed(tender.price.decimals)}`))
    if (ceiling !== undefined && figures.gt(ceiling)) findings.push(report('ceiling-exceeded', `${figures.toFixed()} > ${ceiling.toFixed()}`))
  }
  if (place.words !== undefined) findings.push(...checkWords(section, place.words, valueOf(answer.values, place.words), figures))
  return findings
}

function checkWords(section: Section, field: string, words: string | boolean | undefined, figures: Exact | undefined): Finding[] {
  if (typeof words !== 'string') return []
  const value = parseAmountInWords(words)
  if (value === undefined) {
    // A field of this type has been read already.
    const isRead = section.form?.fields.some((each) => each.id === field && each.type === 'amount-in-words') === true
    return isRead ? [] : [finding('words-unreadable', section.id, field, words)]
  }
  if (figures === undefined || value.eq(figures)) return []
  const expected = figures.decimalPlaces() <= 2 ? amountInWords(figures.toFixed()) : figures.toFixed()
  return [finding('words-differ', section.id, field, `${words} ≠ ${expected}`)]
}

/** Undefined unless the schedule is there and whole. */
function sumOf(section: Section | undefined, answers: Answers, decimals: number): Exact | undefined {
  const answer = answers.get(section?.id ?? '')
  if (section?.schedule === undefined || answer?.kind !== 'schedule') return undefined
  if (checkSchedule(section.id, section.schedule, answer.rows, decimals).length > 0) return undefined
  return scheduleTotal(section.schedule, answer.rows, decimals)
}
