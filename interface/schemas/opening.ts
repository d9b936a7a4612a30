import { z } from 'zod'
import { base64, digest, identifier, line, origin, party, platformCode, time } from './common.ts'
import { control, remedyWay } from './tender.ts'

/** Phases of a stage, in this order and no other (电子招标投标办法, art. 29–30). */
export const phase = z.enum(['waiting', 'releasing', 'tenderer', 'remedying', 'announced'])
export type Phase = z.infer<typeof phase>

const stageState = z.strictObject({
  id: identifier,
  envelopes: z.array(identifier),
  phase,
  openingTime: time,
  /** When the phase under way ends by itself; null where it waits for somebody. */
  endsAt: time.nullable(),
  released: z.int().nonnegative(),
  expected: z.int().nonnegative(),
})

export const openingState = z.strictObject({
  tender: identifier,
  tenderDigest: digest,
  lot: identifier,
  control,
  now: time,
  deadline: time,
  /** Digest of the closing statement; null before the deadline. */
  closing: digest.nullable(),
  closingRoot: digest.nullable(),
  signedIn: z.array(z.strictObject({ role: z.enum(['bidder', 'tenderer', 'agency']), party, at: time })),
  stages: z.array(stageState),
  /** Where the caller is a bidder: its own bid and what has become of it, by stage. */
  own: z.strictObject({
    bidDigest: digest,
    receiptDigest: digest,
    stages: z.array(z.strictObject({ stage: identifier, state: z.enum(['expected', 'released', 'opened', 'failed', 'remedied']), reason: line(400).optional() })),
  }).nullable(),
  recorded: z.boolean(),
})
export type OpeningState = z.infer<typeof openingState>

/** What a bidder signed about its bid: enough to tell which tender an inner layer was made for. */
export const signedBid = z.strictObject({
  bidDigest: digest,
  bid: base64(1024 * 1024),
  manifest: base64(64 * 1024 * 1024),
  signature: base64(64 * 1024),
})
export type SignedBid = z.infer<typeof signedBid>

/** Public parts of the caller's own bid file, as the platform holds them: enough to release without the whole file. */
export const bidHeader = z.strictObject({
  ...signedBid.shape,
  size: z.int().positive(),
  receiptDigest: digest,
  keys: z.record(identifier, base64(64 * 1024)),
})
export type BidHeader = z.infer<typeof bidHeader>

/** What the tenderer gets once the window is closed: inner key envelopes with what was signed about them, never segments. */
export const innerLayers = z.strictObject({
  stage: identifier,
  bids: z.array(signedBid).max(20_000),
  layers: z.array(z.strictObject({ bidDigest: digest, envelope: identifier, payload: base64(64 * 1024) })).max(20_000),
})
export type InnerLayers = z.infer<typeof innerLayers>

const openedEnvelope = z.strictObject({ id: identifier, keyCheck: z.boolean(), commitment: z.boolean().nullable() })

/**
 * Outcome of one bid in one stage. `revoked` (撤销): not opened through the bidder's fault; `withdrawn` (撤回): through other causes
 * (art. 31); `rejected`: opened, but not what the bidder had committed to or not readable.
 */
export const outcome = z.enum(['opened', 'revoked', 'withdrawn', 'rejected'])

const recordedBid = z.strictObject({
  bidder: party,
  bidDigest: digest,
  receiptDigest: digest,
  outcome,
  reason: line(400).optional(),
  remedy: remedyWay.optional(),
  envelopes: z.array(openedEnvelope),
  /** What is read out (唱标): section, field, value as the bidder wrote it. */
  announced: z.array(z.strictObject({ section: identifier, field: identifier, title: line(), value: z.string().max(20_000) })),
})

/** `record.json` (开标记录), signed by the agency. */
export const recordSchema = z.strictObject({
  format: z.literal('sealbid/record/1'),
  platform: z.strictObject({ code: platformCode, name: line(), origin }),
  tender: identifier,
  title: line(),
  tenderDigest: digest,
  lot: identifier,
  closing: z.strictObject({ digest, root: digest, size: z.int().nonnegative(), closedAt: time }),
  signedIn: z.array(z.strictObject({ role: z.enum(['bidder', 'tenderer', 'agency']), party, at: time })),
  stages: z.array(z.strictObject({
    id: identifier, envelopes: z.array(identifier), openingTime: time, announcedAt: time, bids: z.array(recordedBid),
  })).min(1),
})
export type OpeningRecord = z.infer<typeof recordSchema>
