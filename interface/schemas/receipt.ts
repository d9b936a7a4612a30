import { z } from 'zod'
import { base64, digest, identifier, line, nonce, origin, party, platformCode, time } from './common.ts'
import { submissionMessage } from './messages.ts'

const platform = z.strictObject({ code: platformCode, name: line(), origin })

/** `receipt.json` of a submission: the platform's signed confirmation of one submit, replace or withdraw. */
export const submissionReceipt = z.strictObject({
  format: z.literal('sealbid/receipt/1'),
  type: z.enum(['submit', 'replace', 'withdraw']),
  platform,
  tender: identifier,
  tenderDigest: digest,
  lot: identifier,
  bidder: party,
  /** Exact ciphertext, as received and flushed. */
  bid: z.strictObject({ digest, size: z.int().positive() }),
  message: submissionMessage,
  /** The bidder's signature over the message, DER in base64. */
  messageSignature: base64(32 * 1024),
  receivedAt: time,
  nonce,
  /** The platform promises that the digest of this receipt will be a leaf of this log (RFC 9162). */
  promise: z.strictObject({ tender: identifier, lot: identifier }),
})
export type SubmissionReceipt = z.infer<typeof submissionReceipt>

/** `receipt.json` of a publication: the platform's confirmation to the agency. */
export const publicationReceipt = z.strictObject({
  format: z.literal('sealbid/receipt/1'),
  type: z.literal('publish'),
  platform,
  tender: identifier,
  tenderDigest: digest,
  size: z.int().positive(),
  sequence: z.int().nonnegative(),
  publisher: party,
  receivedAt: time,
  nonce,
})

/** `receipt.json` of the closing statement: at the deadline, one for each tender and lot. */
export const closingStatement = z.strictObject({
  format: z.literal('sealbid/receipt/1'),
  type: z.literal('closing'),
  platform,
  tender: identifier,
  tenderDigest: digest,
  lot: identifier,
  /** RFC 9162: the leaves are the SHA-256 digests of the receipts, in the order of acceptance. */
  log: z.strictObject({ root: digest, size: z.int().nonnegative() }),
  closedAt: time,
  nonce,
})
export type ClosingStatement = z.infer<typeof closingStatement>

export const receiptSchema = z.union([submissionReceipt, publicationReceipt, closingStatement])
export type Receipt = z.infer<typeof receiptSchema>

/** Proof that a receipt stands in the log (RFC 9162, 2.1.3): hashes from the leaf's sibling upwards. */
export const inclusionProof = z.strictObject({
  receipt: digest, index: z.int().nonnegative(), size: z.int().positive(), root: digest, path: z.array(digest).max(64),
})
export type InclusionProof = z.infer<typeof inclusionProof>
