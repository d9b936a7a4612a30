import { fromBER, Utf8String } from 'asn1js'
import { PKIStatusInfo, TimeStampReq } from 'pkijs'
import { encode, namedBits, sequence } from '../der.ts'
import { practicePolicy, timestampToken } from './timestamp-token.ts'
import type { Imprint, TimestampAuthority } from './timestamp-token.ts'

export type { TimestampAuthority }

/** PKIFailureInfo, the bits that a timestamp authority may name (RFC 3161, 2.4.2). */
const failures = { badAlg: 0, badRequest: 2, badDataFormat: 5, timeNotAvailable: 14, unacceptedPolicy: 15, unacceptedExtension: 16 } as const
type Failure = keyof typeof failures

/** Bytes of a digest by its algorithm: SHA-256, SHA-384, SHA-512. */
const digestBytes: Readonly<Record<string, number>> = {
  '2.16.840.1.101.3.4.2.1': 32,
  '2.16.840.1.101.3.4.2.2': 48,
  '2.16.840.1.101.3.4.2.3': 64,
}

/** No honest request comes near: a digest, a nonce, a policy. */
const largestRequest = 4096

/**
 * Answers a TimeStampReq with a TimeStampResp (RFC 3161), both DER. `now` is the time that is certified, in whole seconds. What is wrong with a
 * request is said in the response (status `rejection` and a failure), never thrown.
 */
export async function respondTimestamp(request: Uint8Array, authority: TimestampAuthority, now: Date): Promise<Uint8Array<ArrayBuffer>> {
  const read = readRequest(request)
  if (typeof read === 'string') return rejection(read)
  const { validFromDate, validToDate } = authority.certificate
  if (!(validFromDate <= now && now <= validToDate)) return rejection('timeNotAvailable')
  const token = await timestampToken(read, authority, now)
  return encode(sequence(new PKIStatusInfo({ status: 0 }).toSchema(), token))
}

function readRequest(bytes: Uint8Array): Imprint | Failure {
  const request = parse(bytes)
  if (request === undefined) return 'badDataFormat'
  if (request.version !== 1) return 'badRequest'
  const { hashAlgorithm, hashedMessage } = request.messageImprint
  const expected = digestBytes[hashAlgorithm.algorithmId]
  if (expected === undefined) return 'badAlg'
  if (hashedMessage.valueBlock.valueHexView.byteLength !== expected) return 'badDataFormat'
  if (request.reqPolicy !== undefined && request.reqPolicy !== practicePolicy) return 'unacceptedPolicy'
  if (request.extensions !== undefined && request.extensions.length > 0) return 'unacceptedExtension'
  return { imprint: request.messageImprint, nonce: request.nonce, certificateWanted: request.certReq === true }
}

/** Undefined if this is not one TimeStampReq and nothing else. */
function parse(bytes: Uint8Array): TimeStampReq | undefined {
  if (bytes.byteLength === 0 || bytes.byteLength > largestRequest) return undefined
  try {
    const { offset, result } = fromBER(new Uint8Array(bytes))
    return offset === bytes.byteLength ? new TimeStampReq({ schema: result }) : undefined
  } catch {
    return undefined
  }
}

const rejection = (failure: Failure): Uint8Array<ArrayBuffer> => encode(sequence(new PKIStatusInfo({
  status: 2,
  statusStrings: [new Utf8String({ value: failure })],
  failInfo: namedBits(failures[failure]),
}).toSchema()))
