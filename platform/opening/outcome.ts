import type { z } from 'zod'
import { recordSchema } from '../../interface/schemas/opening.ts'

/** One stage as it stands in the record: kept from the moment at which its envelopes were opened. */
export const openedStage = recordSchema.shape.stages.element
export type OpenedStage = z.infer<typeof openedStage>
export type OpenedBid = OpenedStage['bids'][number]
