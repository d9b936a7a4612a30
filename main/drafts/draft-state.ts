import { isFor, type Section, type Tender } from '../../interface/schemas/tender.ts'
import { amountInWords } from '../checks/amount-in-words.ts'
import { checkResponse, type Finding } from '../checks/check-response.ts'
import { parseAmount } from '../checks/exact.ts'
import { valueOf } from '../checks/forms.ts'
import { checkSchedule, scheduleTotal } from '../checks/schedules.ts'
import type { Answer, Draft } from './answers.ts'

/** Where a draft stands against its tender, by the same rules that sealing applies. */
export interface DraftState {
  /** Sections of this lot, in the tender's order. */
  sections: Section[]
  findings: Finding[]
  /** Of the schedule that the total must equal; null where it is not whole, or there is none. */
  scheduleTotal: string | null
  /** The total in figures, in capital words; null where there is none that has such words. */
  totalInWords: string | null
}

export const sectionsFor = (tender: Tender, lot: string): Section[] =>
  tender.response.sections.filter((each) => isFor(each, lot))

export function draftState(tender: Tender, { lot, answers }: Pick<Draft, 'lot' | 'answers'>): DraftState {
  const sections = sectionsFor(tender, lot)
  return {
    sections,
    findings: checkResponse(tender, lot, answers),
    scheduleTotal: totalOfSchedule(tender, sections, answers),
    totalInWords: totalInWords(tender, answers),
  }
}

type Answers = ReadonlyMap<string, Answer>

function totalOfSchedule({ price }: Tender, sections: readonly Section[], answers: Answers): string | null {
  const section = sections.find((each) => each.id === price.total?.schedule)
  const answer = answers.get(section?.id ?? '')
  if (section?.schedule === undefined || answer?.kind !== 'schedule') return null
  if (checkSchedule(section.id, section.schedule, answer.rows, price.decimals).length > 0) return null
  return scheduleTotal(section.schedule, answer.rows, price.decimals).toFixed(price.decimals)
}

function totalInWords({ price }: Tender, answers: Answers): string | null {
  const answer = answers.get(price.total?.section ?? '')
  if (price.total === undefined || answer?.kind !== 'form') return null
  const figures = parseAmount(valueOf(answer.values, price.total.field))
  return figures === undefined || figures.decimalPlaces() > 2 ? null : amountInWords(figures.toFixed())
}
