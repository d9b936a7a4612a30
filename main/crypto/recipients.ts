import { createCipheriv, createHash, createPublicKey, constants, diffieHellman, generateKeyPairSync, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto'
import { aeskw } from '@noble/ciphers/aes.js'
import type { KeyTransport } from '../../interface/schemas/tender.ts'
import { issuerAndSerial, keyLength, type Recipient } from './auth-enveloped.ts'
import { context, DerError, DerReader, encode, integer, nullValue, octetString, oid, sequence, smallInteger, tag } from './der.ts'
import { oids } from './oids.ts'

/**
 * RecipientInfos (RFC 5652, 6.2): key transport with RSA, key agreement with P-256, key-encryption key, password. AES key wrap comes
 * from @noble/ciphers: Electron's BoringSSL does not have it.
 */

export interface RecipientCertificate { issuerDer: Buffer, serialDer: Buffer, publicKey: KeyObject }

const aes256Wrap = sequence(oid(oids.aes256Wrap))
const wrap = (kek: Buffer, key: Buffer): Buffer => Buffer.from(aeskw(kek).encrypt(key))

function unwrap(kek: Buffer, wrapped: Buffer): Buffer | null {
  try {
    return Buffer.from(aeskw(kek).decrypt(wrapped))
  } catch {
    return null
  }
}

// ── key transport (RFC 5652, 6.2.1; RSAES-OAEP by RFC 3560)

const sha256Null = sequence(oid(oids.sha256), nullValue)
const sha1Null = sequence(oid(oids.sha1), nullValue)
const transportIdentifiers: [Exclude<KeyTransport, 'ecdh-p256'>, Buffer][] = [
  ['rsa-oaep-sha256', sequence(oid(oids.rsaesOaep), sequence(
    encode(context(0), sha256Null), encode(context(1), sequence(oid(oids.mgf1), sha256Null)),
  ))],
  // SHA-1 is the default of both parameters and left out.
  ['rsa-oaep-sha1', sequence(oid(oids.rsaesOaep), sequence())],
  ['rsa-pkcs1', sequence(oid(oids.rsaEncryption), nullValue)],
]
const oaepWithNoNull = sequence(oid(oids.rsaesOaep), sequence(
  encode(context(0), sequence(oid(oids.sha256))), encode(context(1), sequence(oid(oids.mgf1), sequence(oid(oids.sha256)))),
))
const readableTransports: [Exclude<KeyTransport, 'ecdh-p256'>, Buffer][] = [
  ...transportIdentifiers, ['rsa-oaep-sha256', oaepWithNoNull], ['rsa-oaep-sha1', sequence(oid(oids.rsaesOaep), sequence(
    encode(context(0), sha1Null), encode(context(1), sequence(oid(oids.mgf1), sha1Null)),
  ))],
]

const padding = (transport: KeyTransport): { padding: number, oaepHash?: string } => transport === 'rsa-pkcs1'
  ? { padding: constants.RSA_PKCS1_PADDING }
  : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: transport === 'rsa-oaep-sha1' ? 'sha1' : 'sha256' }

function keyTransport(certificate: RecipientCertificate, transport: Exclude<KeyTransport, 'ecdh-p256'>): Recipient {
  const identifier = transportIdentifiers.find(([name]) => name === transport)?.[1]
  if (identifier === undefined) throw new TypeError(`no key transport ${transport}`)
  return (contentKey) => sequence(
    integer(0), issuerAndSerial(certificate), identifier,
    octetString(publicEncrypt({ key: certificate.publicKey, ...padding(transport) }, contentKey)),
  )
}

// ── key agreement (RFC 5753, 3.1: ephemeral-static ECDH)

/** ECC-CMS-SharedInfo (RFC 5753, 7.2) for a 256-bit key-encryption key. */
const sharedInfo = sequence(aes256Wrap, encode(context(2), octetString(Buffer.from([0, 0, 1, 0]))))

/** ANSI X9.63 KDF with SHA-256 (SEC 1, 3.6.1); 32 bytes are one round. */
const kdf = (secret: Buffer): Buffer => createHash('sha256').update(secret).update(Buffer.from([0, 0, 0, 1])).update(sharedInfo).digest()

const agreementIdentifier = sequence(oid(oids.dhSinglePassStdDhSha256Kdf), aes256Wrap)
const ecIdentifiers = [sequence(oid(oids.ecPublicKey)), sequence(oid(oids.ecPublicKey), oid(oids.p256)), sequence(oid(oids.ecPublicKey), nullValue)]

/** The uncompressed point at the end of a P-256 SubjectPublicKeyInfo. */
const publicPoint = (key: KeyObject): Buffer => (key.export({ type: 'spki', format: 'der' }) as Buffer).subarray(-65)
const spkiOfPoint = (point: Buffer): Buffer =>
  sequence(sequence(oid(oids.ecPublicKey), oid(oids.p256)), encode(tag.bitString, Buffer.from([0]), point))

function keyAgreement(certificate: RecipientCertificate): Recipient {
  return (contentKey) => {
    const ephemeral = generateKeyPairSync('ec', { namedCurve: 'prime256v1' })
    const kek = kdf(diffieHellman({ privateKey: ephemeral.privateKey, publicKey: certificate.publicKey }))
    const originatorKey = encode(context(1), sequence(oid(oids.ecPublicKey)), encode(tag.bitString, Buffer.from([0]), publicPoint(ephemeral.publicKey)))
    return encode(context(1),
      integer(3),
      encode(context(0), originatorKey),
      agreementIdentifier,
      sequence(sequence(issuerAndSerial(certificate), octetString(wrap(kek, contentKey)))))
  }
}

/** A recipient for a certificate; the transport must fit its key. */
export function certificateRecipient(certificate: RecipientCertificate, transport: KeyTransport): Recipient {
  return transport === 'ecdh-p256' ? keyAgreement(certificate) : keyTransport(certificate, transport)
}

/** What is written for a key of which nothing else is known. */
export const defaultTransport = (key: KeyObject): KeyTransport => key.asymmetricKeyType === 'ec' ? 'ecdh-p256' : 'rsa-oaep-sha256'

// ── key-encryption key (RFC 5652, 6.2.3)

/** A recipient who has the key-encryption key that `id` names. */
export const kekRecipient = (id: Buffer, kek: Buffer): Recipient => (contentKey) =>
  encode(context(2), integer(4), sequence(octetString(id)), aes256Wrap, octetString(wrap(kek, contentKey)))

/** Unwraps a KEKRecipientInfo of exactly this form and identifier; null when it is another or the key is wrong. Throws DerError. */
export function openKek(recipient: Buffer, id: Buffer, kek: Buffer): Buffer | null {
  const wrapped = new DerReader(recipient).enter(context(2)).rest().at(-1)?.value
  if (wrapped?.length !== keyLength + 8) throw new DerError('wrapped key')
  const rebuilt = encode(context(2), integer(4), sequence(octetString(id)), aes256Wrap, octetString(wrapped))
  return rebuilt.equals(recipient) ? unwrap(kek, wrapped) : null
}

// ── reading recipients by certificate

export interface ReadRecipient {
  issuerDer: Buffer
  serialDer: Buffer
  transport: KeyTransport
  /** The content key, or null when the private key is wrong or the wrapped key was changed: one answer for all causes. */
  open(privateKey: KeyObject): Buffer | null
}

/** Reads a key transport or key agreement recipient. Throws DerError. */
export function readRecipient(der: Buffer): ReadRecipient {
  return der[0] === context(1) ? readAgreement(new DerReader(der).enter(context(1))) : readTransport(new DerReader(der).enter())
}

function readIssuerAndSerial(reader: DerReader): { issuerDer: Buffer, serialDer: Buffer } {
  const issuerDer = Buffer.from(reader.next(tag.sequence).whole)
  const serialDer = Buffer.from(reader.next(tag.integer).whole)
  reader.end()
  return { issuerDer, serialDer }
}

function readTransport(reader: DerReader): ReadRecipient {
  if (smallInteger(reader.next(tag.integer).value) !== 0) throw new DerError('version')
  const name = readIssuerAndSerial(reader.enter())
  const identifier = reader.next(tag.sequence).whole
  const transport = readableTransports.find(([, encoding]) => encoding.equals(identifier))?.[0]
  if (transport === undefined) throw new DerError('key transport not accepted')
  const wrapped = Buffer.from(reader.next(tag.octetString).value)
  reader.end()
  return {
    ...name, transport,
    open(privateKey) {
      if (privateKey.asymmetricKeyType !== 'rsa') return null
      try {
        return privateDecrypt({ key: privateKey, ...padding(transport) }, wrapped)
      } catch {
        return null
      }
    },
  }
}

function readAgreement(reader: DerReader): ReadRecipient {
  if (smallInteger(reader.next(tag.integer).value) !== 3) throw new DerError('version')
  const choice = reader.enter(context(0))
  const originator = choice.enter(context(1))
  choice.end()
  const algorithm = originator.next(tag.sequence).whole
  const bits = originator.next(tag.bitString).value
  originator.end()
  if (!ecIdentifiers.some((each) => each.equals(algorithm)) || bits.length !== 66 || bits[0] !== 0) throw new DerError('originator key')
  if (!reader.next(tag.sequence).whole.equals(agreementIdentifier)) throw new DerError('key agreement not accepted')
  const keys = reader.enter()
  reader.end()
  const key = keys.enter()
  keys.end()
  const name = readIssuerAndSerial(key.enter())
  const wrapped = Buffer.from(key.next(tag.octetString).value)
  key.end()
  return {
    ...name, transport: 'ecdh-p256',
    open(privateKey) {
      if (privateKey.asymmetricKeyType !== 'ec') return null
      try {
        // Importing checks that the point is on the curve.
        const publicKey = createPublicKey({ key: spkiOfPoint(bits.subarray(1)), format: 'der', type: 'spki' })
        return unwrap(kdf(diffieHellman({ privateKey, publicKey })), wrapped)
      } catch {
        return null
      }
    },
  }
}

// ── password (RFC 3211; PBKDF2 by RFC 8018)

/** Iterations of PBKDF2 with HMAC-SHA-256: what password storage guidance asks for today. */
const iterations = 600_000

/** PWRI-KEK wrap (RFC 3211, 2.3.1): length, check bytes, key, padding; CBC twice. */
function pwriWrap(kek: Buffer, iv: Buffer, key: Buffer, pad: Buffer): Buffer {
  const plain = Buffer.concat([Buffer.from([key.length]), Buffer.from(key.subarray(0, 3).map((octet) => octet ^ 0xff)), key, pad])
  const cbc = (initial: Buffer, input: Buffer): Buffer => {
    const cipher = createCipheriv('aes-256-cbc', kek, initial).setAutoPadding(false)
    return Buffer.concat([cipher.update(input), cipher.final()])
  }
  const once = cbc(iv, plain)
  return cbc(once.subarray(-16), once)
}

/** Random input of one password recipient, and the key derived from it. */
export interface PasswordKey { kek: Buffer, salt: Buffer, iv: Buffer, pad: Buffer }

export const passwordIterations = iterations

/** A recipient who knows the password that `passwordKey.kek` was derived from. Opened by `openssl cms -decrypt -pwri_password`. */
export const passwordRecipient = ({ kek, salt, iv, pad }: PasswordKey): Recipient => (contentKey) => encode(context(3),
  integer(0),
  encode(context(0), oid(oids.pbkdf2), sequence(octetString(salt), integer(iterations), integer(keyLength), sequence(oid(oids.hmacSha256), nullValue))),
  sequence(oid(oids.pwriKek), sequence(oid(oids.aes256Cbc), octetString(iv))),
  octetString(pwriWrap(kek, iv, contentKey, pad)))
