import { createHash, sign, X509Certificate } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { BitString, Boolean as Asn1Boolean, Primitive } from 'asn1js'
import { AlgorithmIdentifier, Certificate, CertificateRevocationList, Extension, Extensions, PublicKeyInfo, Time } from 'pkijs'
import type { RelativeDistinguishedNames } from 'pkijs'
import { encode, integer, namedBits, nothing, octetString, oid, sequence } from '../der.ts'
import { randomSerial } from './keys.ts'
import type { KeyPair } from './keys.ts'

/** What a certificate may be used for; nothing else is stated in it. */
export type Purpose = 'authority' | 'signing' | 'encryption' | 'timestamp'

export interface Issuer { name: RelativeDistinguishedNames, keys: KeyPair }

/** A rehearsal may set any clock between these; the authority itself is valid a little longer on both sides. */
const leafPeriod = ['2020-01-01T00:00:00Z', '2045-12-31T23:59:59Z'] as const
const authorityPeriod = ['2019-01-01T00:00:00Z', '2046-12-31T23:59:59Z'] as const

/** UTCTime: right for all years up to 2049 (RFC 5280, 4.1.2.5). */
const utcTime = (time: string): Time => new Time({ type: 0, value: new Date(time) })

/** Issues one certificate (RFC 5280, version 3) with a random serial number. */
export function issueCertificate(subject: RelativeDistinguishedNames, publicKey: KeyObject, purpose: Purpose, issuer: Issuer): X509Certificate {
  const [from, to] = purpose === 'authority' ? authorityPeriod : leafPeriod
  const certificate = new Certificate({
    version: 2,
    serialNumber: integer(randomSerial()),
    issuer: issuer.name,
    notBefore: utcTime(from),
    notAfter: utcTime(to),
    subject,
    subjectPublicKeyInfo: PublicKeyInfo.fromBER(subjectPublicKeyInfo(publicKey)),
    extensions: [
      extension('2.5.29.19', purpose === 'authority' ? sequence(new Asn1Boolean({ value: true }), integer(0)) : sequence(), true),
      extension('2.5.29.15', keyUsage(purpose, publicKey), true),
      ...(purpose === 'timestamp' ? [extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.8')), true)] : []),
      extension('2.5.29.14', octetString(keyIdentifier(publicKey))),
      authorityKeyIdentifier(issuer),
    ],
  })
  return new X509Certificate(signed(issuer, certificate))
}

/** A revocation list (RFC 5280, version 2) that revokes nothing and covers every clock of a rehearsal. PEM. */
export function issueEmptyCrl(issuer: Issuer): string {
  const crl = new CertificateRevocationList({
    version: 1,
    issuer: issuer.name,
    thisUpdate: utcTime(leafPeriod[0]),
    nextUpdate: utcTime(authorityPeriod[1]),
    crlExtensions: new Extensions({ extensions: [authorityKeyIdentifier(issuer), extension('2.5.29.20', integer(1))] }),
  })
  const lines = Buffer.from(signed(issuer, crl)).toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN X509 CRL-----', ...lines, '-----END X509 CRL-----', ''].join('\n')
}

/** RFC 5280, 4.2.1.3; keys that are enveloped to: RSA transports keys, EC agrees on them (RFC 5480, 3). */
function keyUsage(purpose: Purpose, publicKey: KeyObject): BitString {
  const [digitalSignature, nonRepudiation, keyEncipherment, dataEncipherment, keyAgreement, keyCertSign, cRLSign] = [0, 1, 2, 3, 4, 5, 6]
  if (purpose === 'authority') return namedBits(keyCertSign, cRLSign)
  if (purpose !== 'encryption') return namedBits(digitalSignature, nonRepudiation)
  return publicKey.asymmetricKeyType === 'ec' ? namedBits(keyAgreement) : namedBits(keyEncipherment, dataEncipherment)
}

const extension = (extnID: string, value: { toBER(): ArrayBuffer }, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue: value.toBER() })

const authorityKeyIdentifier = (issuer: Issuer): Extension =>
  extension('2.5.29.35', sequence(new Primitive({ idBlock: { tagClass: 3, tagNumber: 0 }, valueHex: keyIdentifier(issuer.keys.publicKey).buffer })))

const subjectPublicKeyInfo = (key: KeyObject): Uint8Array<ArrayBuffer> => new Uint8Array(key.export({ type: 'spki', format: 'der' }))

/** Leftmost 160 bits of the SHA-256 of the key (RFC 7093, 2, method 1). */
function keyIdentifier(key: KeyObject): Uint8Array<ArrayBuffer> {
  const bits = PublicKeyInfo.fromBER(subjectPublicKeyInfo(key)).subjectPublicKey.valueBlock.valueHexView
  return new Uint8Array(createHash('sha256').update(bits).digest().subarray(0, 20))
}

/** The whole document in DER, signed with the issuer's RSA key: sha256WithRSAEncryption (RFC 4055). */
function signed(issuer: Issuer, document: Certificate | CertificateRevocationList): Uint8Array<ArrayBuffer> {
  document.signature = new AlgorithmIdentifier({ algorithmId: '1.2.840.113549.1.1.11', algorithmParams: nothing() })
  document.signatureAlgorithm = document.signature
  const [toBeSigned] = document.toSchema(true).valueBlock.value
  if (toBeSigned === undefined) throw new TypeError('nothing to be signed')
  const signature = sign('sha256', encode(toBeSigned), issuer.keys.privateKey)
  return encode(sequence(toBeSigned, document.signatureAlgorithm.toSchema(), new BitString({ valueHex: new Uint8Array(signature).buffer })))
}
