import { createHash, X509Certificate, type KeyObject } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import { DerError, readValue, tag, type Tlv } from '../crypto/der.ts'
import { assertDer } from './der.ts'
import { attributeTypes, formatName, readName, valuesOf, type Name } from './names.ts'
import { basicConstraints, extendedKeyUsage, extensionIds, keyUsage, readFields, timeStamping, type Fields } from './x509.ts'

export interface Certificate {
  der: Buffer
  pem: string
  /** SHA-256 of the DER, lower-case hex. */
  fingerprint: string
  /** RFC 4514. */
  subject: string
  issuer: string
  /** DER of the Names, as in the certificate. */
  issuerDer: Buffer
  subjectDer: Buffer
  /** The serial number as a positive integer: lower-case hex, even length, no leading zero bytes. */
  serial: string
  /** DER INTEGER, as in the certificate. */
  serialDer: Buffer
  subjectKeyIdentifier: string | null
  /** organizationIdentifier (统一社会信用代码) and organizationName, else commonName. */
  holder: { id: string | null, name: string }
  commonName: string
  notBefore: Date
  notAfter: Date
  uses: Uses
  /** Marked as practice (演练) in subject or issuer. */
  isPractice: boolean
  keyType: 'rsa' | 'p256' | 'other'
  publicKey: KeyObject
}

/** What the certificate says its key may be used for; without a keyUsage extension nothing is ruled out. */
export interface Uses { sign: boolean, encrypt: boolean, certSign: boolean, crlSign: boolean, timestamp: boolean, ca: boolean }

/** Certificates are one or two KiB, with long names and policies perhaps ten. */
export const maxCertificateBytes = 64 * 1024

/** RFC 5280, 4.1.2.2: twenty octets, as the value counts. */
const maxSerialBytes = 20

export const practiceMark = 'PRACTICE 演练'

/**
 * Reads one X.509 certificate (RFC 5280), DER or PEM (RFC 7468) with nothing around it. It is read strictly: DER, no trailing bytes,
 * one signature algorithm. Nothing is verified here. Refusal: `certificate-unreadable`.
 */
export function readCertificate(bytes: Uint8Array | string): Certificate {
  try {
    const input = typeof bytes === 'string' ? bytes : Buffer.from(bytes)
    // PEM spends four characters on three bytes, and a line break on each 48.
    if (input.length > maxCertificateBytes * 1.5) throw new DerError('too large')
    const der = typeof input === 'string' || input[0] !== tag.sequence ? fromPem(input.toString('latin1')) : input
    if (der.length > maxCertificateBytes) throw new DerError('too large')
    assertDer(readValue(der))
    return certificateOf(der, readFields(der))
  } catch (error) {
    throw new Refusal('certificate-unreadable', error instanceof DerError ? error.message : 'not an X.509 certificate')
  }
}

function fromPem(text: string): Buffer {
  const body = /^\s*-----BEGIN CERTIFICATE-----\s([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----\s*$/.exec(text)?.[1]?.replaceAll(/\s/g, '')
  if (body === undefined) throw new DerError('neither DER nor one PEM certificate')
  const der = Buffer.from(body, 'base64')
  if (der.toString('base64') !== body) throw new DerError('base64')
  return der
}

function toPem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`
}

function certificateOf(der: Buffer, fields: Fields): Certificate {
  const subject = readName(fields.subject)
  const issuer = readName(fields.issuer)
  // The library must be able to read it too: signatures are verified with it.
  const { publicKey } = new X509Certificate(der)
  return {
    der,
    pem: toPem(der),
    fingerprint: createHash('sha256').update(der).digest('hex'),
    subject: formatName(subject),
    issuer: formatName(issuer),
    issuerDer: fields.issuer,
    subjectDer: fields.subject,
    serial: serialHex(fields.serial),
    serialDer: fields.serial.whole,
    subjectKeyIdentifier: subjectKeyIdentifier(fields),
    holder: holderOf(subject),
    commonName: valuesOf(subject, attributeTypes.commonName).at(-1) ?? '',
    notBefore: fields.notBefore,
    notAfter: fields.notAfter,
    uses: usesOf(fields),
    isPractice: isMarked(subject) || isMarked(issuer),
    keyType: keyTypeOf(publicKey),
    publicKey,
  }
}

/** Some authorities issued numbers with the sign bit set; they are read as the positive number that was meant. */
export function serialHex({ value }: Tlv): string {
  const magnitude = value[0] === 0 && value.length > 1 ? value.subarray(1) : value
  if (magnitude.length > maxSerialBytes) throw new DerError('serial number too long')
  return magnitude.toString('hex')
}

function subjectKeyIdentifier({ extensions }: Fields): string | null {
  const extension = extensions.get(extensionIds.subjectKeyIdentifier)
  return extension === undefined ? null : readValue(extension.value, tag.octetString).value.toString('hex')
}

/** Two different identifiers in one name would let a reader choose: such a holder has none. */
function holderOf(subject: Name): Certificate['holder'] {
  const ids = new Set(valuesOf(subject, attributeTypes.organizationIdentifier))
  const [name = valuesOf(subject, attributeTypes.commonName).at(-1) ?? ''] = valuesOf(subject, attributeTypes.organization)
  return { id: ids.size === 1 ? [...ids][0] ?? null : null, name }
}

export const isMarked = (name: Name): boolean => valuesOf(name, attributeTypes.unit).includes(practiceMark)
  || [...valuesOf(name, attributeTypes.commonName), ...valuesOf(name, attributeTypes.organization)].some((value) => value.includes(practiceMark))

function usesOf(fields: Fields): Uses {
  const { ca } = basicConstraints(fields)
  const usage = keyUsage(fields)
  const extended = extendedKeyUsage(fields)
  const has = (...bits: number[]) => usage === null || bits.some(usage)
  return {
    sign: has(0, 1),
    encrypt: has(2, 3, 4),
    certSign: ca && has(5),
    crlSign: usage === null ? ca : usage(6),
    // RFC 3161, 2.3: the extension must be critical and name this purpose only.
    timestamp: extended !== null && extended.critical && extended.purposes.length === 1 && extended.purposes[0] === timeStamping,
    ca,
  }
}

function keyTypeOf(key: KeyObject): Certificate['keyType'] {
  if (key.asymmetricKeyType === 'rsa') return 'rsa'
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? 'p256' : 'other'
}
