import type { AnswerView, DraftView, FindingView } from '../../../preload/contract/drafts.ts'
import type { Section } from '../../../interface/schemas/tender.ts'

/** Sections of a draft by envelope, in the tender's order, with what main found in each. */

export interface SectionEntry {
  section: Section
  answer: AnswerView | null
  findings: FindingView[]
  state: 'missing' | 'errors' | 'warnings' | 'complete' | 'optional'
}

export interface EnvelopeGroup { id: string, title: string, entries: SectionEntry[] }

function stateOf(answer: AnswerView | null, findings: FindingView[]): SectionEntry['state'] {
  if (findings.some((each) => each.code === 'section-missing')) return 'missing'
  if (findings.some((each) => each.severity === 'error')) return 'errors'
  if (answer === null) return 'optional'
  return findings.length > 0 ? 'warnings' : 'complete'
}

export function entryOf(draft: DraftView, section: string): SectionEntry | undefined {
  const content = draft.content.find((each) => each.section.id === section)
  if (content === undefined) return undefined
  const findings = draft.findings.filter((each) => each.section === section)
  return { ...content, findings, state: stateOf(content.answer, findings) }
}

export const entriesOf = (draft: DraftView): SectionEntry[] => draft.content.flatMap(({ section }) => entryOf(draft, section.id) ?? [])

/** Envelopes without a section for this lot are left out. */
export function envelopeGroups(draft: DraftView, envelopes: readonly { id: string, title: string }[]): EnvelopeGroup[] {
  const entries = entriesOf(draft)
  return envelopes
    .map(({ id, title }) => ({ id, title, entries: entries.filter(({ section }) => section.envelope === id) }))
    .filter((group) => group.entries.length > 0)
}

/** Findings that belong to no section of this draft: the bid as a whole, or sections that the tender does not have. */
export const generalFindings = (draft: DraftView): FindingView[] =>
  draft.findings.filter((each) => !draft.content.some(({ section }) => section.id === each.section))

/** The section to show when none is named: the first that lacks something, else the first. */
export const firstSection = (draft: DraftView): string | undefined =>
  (entriesOf(draft).find((each) => each.state === 'missing' || each.state === 'errors') ?? entriesOf(draft)[0])?.section.id
