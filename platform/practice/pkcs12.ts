import { createCipheriv, createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import type { KeyObject, X509Certificate } from 'node:crypto'
import { BmpString, Primitive } from 'asn1js'
import type { BaseBlock, Sequence } from 'asn1js'
import { algorithm, encode, integer, nothing, octetString, oid, sequence, setOf, tagged } from '../der.ts'

/** A key with its certificate, under the name that a person sees in a list of keys. */
export interface Pkcs12Entry { friendlyName: string, key: KeyObject, certificate: X509Certificate }

/** As `openssl pkcs12 -export` of OpenSSL 3 counts. The passwords are random, so that more rounds would only slow rehearsals down. */
const rounds = 2048

const pkcs7 = { data: '1.2.840.113549.1.7.1', encryptedData: '1.2.840.113549.1.7.6' } as const
const bags = { shroudedKey: '1.2.840.113549.1.12.10.1.2', certificate: '1.2.840.113549.1.12.10.1.3' } as const

/**
 * A PKCS#12 file (RFC 7292, DER) with all keys and certificates and the issuer's certificate, protected as OpenSSL 3 does by default:
 * PBES2 with PBKDF2-HMAC-SHA-256 and AES-256-CBC (RFC 8018), integrity by HMAC-SHA-256. The password must be ASCII.
 */
export function makePkcs12(entries: readonly Pkcs12Entry[], issuer: X509Certificate, password: string): Uint8Array<ArrayBuffer> {
  const keyBags = entries.map((entry) => bag(bags.shroudedKey, shroudedKey(entry.key, password), attributes(entry.friendlyName, entry.certificate)))
  const certificateBags = [
    ...entries.map((entry) => bag(bags.certificate, certificateValue(entry.certificate), attributes(entry.friendlyName, entry.certificate))),
    bag(bags.certificate, certificateValue(issuer), attributes('ca')),
  ]
  const authenticatedSafe = encode(sequence(
    contentInfo(pkcs7.encryptedData, encryptedData(encode(sequence(...certificateBags)), password)),
    contentInfo(pkcs7.data, octetString(encode(sequence(...keyBags)))),
  ))
  return encode(sequence(integer(3), contentInfo(pkcs7.data, octetString(authenticatedSafe)), macData(authenticatedSafe, password)))
}

const contentInfo = (type: string, content: BaseBlock): Sequence => sequence(oid(type), tagged(0, content))
const bag = (type: string, value: BaseBlock, attributes: BaseBlock): Sequence => sequence(oid(type), tagged(0, value), attributes)

/** localKeyId ties a key to its certificate; the issuer's has none. */
function attributes(friendlyName: string, certificate?: X509Certificate): BaseBlock {
  const name = sequence(oid('1.2.840.113549.1.9.20'), setOf(new BmpString({ value: friendlyName })))
  if (certificate === undefined) return setOf(name)
  const id = createHash('sha256').update(certificate.raw).digest()
  return setOf(name, sequence(oid('1.2.840.113549.1.9.21'), setOf(octetString(id))))
}

const certificateValue = (certificate: X509Certificate): Sequence =>
  sequence(oid('1.2.840.113549.1.9.22.1'), tagged(0, octetString(certificate.raw)))

function shroudedKey(key: KeyObject, password: string): BaseBlock {
  const plain = key.export({ type: 'pkcs8', format: 'der' })
  const { scheme, ciphertext } = encrypt(plain, password)
  return sequence(scheme, octetString(ciphertext))
}

/** CMS EncryptedData, version 0 (RFC 5652, 8), over a SafeContents. */
function encryptedData(content: Uint8Array, password: string): BaseBlock {
  const { scheme, ciphertext } = encrypt(content, password)
  const encryptedContent = new Primitive({ idBlock: { tagClass: 3, tagNumber: 0 }, valueHex: new Uint8Array(ciphertext).buffer })
  return sequence(integer(0), sequence(oid(pkcs7.data), scheme, encryptedContent))
}

/** PBES2 (RFC 8018, 6.2 and A.4). */
function encrypt(content: Uint8Array, password: string): { scheme: BaseBlock, ciphertext: Uint8Array } {
  const salt = randomBytes(16)
  const iv = randomBytes(16)
  const cipher = createCipheriv('aes-256-cbc', pbkdf2Sync(password, salt, rounds, 32, 'sha256'), iv)
  const derivation = algorithm('1.2.840.113549.1.5.12', sequence(octetString(salt), integer(rounds), algorithm('1.2.840.113549.2.9', nothing())))
  const encryption = algorithm('2.16.840.1.101.3.4.1.42', octetString(iv))
  return {
    scheme: algorithm('1.2.840.113549.1.5.13', sequence(derivation, encryption)),
    ciphertext: Buffer.concat([cipher.update(content), cipher.final()]),
  }
}

/** MacData (RFC 7292, 4) with SHA-256. */
function macData(content: Uint8Array, password: string): Sequence {
  const salt = randomBytes(16)
  const mac = createHmac('sha256', macKey(password, salt)).update(content).digest()
  return sequence(sequence(algorithm('2.16.840.1.101.3.4.2.1', nothing()), octetString(mac)), octetString(salt), integer(rounds))
}

/** The key derivation of RFC 7292, B.2, with id 3. One block is all of it: the MAC key is as long as one SHA-256. */
function macKey(password: string, salt: Uint8Array): Uint8Array {
  const blockBytes = 64
  const bmp = Buffer.from(`${password}\0`, 'utf16le').swap16()
  const filled = (bytes: Uint8Array): Uint8Array => Buffer.alloc(Math.ceil(bytes.length / blockBytes) * blockBytes, bytes)
  let key: Uint8Array = Buffer.concat([Buffer.alloc(blockBytes, 3), filled(salt), filled(bmp)])
  for (let round = 0; round < rounds; round++) key = createHash('sha256').update(key).digest()
  return key
}
