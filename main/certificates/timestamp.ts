import { createHash, randomBytes } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import { readDigestIdentifier, sha256, sha256Identifier } from '../crypto/algorithms.ts'
import { checkSignature, parseSignature } from '../crypto/check-signature.ts'
import { context, DerError, encode, integer, octetString, readTime, readWhole, sequence, smallInteger, tag } from '../crypto/der.ts'
import { oids } from '../crypto/oids.ts'
import type { Certificate } from './certificate.ts'
import { judgeCertificate } from './judge.ts'
import type { TrustStore } from './trust.ts'
import { worst, type Part } from './verdict.ts'

/** What a token says (TSTInfo, RFC 3161, 2.4.2). */
export interface Timestamp {
  time: Date
  imprint: { digest: 'sha256' | 'sha384' | 'sha512', hash: Buffer }
  nonce: Buffer | null
  authority: Certificate
  others: Certificate[]
}

/** Reads a token (DER ContentInfo) and checks its signature mathematically. Refusal('timestamp-invalid'). */
export function readTimestamp(token: Uint8Array): Timestamp {
  try {
    if (parseSignature(token).contentType !== oids.tstInfo) throw new DerError('content type')
    const checked = checkSignature(token, null)
    return { ...readTstInfo(checked.content), authority: checked.signer, others: checked.others }
  } catch (error) {
    if (error instanceof DerError || error instanceof Refusal) throw new Refusal('timestamp-invalid', error.message)
    throw error
  }
}

function readTstInfo(content: Buffer): Pick<Timestamp, 'time' | 'imprint' | 'nonce'> {
  const reader = readWhole(content)
  if (smallInteger(reader.next(tag.integer).value) !== 1) throw new DerError('TSTInfo version')
  reader.next(tag.oid)
  const imprint = reader.enter()
  const digest = readDigestIdentifier(imprint.next(tag.sequence).whole)
  const hash = Buffer.from(imprint.next(tag.octetString).value)
  imprint.end()
  reader.next(tag.integer)
  const time = readTime(reader.next(tag.generalizedTime))
  reader.optional(tag.sequence)
  reader.optional(tag.boolean)
  const nonce = reader.optional(tag.integer)
  reader.optional(context(0))
  reader.end()
  return { time, imprint: { digest, hash }, nonce: nonce === undefined ? null : Buffer.from(nonce.value) }
}

/**
 * Judges a token over `data`: imprint, signature, authority's chain and purpose at the stamped time. The part is named `time`;
 * `time` is null unless the part is not invalid.
 */
export async function judgeTimestamp(token: Uint8Array, data: Uint8Array, trust: TrustStore): Promise<{ time: Date | null, part: Part }> {
  try {
    const stamp = readTimestamp(token)
    if (!createHash(stamp.imprint.digest).update(data).digest().equals(stamp.imprint.hash)) throw new Refusal('timestamp-invalid', 'imprint')
    const parts = await judgeCertificate(stamp.authority, { intermediates: stamp.others, trust, at: stamp.time, purpose: 'timestamping' })
    const bad = parts.find((each) => each.state === 'invalid')
    if (bad !== undefined) throw new Refusal('timestamp-invalid', bad.detail ?? bad.code)
    return { time: stamp.time, part: { part: 'time', state: worst(parts), detail: stamp.time.toISOString() } }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return { time: null, part: { part: 'time', state: 'invalid', code: 'timestamp-invalid', ...(error.detail === undefined ? {} : { detail: error.detail }) } }
  }
}

/** TimeStampReq (RFC 3161, 2.4.1) over SHA-256, with a nonce, asking for the authority's certificate. */
export function timestampRequest(imprint: Buffer, nonce: Buffer): Buffer {
  return sequence(
    integer(1),
    sequence(sha256Identifier, octetString(imprint)),
    encode(tag.integer, nonce),
    encode(tag.boolean, Buffer.from([0xff])),
  )
}

/** The token of a granted TimeStampResp (RFC 3161, 2.4.2). Refusal('timestamp-unavailable') when it was not granted. */
export function readTimestampResponse(response: Uint8Array): Buffer {
  try {
    const reader = readWhole(response)
    const status = smallInteger(reader.enter().next(tag.integer).value)
    if (status > 1) throw new Refusal('timestamp-unavailable', `status ${status}`)
    const token = Buffer.from(reader.next(tag.sequence).whole)
    reader.end()
    return token
  } catch (error) {
    if (error instanceof DerError) throw new Refusal('timestamp-unavailable', error.message)
    throw error
  }
}

/** Sends a request body to an authority and answers the response's body; the platform connection brings it. */
export type TimestampTransport = (body: Uint8Array<ArrayBuffer>) => Promise<Uint8Array>

/** A token over `data`, whose imprint and nonce are checked before it is answered. Refusals: timestamp-unavailable, timestamp-invalid. */
export async function requestTimestamp(data: Uint8Array, transport: TimestampTransport): Promise<Buffer> {
  const imprint = sha256(data)
  const nonce = randomBytes(16)
  // A positive INTEGER without a leading zero octet.
  nonce[0] = ((nonce[0] ?? 0) & 0x7f) | 0x40
  const token = readTimestampResponse(await transport(Uint8Array.from(timestampRequest(imprint, nonce))))
  const stamp = readTimestamp(token)
  if (!stamp.imprint.hash.equals(imprint) || stamp.nonce === null || !stamp.nonce.equals(nonce)) {
    throw new Refusal('timestamp-invalid', 'imprint or nonce')
  }
  return token
}
