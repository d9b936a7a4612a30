import { fromBER, OctetString } from 'asn1js'
import { AlgorithmIdentifier, MessageImprint, TimeStampReq, TimeStampResp } from 'pkijs'
import { Refusal } from '../../interface/errors.ts'
import { encode } from '../der.ts'
import type { TimestampAuthority } from '../practice/timestamp.ts'
import { respondTimestamp } from '../practice/timestamp.ts'
import type { TimestampSource } from './sign.ts'

const sha256 = '2.16.840.1.101.3.4.2.1'

/**
 * Timestamps from the practice authority, over the same request and response as over HTTP (RFC 3161). A platform in earnest asks an authority
 * that it does not run. Refuses with `timestamp-unavailable`.
 */
export function timestampFrom(authority: TimestampAuthority, now: () => Date): TimestampSource {
  return async (digest) => {
    const messageImprint = new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: sha256 }),
      hashedMessage: new OctetString({ valueHex: new Uint8Array(digest).buffer }),
    })
    const request = new TimeStampReq({ version: 1, messageImprint, certReq: true })
    const answer = await respondTimestamp(encode(request.toSchema()), authority, now())
    const { status, timeStampToken } = new TimeStampResp({ schema: fromBER(answer).result })
    if (status.status !== 0 || timeStampToken === undefined) throw new Refusal('timestamp-unavailable')
    return encode(timeStampToken.toSchema())
  }
}
