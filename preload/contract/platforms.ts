import { z } from 'zod'
import { base64, digest, identifier, nonce, origin, time, type Party } from '../../interface/schemas/common.ts'
import { loginMessage, message, publishMessage, signInMessage, submissionMessage, type Message, type Signed } from '../../interface/schemas/messages.ts'
import { bidHeader, innerLayers, recordSchema } from '../../interface/schemas/opening.ts'
import { descriptorSchema } from '../../interface/schemas/platform.ts'
import { inclusionProof, type SubmissionReceipt } from '../../interface/schemas/receipt.ts'
import { remedyWay } from '../../interface/schemas/tender.ts'
import { certificateId, nothing, token } from './values.ts'
import { verb } from './verb.ts'

/** A trading platform that main accepted, and may therefore be reached from the window. */
export interface PlatformView {
  origin: string
  code: string
  name: string
  operator: Party
  practice: boolean
  interfaceVersions: string[]
  limits: { bytesPerFile: number, bytesPerBid: number, chunkBytes: number }
  timestampAuthority: string
  /** When its certification was last checked. */
  acceptedAt: string
}

/** One identity at one platform. The connection is an opaque token that belongs to the window. */
export interface ConnectionView {
  connection: string
  platform: PlatformView
  certificate: string
  holder: Party
}

export const platforms = {
  'platforms.list': verb<PlatformView[]>()(nothing),
  /** Lets the window ask this origin for its descriptor, certification and clock, for one minute and nothing else. */
  'platforms.reach': verb<null>()(z.strictObject({ origin })),
  /** Judges what the window got from there. Refusals: platform-uncertified with the reason, practice-certificate. */
  'platforms.accept': verb<PlatformView>()(z.strictObject({
    origin, descriptor: descriptorSchema, certification: base64(512 * 1024), clock: time,
  }), { maxSize: 1024 * 1024 }),
  'platforms.forget': verb<null>()(z.strictObject({ origin })),
}

const withoutHead = { platform: true, origin: true, nonce: true, time: true } as const

/** What the window may ask to have signed by its content; releases and records have verbs of their own. */
export const signable = z.discriminatedUnion('type', [
  loginMessage.omit(withoutHead), publishMessage.omit(withoutHead), submissionMessage.omit(withoutHead), signInMessage.omit(withoutHead),
])
export type Signable = z.infer<typeof signable>

const connection = { connection: token }
const place = { tenderDigest: digest, lot: identifier }

/** Receipts and statements come as they are: base64 of the container. */
const evidence = z.strictObject({
  closing: base64(1024 * 1024),
  own: z.strictObject({ receipt: base64(1024 * 1024), proof: inclusionProof }).nullable(),
})
const releaseInput = { ...place, stage: identifier, header: bidHeader, evidence }

const large = { maxSize: 128 * 1024 * 1024 }
const medium = { maxSize: 4 * 1024 * 1024 }

/** interface/trusted-side.ts over the border. Whatever binds is confirmed in main's own window, from main's own data. */
export const connections = {
  /** Unlocks the certificate where it is locked. Refusals: platform-uncertified, password-wrong, cancelled, … */
  'connections.open': verb<ConnectionView>()(z.strictObject({ origin, certificate: certificateId })),
  'connections.close': verb<null>()(z.strictObject(connection)),
  'connections.sign': verb<Signed<Message>>()(z.strictObject({ ...connection, draft: signable, nonce: nonce.optional() })),
  'connections.keepReceipt': verb<{ digest: string, receipt: SubmissionReceipt }>()(z.strictObject({ ...connection, bytes: base64(1024 * 1024), message: submissionMessage }), medium),
  'connections.checkPublication': verb<null>()(z.strictObject({ ...connection, bytes: base64(1024 * 1024), tenderDigest: digest }), medium),
  /** Answers the root of the log. */
  'connections.checkClosing': verb<string>()(z.strictObject({ ...connection, ...place, evidence }), medium),
  'connections.signRelease': verb<Signed<Message>>()(z.strictObject({ ...connection, ...releaseInput }), large),
  'connections.signRemedy': verb<Signed<Message>>()(z.strictObject({ ...connection, ...releaseInput, way: remedyWay }), large),
  'connections.signTendererRelease': verb<Signed<Message>>()(z.strictObject({ ...connection, ...place, layers: innerLayers, evidence }), large),
  'connections.signRecord': verb<{ signed: Signed<Message>, container: string }>()(z.strictObject({
    ...connection, announcement: recordSchema, evidence, proofs: z.array(inclusionProof).max(20_000),
  }), large),
  'connections.loadUpload': verb<string | null>()(z.strictObject({ ...connection, digest })),
  'connections.saveUpload': verb<null>()(z.strictObject({ ...connection, digest, url: z.url().max(2_000) })),
  'connections.forgetUpload': verb<null>()(z.strictObject({ ...connection, digest })),
  /** Attempts and answers that the window saw; main adds its own. */
  'connections.journal': verb<null>()(z.strictObject({
    ...connection, event: z.enum(['upload-attempt', 'upload-complete', 'submit-attempt', 'platform-refused', 'clock-sample']),
    details: z.record(z.string().max(60), z.union([z.string().max(500), z.number(), z.boolean(), z.null()])),
  })),
}

export { message }
