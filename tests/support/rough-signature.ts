import { createHash, sign, type KeyObject } from 'node:crypto'
import { sha256, sha256Identifier, signatureIdentifier } from '../../main/crypto/algorithms.ts'
import { context, encode, encodeTime, integer, octetString, oid, sequence, tag } from '../../main/crypto/der.ts'
import { oids } from '../../main/crypto/oids.ts'
import type { Certificate } from '../../main/certificates/certificate.ts'

/** SignedData with any fault that a test asks for; without one it is what main/crypto/sign.ts writes, made by other code. */
export interface RoughSignature {
  content: Uint8Array
  certificate: Certificate
  key: KeyObject
  /** Certificate that the signing-certificate-v2 attribute names; null leaves the attribute out. */
  named?: Certificate | null
  /** Certificates in the signature, as they stand. */
  certificates?: readonly Buffer[]
  /** Changes the signed attributes before they are signed. */
  attributes?: (standard: Buffer[]) => Buffer[]
  /** Unsigned attributes, as they stand. */
  unsigned?: (signature: Buffer) => readonly Buffer[]
  /** The content itself goes into the structure. */
  attached?: boolean
  /** Changes the SignerInfos. */
  signers?: (own: Buffer) => readonly Buffer[]
  /** Algorithm identifiers of the digest, as they stand in SignedData. */
  digests?: readonly Buffer[]
  time?: Date
}

export const attribute = (type: string, ...values: readonly Buffer[]): Buffer => sequence(oid(type), encode(tag.set, ...values))

const essCertificate = (named: Certificate): Buffer => sequence(sequence(sequence(
  octetString(createHash('sha256').update(named.der).digest()),
  sequence(sequence(encode(context(4), named.issuerDer)), named.serialDer),
)))

const byOctets = (members: readonly Buffer[]): Buffer[] => [...members].sort(Buffer.compare)

export function roughSignature(choice: RoughSignature): Buffer {
  const { certificate, key, named = certificate, certificates = [certificate.der], digests = [sha256Identifier] } = choice
  const standard = byOctets([
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.signingTime, encodeTime(choice.time ?? new Date('2026-03-02T01:00:00Z'))),
    attribute(oids.messageDigest, octetString(sha256(choice.content))),
    ...(named === null ? [] : [attribute(oids.signingCertificateV2, essCertificate(named))]),
  ])
  const attributes = choice.attributes?.(standard) ?? standard
  const signature = sign('sha256', encode(tag.set, ...attributes), key)
  const unsigned = choice.unsigned?.(signature) ?? []
  const signer = sequence(
    integer(1),
    sequence(certificate.issuerDer, certificate.serialDer),
    sha256Identifier,
    encode(context(0), ...attributes),
    signatureIdentifier(key.asymmetricKeyType === 'ec' ? 'ecdsa' : 'rsa'),
    octetString(signature),
    ...(unsigned.length === 0 ? [] : [encode(context(1), ...unsigned)]),
  )
  const content = choice.attached === true ? [encode(context(0), octetString(choice.content))] : []
  return sequence(oid(oids.signedData), encode(context(0), sequence(
    integer(1),
    encode(tag.set, ...digests),
    sequence(oid(oids.data), ...content),
    encode(context(0), ...certificates),
    encode(tag.set, ...choice.signers?.(signer) ?? [signer]),
  )))
}
