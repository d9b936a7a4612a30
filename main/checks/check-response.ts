import { answerKind, isFor, type Section, type Tender } from '../../interface/schemas/tender.ts'
import type { Answer } from '../drafts/answers.ts'
import { checkBidSize, checkFile } from './files.ts'
import { finding, type Finding } from './findings.ts'
import { checkForm } from './forms.ts'
import { checkSchedule } from './schedules.ts'
import { checkTotal } from './totals.ts'

export type { Finding, FindingCode, Severity } from './findings.ts'

/**
 * The tender's rules for a response to one lot, as far as data, names, sizes and first bytes tell: answers are looked at in the tender's
 * order. Pages, seals, and properties of documents are not looked at. An empty answer means that no rule which is checked here is broken.
 * @param answers by section id; file answers are read for their first bytes
 * @throws Refusal `tender-invalid` if a bound in the tender cannot be read
 */
export function checkResponse(tender: Tender, lot: string, answers: ReadonlyMap<string, Answer>): Finding[] {
  if (!tender.tender.lots.some((each) => each.id === lot)) return [finding('lot-unknown', '', undefined, lot)]
  const sections = tender.response.sections.filter((each) => isFor(each, lot))
  return [
    ...sections.flatMap((section) => checkSection(tender, section, answers.get(section.id))),
    ...checkTotal(tender, lot, sections, answers),
    ...checkBidSize(answers, tender.limits),
    ...checkNames(tender, lot, answers),
  ]
}

/** What keeps a bid from being sealed. */
export const errorsOf = (findings: readonly Finding[]): Finding[] => findings.filter((each) => each.severity === 'error')

function checkSection(tender: Tender, section: Section, answer: Answer | undefined): Finding[] {
  if (answer === undefined) return section.required ? [finding('section-missing', section.id)] : []
  const expected = answerKind(section)
  if (answer.kind !== expected) return [finding('answer-kind', section.id, undefined, `${answer.kind} ≠ ${expected}`)]
  switch (answer.kind) {
    case 'file': return checkFile(section, answer.attachment, tender.limits)
    case 'form': return checkForm(section, answer.values, tender.price.decimals)
    case 'schedule': return checkSchedule(section.id, section.schedule ?? { columns: [], items: [] }, answer.rows, tender.price.decimals)
  }
}

function checkNames(tender: Tender, lot: string, answers: ReadonlyMap<string, Answer>): Finding[] {
  return [...answers.keys()].flatMap((id) => {
    const section = tender.response.sections.find((each) => each.id === id)
    if (section === undefined) return [finding('section-unknown', id)]
    return isFor(section, lot) ? [] : [finding('section-other-lot', id)]
  })
}
