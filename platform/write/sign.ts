import { createHash, createPrivateKey, sign } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { fromBER, UTCTime } from 'asn1js'
import type { BaseBlock } from 'asn1js'
import type { Certificate } from 'pkijs'
import { algorithm, encode, inSetOrder, integer, nothing, octetString, oid, sequence, setOf, tagged } from '../der.ts'
import { readCertificate } from '../judge/holder.ts'

/** A signing identity of the platform: certificate and its private key. */
export interface SigningIdentity { certificate: Certificate, key: KeyObject }

/** Answers the DER of a timestamp token (RFC 3161) over a SHA-256. */
export type TimestampSource = (digest: Uint8Array) => Promise<Uint8Array>

const identifiers = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  signatureTimestamp: '1.2.840.113549.1.9.16.2.14',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha256WithRsa: '1.2.840.113549.1.1.11',
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
}

/** Certificate and unencrypted PKCS#8 key, both PEM. */
export const signingIdentity = (certificatePem: string, keyPem: string): SigningIdentity =>
  ({ certificate: readCertificate(certificatePem), key: createPrivateKey(keyPem) })

/**
 * Detached CAdES-B signature over `content` in DER, with a signature timestamp where a source is given (baseline T): exactly the form of
 * docs/formats.md. `time` is the signing time, by the platform's clock; openssl would state the machine's.
 */
export async function signDetached(content: Uint8Array, by: SigningIdentity, time: Date, timestamp?: TimestampSource): Promise<Buffer> {
  const { value, finish } = beginSignature(content, by, time)
  return finish(timestamp === undefined ? undefined : await timestamp(sha256(value)))
}

/** The signature value, and how it becomes SignedData with or without a timestamp token over it. */
export interface BegunSignature { value: Buffer, finish(token?: Uint8Array): Buffer }

export function beginSignature(content: Uint8Array, by: SigningIdentity, time: Date): BegunSignature {
  const attributes = inSetOrder(signedAttributes(content, by.certificate, time), encode)
  const value = sign('sha256', encode(setOf(...attributes)), by.key)
  return { value, finish: (token) => signedData(by, signerInfo(by, attributes, value, token)) }
}

function signerInfo(by: SigningIdentity, attributes: BaseBlock[], value: Buffer, token: Uint8Array | undefined): BaseBlock {
  const isRsa = by.key.asymmetricKeyType === 'rsa'
  return sequence(
    integer(1),
    sequence(by.certificate.issuer.toSchema(), by.certificate.serialNumber),
    algorithm(identifiers.sha256),
    tagged(0, ...attributes),
    isRsa ? algorithm(identifiers.sha256WithRsa, nothing()) : algorithm(identifiers.ecdsaWithSha256),
    octetString(value),
    ...(token === undefined ? [] : [tagged(1, timestampAttribute(token))]),
  )
}

function signedData(by: SigningIdentity, signer: BaseBlock): Buffer {
  const content = sequence(
    integer(1),
    setOf(algorithm(identifiers.sha256)),
    sequence(oid(identifiers.data)),
    tagged(0, by.certificate.toSchema()),
    setOf(signer),
  )
  return encode(sequence(oid(identifiers.signedData), tagged(0, content)))
}

const attribute = (type: string, value: BaseBlock): BaseBlock => sequence(oid(type), setOf(value))

function signedAttributes(content: Uint8Array, certificate: Certificate, time: Date): BaseBlock[] {
  const whole = new Date(Math.floor(time.getTime() / 1000) * 1000)
  return [
    attribute(identifiers.contentType, oid(identifiers.data)),
    attribute(identifiers.messageDigest, octetString(sha256(content))),
    attribute(identifiers.signingTime, new UTCTime({ valueDate: whole })),
    attribute(identifiers.signingCertificateV2, signingCertificateV2(certificate)),
  ]
}

/** RFC 5035: SHA-256 is the default and therefore absent in DER; issuer and serial number are named. */
function signingCertificateV2(certificate: Certificate): BaseBlock {
  const issuer = sequence(tagged(4, certificate.issuer.toSchema()))
  const digest = octetString(sha256(encode(certificate.toSchema())))
  return sequence(sequence(sequence(digest, sequence(issuer, certificate.serialNumber))))
}

function timestampAttribute(token: Uint8Array): BaseBlock {
  return attribute(identifiers.signatureTimestamp, fromBER(new Uint8Array(token)).result)
}

const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest()
