import { z } from 'zod'
import { amount, digest, identifier, line, party, platformCode, suite } from './common.ts'
import { control } from './tender.ts'

const formValue = z.union([z.string().max(20_000), z.boolean()])
const form = z.strictObject({ form: z.record(identifier, formValue) })
const schedule = z.strictObject({ schedule: z.array(z.strictObject({ item: identifier, unitPrice: amount })).max(20_000) })

/** `DIR/response.json`: what a bidder hands to `bid seal`. Files are named relative to DIR. */
export const responseInputSchema = z.strictObject({
  lot: identifier,
  sections: z.record(identifier, z.union([z.strictObject({ file: z.string().min(1).max(400) }), form, schedule])),
})
export type ResponseInput = z.infer<typeof responseInputSchema>

const tenderReference = z.strictObject({ id: identifier, digest, sequence: z.int().nonnegative() })

/** `response.json` inside an envelope container. It names tender, lot and envelope so that it cannot be wrapped again for another. */
export const responseSchema = z.strictObject({
  format: z.literal('sealbid/response/1'),
  tender: tenderReference,
  lot: identifier,
  envelope: identifier,
  bidder: party,
  sections: z.record(identifier, z.union([z.strictObject({ file: z.string().min(1).max(400) }), form, schedule])),
})
export type Response = z.infer<typeof responseSchema>

/** A certificate as CMS names it: issuer (RFC 4514) and serial number (hex). */
export const certificateReference = z.strictObject({ issuer: line(1_000), serial: z.string().regex(/^[0-9a-f]{1,40}$/) })
export type CertificateReference = z.infer<typeof certificateReference>

/** `bid.json`: public, and it tells nothing about the content. */
export const bidSchema = z.strictObject({
  format: z.literal('sealbid/bid/1'),
  tender: tenderReference,
  platform: platformCode,
  lot: identifier,
  bidder: party,
  suite,
  control,
  /** Bytes of container in each segment but the last. */
  segmentSize: z.literal(16 * 1024 * 1024),
  envelopes: z.array(z.strictObject({
    id: identifier,
    segments: z.int().positive().max(999_999),
    /** H(`sealbid/key/1` ‖ salt ‖ key): judges a released key without opening anything. */
    keyCheck: digest,
    /** H(`sealbid/container/1` ‖ salt ‖ H(container)): what an opened container must match. */
    commitment: digest,
    /** SHA-256 of the inner key envelope with `control: bidder+tenderer`, else null: what the bidder releases must be this, for this tender. */
    tendererLayer: digest.nullable(),
    openedBy: z.strictObject({
      bidder: z.array(certificateReference).min(1),
      tenderer: z.array(certificateReference),
    }),
  })).min(1).max(20),
  tool: z.strictObject({ name: line(60), version: line(30) }),
})
export type Bid = z.infer<typeof bidSchema>
