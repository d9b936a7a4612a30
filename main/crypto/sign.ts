import type { KeyObject } from 'node:crypto'
import { sha256, sha256Identifier, signatureIdentifier, signSha256 } from './algorithms.ts'
import { context, encode, encodeTime, integer, octetString, oid, sequence, setOf, tag, DerReader } from './der.ts'
import { oids } from './oids.ts'
import { readSignedData } from './signed-data.ts'

/** What signing needs of a key: a file, a token and a phone can all be behind it. */
export interface Signer {
  certificate: { der: Buffer, issuerDer: Buffer, serialDer: Buffer }
  /** Intermediates that lead to an anchor, leaf first; only these go into the signature. */
  chain: readonly { der: Buffer }[]
  kind: 'rsa' | 'ecdsa'
  /** Signature with SHA-256 over `data`: RSA PKCS#1 v1.5, or ECDSA in DER. */
  sign(data: Buffer): Promise<Buffer>
}

/** A signer whose private key is in memory. */
export function keySigner(certificate: Signer['certificate'], key: KeyObject, chain: Signer['chain'] = []): Signer {
  return { certificate, chain, kind: key.asymmetricKeyType === 'ec' ? 'ecdsa' : 'rsa', sign: async (data) => signSha256(key, data) }
}

const attribute = (type: string, value: Buffer): Buffer => sequence(oid(type), setOf(value))

/** SigningCertificateV2 (RFC 5035): SHA-256, the default, is left out as DER asks. */
function signingCertificate(certificate: Signer['certificate']): Buffer {
  const issuerSerial = sequence(sequence(encode(context(4), certificate.issuerDer)), certificate.serialDer)
  return sequence(sequence(sequence(octetString(sha256(certificate.der)), issuerSerial)))
}

/**
 * Detached CAdES-B signature (EN 319 122-1, 5) over content with the given SHA-256 digest: DER ContentInfo.
 */
export async function signDetached(contentDigest: Buffer, signer: Signer, signingTime: Date): Promise<Buffer> {
  const attributes = setOf(
    attribute(oids.contentType, oid(oids.data)),
    attribute(oids.signingTime, encodeTime(signingTime)),
    attribute(oids.messageDigest, octetString(contentDigest)),
    attribute(oids.signingCertificateV2, signingCertificate(signer.certificate)),
  )
  const signature = await signer.sign(attributes)
  const { issuerDer, serialDer } = signer.certificate
  return signedData(
    [signer.certificate.der, ...signer.chain.map((each) => each.der)],
    [
      integer(1),
      sequence(issuerDer, serialDer),
      sha256Identifier,
      encode(context(0), new DerReader(attributes).next(tag.set).value),
      signatureIdentifier(signer.kind),
      octetString(signature),
    ],
  )
}

function signedData(certificates: readonly Buffer[], signerInfo: readonly Buffer[]): Buffer {
  return sequence(
    oid(oids.signedData),
    encode(context(0), sequence(
      integer(1),
      setOf(sha256Identifier),
      sequence(oid(oids.data)),
      encode(context(0), ...[...certificates].sort(Buffer.compare)),
      setOf(sequence(...signerInfo)),
    )),
  )
}

/** The same signature with a signature timestamp (CAdES-T, EN 319 122-1, 5.3) as its only unsigned attribute. */
export function withTimestamp(der: Buffer, token: Buffer): Buffer {
  const { certificates } = readSignedData(der)
  const body = new DerReader(der).enter()
  body.next(tag.oid)
  const members = body.enter(context(0)).enter().rest()
  const signers = new DerReader(members.at(-1)?.value ?? Buffer.alloc(0))
  const fields = signers.enter().rest().map((each) => each.whole)
  return signedData(certificates, [...fields.slice(0, 6), encode(context(1), attribute(oids.signatureTimeStampToken, token))])
}
