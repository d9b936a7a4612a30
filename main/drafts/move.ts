import { Refusal } from '../../interface/errors.ts'
import { isFor, type Section, type Tender } from '../../interface/schemas/tender.ts'
import type { Draft, Drafts } from './drafts.ts'

/** Kind of answer that a section takes: a bill of quantities is a file where the tender has no items. */
const shape = (section: Section): string => `${section.kind}${section.schedule === undefined ? '' : '+items'}`

const agencyOf = ({ parties }: Tender): string | undefined => parties.find((each) => each.roles.includes('procuringEntity'))?.id

/** Versions of one tender: same number, agency and platform. Anybody can write a package with the number of another. */
export const isSameTender = (one: Tender, other: Tender): boolean =>
  one.tender.id === other.tender.id && one.platform.code === other.platform.code && agencyOf(one) === agencyOf(other)

/**
 * A new draft for another version of the tender (澄清/补遗), with every answer whose section is still there for this lot and takes an answer of
 * the same kind. What was left behind shows as findings of the new draft; the old one stays as it is.
 * @throws Refusal `draft-unknown`, `tender-unknown`, `tender-sequence` (another tender), `bad-input` (the lot is gone)
 */
export function moveDraft(drafts: Drafts, draftId: string, tenderDigest: string): Draft {
  const old = drafts.get(draftId)
  const from = drafts.tender(old.tenderDigest)
  const to = drafts.tender(tenderDigest)
  if (from === undefined || to === undefined) throw new Refusal('tender-unknown', tenderDigest)
  const isVersion = from.digest !== to.digest && isSameTender(from.tender, to.tender)
  if (!isVersion) throw new Refusal('tender-sequence', `${to.tender.tender.id}: not another version of the same tender`)
  if (!to.tender.tender.lots.some((each) => each.id === old.lot)) throw new Refusal('bad-input', `lot ${old.lot} is not in the addendum`)
  const sections = [...old.answers.keys()].filter((section) => {
    const before = from.tender.response.sections.find((each) => each.id === section)
    const after = to.tender.response.sections.find((each) => each.id === section)
    return before !== undefined && after !== undefined && isFor(after, old.lot) && shape(before) === shape(after)
  })
  return drafts.copy(draftId, tenderDigest, sections)
}
