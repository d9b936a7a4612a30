import { createHash, sign } from 'node:crypto'
import type { KeyObject, X509Certificate } from 'node:crypto'
import { promisify } from 'node:util'
import { UTCTime } from 'asn1js'
import type { BaseBlock, Integer, Sequence } from 'asn1js'
import {
  Accuracy, AlgorithmIdentifier, Attribute, Certificate, ContentInfo, EncapsulatedContentInfo, IssuerAndSerialNumber, SignedAndUnsignedAttributes,
  SignedData, SignerInfo, TSTInfo,
} from 'pkijs'
import type { MessageImprint } from 'pkijs'
import { encode, inSetOrder, integer, nothing, octetString, oid, sequence, setOf, tagged } from '../der.ts'
import { randomSerial } from './keys.ts'

const signAsync = promisify(sign)

/** Below 1.3.6.1.4.1.32473, the arc for examples (RFC 5612): a timestamp of practice binds nobody. */
export const practicePolicy = '1.3.6.1.4.1.32473.2013.1'

/** The certificate's only extended key usage is timeStamping (RFC 3161, 2.3). The key is RSA or EC P-256. */
export interface TimestampAuthority { certificate: X509Certificate, key: KeyObject }

/** What a request asks for. */
export interface Imprint { imprint: MessageImprint, nonce: Integer | undefined, certificateWanted: boolean }

const contentTypeTstInfo = '1.2.840.113549.1.9.16.1.4'
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const sha256Algorithm = (): AlgorithmIdentifier => new AlgorithmIdentifier({ algorithmId: '2.16.840.1.101.3.4.2.1' })

/** A TimeStampToken: SignedData version 3 over a TSTInfo (RFC 3161, 2.4.2; RFC 5652), DER. */
export async function timestampToken(asked: Imprint, authority: TimestampAuthority, now: Date): Promise<Sequence> {
  const time = new Date(Math.floor(now.getTime() / 1000) * 1000)
  const content = encode(timestampInfo(asked, time).toSchema())
  const certificate = Certificate.fromBER(new Uint8Array(authority.certificate.raw))
  const attributes = inSetOrder(signedAttributes(content, authority.certificate, certificate, time), (each) => encode(each.toSchema()))
  const toBeSigned = encode(setOf(...attributes.map((each) => each.toSchema())))
  const encapContentInfo = new EncapsulatedContentInfo({ eContentType: contentTypeTstInfo })
  // Set afterwards: the constructor would cut it into a constructed string, which is not DER.
  encapContentInfo.eContent = octetString(content)
  const signedData = new SignedData({
    version: 3,
    digestAlgorithms: [sha256Algorithm()],
    encapContentInfo,
    ...(asked.certificateWanted ? { certificates: [certificate] } : {}),
    signerInfos: [new SignerInfo({
      version: 1,
      sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
      digestAlgorithm: sha256Algorithm(),
      signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
      signatureAlgorithm: signatureAlgorithm(authority.key),
      signature: octetString(await signAsync('sha256', toBeSigned, authority.key)),
    })],
  })
  return new ContentInfo({ contentType: ContentInfo.SIGNED_DATA, content: signedData.toSchema() }).toSchema()
}

function timestampInfo({ imprint, nonce }: Imprint, time: Date): TSTInfo {
  return new TSTInfo({
    version: 1,
    policy: practicePolicy,
    messageImprint: imprint,
    serialNumber: integer(randomSerial()),
    genTime: time,
    accuracy: new Accuracy({ seconds: 1 }),
    ...(nonce === undefined ? {} : { nonce }),
  })
}

/** What RFC 3161, RFC 5652 (11) and RFC 5816 ask for. */
function signedAttributes(content: Uint8Array, authority: X509Certificate, parsed: Certificate, time: Date): Attribute[] {
  return [
    new Attribute({ type: '1.2.840.113549.1.9.3', values: [oid(contentTypeTstInfo)] }),
    new Attribute({ type: '1.2.840.113549.1.9.4', values: [octetString(sha256(content))] }),
    new Attribute({ type: '1.2.840.113549.1.9.5', values: [new UTCTime({ valueDate: time })] }),
    new Attribute({ type: '1.2.840.113549.1.9.16.2.47', values: [signingCertificateV2(authority, parsed)] }),
  ]
}

/** SigningCertificateV2 with one ESSCertIDv2 (RFC 5035, 3 and 4): SHA-256 is the default and left out; issuer and serial number are named. */
function signingCertificateV2(authority: X509Certificate, parsed: Certificate): BaseBlock {
  const issuerSerial = sequence(sequence(tagged(4, parsed.issuer.toSchema())), parsed.serialNumber)
  return sequence(sequence(sequence(octetString(sha256(authority.raw)), issuerSerial)))
}

/** sha256WithRSAEncryption (RFC 4055) or ecdsa-with-SHA256 (RFC 5758). */
function signatureAlgorithm(key: KeyObject): AlgorithmIdentifier {
  return key.asymmetricKeyType === 'ec'
    ? new AlgorithmIdentifier({ algorithmId: '1.2.840.10045.4.3.2' })
    : new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: nothing() })
}
