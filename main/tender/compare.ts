import { canonical } from '../../interface/canonical.ts'
import type { Section, Tender } from '../../interface/schemas/tender.ts'

export type Change = 'added' | 'removed' | 'changed'

/** What one version of a tender changes against another. Nothing here is guessed: two parts are equal when their canonical JSON is. */
export interface TenderDifference {
  deadline: { from: string, to: string } | null
  /** In the order of the new version, removed ones last. `section`: the new one, null where it was removed. */
  sections: { id: string, title: string, change: Change, section: Section | null }[]
  /** By file: what a bidder opens. */
  documents: { file: string, title: string, change: Change }[]
  /** Top-level parts that differ besides. */
  other: string[]
}

const equal = (one: unknown, other: unknown): boolean =>
  one === undefined || other === undefined ? one === other : Buffer.from(canonical(one)).equals(canonical(other))

function changesOf<T>(from: readonly T[], to: readonly T[], key: (each: T) => string): { each: T, change: Change }[] {
  const before = new Map(from.map((each) => [key(each), each]))
  const after = new Set(to.map(key))
  return [
    ...to.flatMap((each): { each: T, change: Change }[] => {
      const old = before.get(key(each))
      if (old === undefined) return [{ each, change: 'added' }]
      return equal(old, each) ? [] : [{ each, change: 'changed' }]
    }),
    ...from.filter((each) => !after.has(key(each))).map((each) => ({ each, change: 'removed' as const })),
  ]
}

const parts: Record<string, (tender: Tender) => unknown> = {
  lots: ({ tender }) => tender.lots,
  price: ({ price }) => price,
  sealing: ({ sealing }) => sealing,
  limits: ({ limits }) => limits,
  remedy: ({ remedy }) => remedy,
  evaluation: ({ evaluation }) => evaluation,
  parties: ({ parties }) => parties,
  platform: ({ platform }) => platform,
  enquiryPeriod: ({ tender }) => tender.enquiryPeriod,
  milestones: ({ tender }) => tender.milestones,
}

export function compareTenders(from: Tender, to: Tender): TenderDifference {
  const deadlines = { from: from.tender.tenderPeriod.endDate, to: to.tender.tenderPeriod.endDate }
  return {
    deadline: Date.parse(deadlines.from) === Date.parse(deadlines.to) ? null : deadlines,
    sections: changesOf(from.response.sections, to.response.sections, (each) => each.id)
      .map(({ each, change }) => ({ id: each.id, title: each.title, change, section: change === 'removed' ? null : each })),
    documents: changesOf(from.tender.documents, to.tender.documents, (each) => each.file)
      .map(({ each, change }) => ({ file: each.file, title: each.title, change })),
    other: Object.entries(parts).filter(([, part]) => !equal(part(from), part(to))).map(([name]) => name),
  }
}
