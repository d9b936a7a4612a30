import type { ResponseInput } from '../../interface/schemas/bid.ts'
import type { Bidder } from './bids/bidders.ts'
import type { Offer } from './prices.ts'
import { project } from './project.ts'
import { inWords } from './words.ts'

/** `response.json` of a bidder: the forms filled in, the prices, the files beside it. */
export function responseOf(bidder: Bidder, offer: Offer): ResponseInput {
  const { manager, registration, days, quality, validity } = bidder
  return {
    lot: project.lot,
    sections: {
      'qualification': { file: 'qualification.pdf' },
      'commitment': { form: { duration: String(days), quality, manager, managerRegistration: registration, validity: String(validity), defectsLiability: '24' } },
      'integrity': { form: { accepted: true } },
      'construction-plan': { file: 'construction-plan.pdf' },
      ...(bidder.hasSchedule ? { 'schedule-plan': { file: 'schedule-plan.pdf' } } : {}),
      'bid-letter': { form: { totalPrice: offer.total, totalPriceInWords: inWords(offer.total) } },
      'price-schedule': { schedule: offer.lines.map(({ id, unitPrice }) => ({ item: id, unitPrice })) },
      'boq-book': { file: 'boq-book.pdf' },
    },
  }
}
