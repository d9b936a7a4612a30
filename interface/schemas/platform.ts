import { z } from 'zod'
import { digest, identifier, line, nonce, origin, party, pem, platformCode, suite, time } from './common.ts'
import { keyTransport } from './tender.ts'

/** Served at `/.well-known/tendering-platform`. Everything but `clock` is covered by the certification statement. */
export const descriptorSchema = z.strictObject({
  format: z.literal('sealbid/platform/1'),
  code: platformCode,
  name: line(),
  operator: party,
  origin,
  /** Versions of this interface that are spoken, `major.minor`. */
  interfaceVersions: z.array(z.string().regex(/^\d+\.\d+$/)).min(1),
  suites: z.array(suite).min(1),
  limits: z.strictObject({ bytesPerFile: z.int().positive(), bytesPerBid: z.int().positive(), chunkBytes: z.int().positive() }),
  certificates: z.strictObject({
    /** Signs receipts and closing statements. */
    receipts: pem,
    /** Released keys are enveloped to it. */
    opening: z.strictObject({ certificate: pem, keyTransport }),
  }),
  /** RFC 3161 authority that this platform uses; not run by it, practice excepted. */
  timestampAuthority: z.url(),
  practice: z.boolean(),
})
export type Descriptor = z.infer<typeof descriptorSchema>

/** `certification.json`, signed by a certification body: this descriptor, for this origin, in this period. */
export const certificationSchema = z.strictObject({
  format: z.literal('sealbid/certification/1'),
  code: platformCode,
  origin,
  /** SHA-256 of the descriptor's canonical JSON. */
  descriptorDigest: digest,
  scope: z.array(z.enum(['trading', 'public-service', 'supervision'])).min(1),
  validFrom: time,
  validTo: time,
})
export type Certification = z.infer<typeof certificationSchema>

export const clockSchema = z.strictObject({ time, rehearsal: z.boolean() })

export const challengeSchema = z.strictObject({ nonce, expiresAt: time })
export const sessionSchema = z.strictObject({ token: z.string().min(32).max(200), expiresAt: time, party })

export const tenderSummary = z.strictObject({
  id: identifier,
  title: line(),
  digest,
  size: z.int().positive(),
  sequence: z.int().nonnegative(),
  publishedAt: time,
  deadline: time,
  lots: z.array(identifier),
})
export type TenderSummary = z.infer<typeof tenderSummary>

export const tenderList = z.strictObject({ tenders: z.array(tenderSummary), next: z.string().nullable() })

export const tenderDetail = z.strictObject({
  ...tenderSummary.shape,
  /** All published versions, oldest first; the last is in force. */
  versions: z.array(z.strictObject({ sequence: z.int().nonnegative(), digest, size: z.int().positive(), publishedAt: time })).min(1),
})

/** The caller's own submission for one tender and lot. */
export const submissionStatus = z.strictObject({
  state: z.enum(['none', 'submitted', 'withdrawn', 'closed', 'refused']),
  /** Digest of the last receipt: the head that the next message must name as `previous`. */
  head: digest.nullable(),
  bidDigest: digest.nullable(),
  receipts: z.array(z.strictObject({ digest, type: z.enum(['submit', 'replace', 'withdraw']), receivedAt: time, bidDigest: digest })),
})
export type SubmissionStatus = z.infer<typeof submissionStatus>

/** RFC 9457 problem. `code` is the last part of `type` and stands in docs/errors.md. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  member: z.string().optional(),
})
export type Problem = z.infer<typeof problemSchema>
