import { bidderA, bidderB } from './bids/bidders.ts'
import { planAFirst, planAStructures } from './bids/plan-a-1.ts'
import { planASecond } from './bids/plan-a-2.ts'
import { planBFirst } from './bids/plan-b-1.ts'
import { planBSecond } from './bids/plan-b-2.ts'
import { pricedBoq } from './bids/priced-boq.ts'
import { qualification } from './bids/qualification.ts'
import { schedulePlan } from './bids/schedule-plan.ts'
import { addendumDocument } from './definition.ts'
import { amendedItems, items } from './items.ts'
import type { Page } from './page.ts'
import { offerA, offerB, offerReplaced } from './prices.ts'
import { dates } from './project.ts'
import { addendum } from './tender/addendum.ts'
import { boq } from './tender/boq.ts'
import { contract } from './tender/contract.ts'
import { evaluationMethod } from './tender/evaluation.ts'
import { forms } from './tender/forms.ts'
import { instructions } from './tender/instructions.ts'
import { notice } from './tender/notice.ts'
import { specification } from './tender/specification.ts'

/** One PDF of the sample: where it goes, below assets/sample/, and the date that it bears. `copies` are further places of the same bytes. */
export interface Printed { file: string, page: Page, date: string, copies?: readonly string[] }

const bidDate = '2026-12-18T15:00:00+08:00'
const replacementDate = '2026-12-21T10:00:00+08:00'
const blindPlan = (text: string): Page => ({ title: '施工组织设计', look: 'blind', text })

/** What an addendum carries over unchanged; the bill of quantities it issues anew. */
const unchanged: readonly (readonly [string, Page])[] = [
  ['01-notice.pdf', notice], ['02-instructions.pdf', instructions], ['03-evaluation.pdf', evaluationMethod], ['04-contract.pdf', contract],
  ['06-specification.pdf', specification], ['07-forms.pdf', forms],
]

export const printed: readonly Printed[] = [
  ...unchanged.map(([name, page]) => ({ file: `tender/documents/${name}`, page, date: dates.notice, copies: [`addendum/documents/${name}`] })),
  { file: 'tender/documents/05-boq.pdf', page: boq(items, dates.notice), date: dates.notice },
  { file: 'addendum/documents/05-boq.pdf', page: boq(amendedItems, dates.addendum), date: dates.addendum },
  { file: `addendum/documents/${addendumDocument.file}`, page: addendum, date: dates.addendum },
  { file: 'bidder-a/qualification.pdf', page: qualification(bidderA), date: bidDate, copies: ['bidder-a-replacement/qualification.pdf'] },
  { file: 'bidder-a/construction-plan.pdf', page: blindPlan(planAFirst + planAStructures + planASecond), date: bidDate, copies: ['bidder-a-replacement/construction-plan.pdf'] },
  { file: 'bidder-a/schedule-plan.pdf', page: schedulePlan, date: bidDate, copies: ['bidder-a-replacement/schedule-plan.pdf'] },
  { file: 'bidder-a/boq-book.pdf', page: pricedBoq(bidderA, offerA), date: bidDate },
  { file: 'bidder-a-replacement/boq-book.pdf', page: pricedBoq(bidderA, offerReplaced), date: replacementDate },
  { file: 'bidder-b/qualification.pdf', page: qualification(bidderB), date: bidDate },
  { file: 'bidder-b/construction-plan.pdf', page: blindPlan(planBFirst + planBSecond), date: bidDate },
  { file: 'bidder-b/boq-book.pdf', page: pricedBoq(bidderB, offerB), date: bidDate },
]
