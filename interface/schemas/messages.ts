import { z } from 'zod'
import { base64, digest, identifier, nonce, origin, platformCode, time } from './common.ts'
import { remedyWay } from './tender.ts'

/**
 * Signed messages. Each travels as `{message, signature}`: the signature is a detached CAdES-B SignedData (DER, base64) over the
 * canonical JSON (RFC 8785) of the message. The type is signed, so that a login can never pass as a submission or a release.
 */

const head = { platform: platformCode, origin, nonce, time }
const tenderHead = { tender: identifier, tenderDigest: digest, lot: identifier }

export const loginMessage = z.strictObject({ type: z.literal('login'), ...head })

export const publishMessage = z.strictObject({
  type: z.literal('publish'), ...head, tender: identifier, tenderDigest: digest, size: z.int().positive(),
})

/** submit, replace, withdraw. `previous` is the digest of the last receipt for this tender and lot, or null before the first. */
export const submissionMessage = z.strictObject({
  type: z.enum(['submit', 'replace', 'withdraw']),
  ...head,
  ...tenderHead,
  bidDigest: digest,
  size: z.int().positive(),
  previous: digest.nullable(),
})
export type SubmissionMessage = z.infer<typeof submissionMessage>

const openingHead = { ...tenderHead, closingRoot: digest }

export const signInMessage = z.strictObject({
  type: z.literal('sign-in'), ...head, ...openingHead, role: z.enum(['bidder', 'tenderer', 'agency']),
})

/**
 * A key on its way: in `bidder+tenderer` the inner key envelope as it is, otherwise key ‖ salt enveloped to the platform's opening
 * certificate. CMS AuthEnvelopedData, DER.
 */
const keyPayload = base64(64 * 1024)

export const releaseMessage = z.strictObject({
  type: z.literal('release'),
  ...head,
  ...openingHead,
  stage: identifier,
  bidDigest: digest,
  keys: z.array(z.strictObject({ envelope: identifier, payload: keyPayload })).min(1).max(20),
})
export type ReleaseMessage = z.infer<typeof releaseMessage>

export const tendererMessage = z.strictObject({
  type: z.literal('tenderer-release'),
  ...head,
  ...openingHead,
  stage: identifier,
  /** `payload` is null where the layer could not be opened; the reason is the tenderer's statement. */
  keys: z.array(z.strictObject({
    bidDigest: digest, envelope: identifier, payload: keyPayload.nullable(), reason: z.string().max(200).optional(),
  })).max(20_000),
})
export type TendererMessage = z.infer<typeof tendererMessage>

export const remedyMessage = z.strictObject({
  type: z.literal('remedy'),
  ...head,
  ...openingHead,
  stage: identifier,
  bidDigest: digest,
  way: remedyWay,
  /** key ‖ salt enveloped to the platform's opening certificate. */
  keys: z.array(z.strictObject({ envelope: identifier, payload: keyPayload })).min(1).max(20),
})
export type RemedyMessage = z.infer<typeof remedyMessage>

export const recordMessage = z.strictObject({
  type: z.literal('record'), ...head, ...openingHead, recordDigest: digest,
})

export const message = z.discriminatedUnion('type', [
  loginMessage, publishMessage, submissionMessage, signInMessage, releaseMessage, tendererMessage, remedyMessage, recordMessage,
])
export type Message = z.infer<typeof message>

/** Wire form of a signed message; `signature` is DER in base64. */
export const signed = <T extends z.ZodType>(schema: T) => z.strictObject({ message: schema, signature: base64(32 * 1024) })
export interface Signed<T> { message: T, signature: string }
