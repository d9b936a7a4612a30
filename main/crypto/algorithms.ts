import { constants, createHash, sign as nodeSign, verify as nodeVerify, type KeyObject } from 'node:crypto'
import { DerError, integer, nullValue, octetString, context, encode, oid, sequence } from './der.ts'
import { oids } from './oids.ts'

/** AlgorithmIdentifiers that are written and read: each has one encoding (or two, where the field writes both) and no other is accepted. */

export type DigestName = 'sha256' | 'sha384' | 'sha512'

const digestIdentifiers: [DigestName, Buffer][] = (['sha256', 'sha384', 'sha512'] as const).flatMap((name) => [
  // RFC 5754, 2: parameters absent; NULL is accepted.
  [name, sequence(oid(oids[name]))],
  [name, sequence(oid(oids[name]), nullValue)],
])

/** AlgorithmIdentifier of SHA-256, parameters absent (RFC 5754, 2.2). */
export const sha256Identifier: Buffer = sequence(oid(oids.sha256))

export function readDigestIdentifier(der: Buffer): DigestName {
  const found = digestIdentifiers.find(([, encoding]) => encoding.equals(der))
  if (found === undefined) throw new DerError('digest algorithm not accepted')
  return found[0]
}

export type SignatureAlgorithm = { kind: 'rsa' | 'rsa-pss' | 'ecdsa', digest: DigestName }

const sha256WithNull = sequence(oid(oids.sha256), nullValue)
const mgf1Sha256 = sequence(oid(oids.mgf1), sha256WithNull)

/** RSASSA-PSS with SHA-256, MGF1 with SHA-256, salt of 32 bytes (RFC 4055, 3.1). */
const pssIdentifier = sequence(
  oid(oids.rsassaPss),
  sequence(encode(context(0), sha256WithNull), encode(context(1), mgf1Sha256), encode(context(2), integer(32))),
)

const signatureIdentifiers: [SignatureAlgorithm['kind'], DigestName | null, Buffer][] = [
  ['rsa', 'sha256', sequence(oid(oids.sha256WithRsa), nullValue)],
  ['rsa', 'sha384', sequence(oid(oids.sha384WithRsa), nullValue)],
  ['rsa', 'sha512', sequence(oid(oids.sha512WithRsa), nullValue)],
  // RFC 3370, 3.2: the digest then stands in digestAlgorithm alone.
  ['rsa', null, sequence(oid(oids.rsaEncryption), nullValue)],
  ['rsa-pss', 'sha256', pssIdentifier],
  ['ecdsa', 'sha256', sequence(oid(oids.ecdsaWithSha256))],
  ['ecdsa', 'sha384', sequence(oid(oids.ecdsaWithSha384))],
  ['ecdsa', 'sha512', sequence(oid(oids.ecdsaWithSha512))],
]

/** Reads a signature algorithm that must go with the digest already named. */
export function readSignatureIdentifier(der: Buffer, digest: DigestName): SignatureAlgorithm {
  const found = signatureIdentifiers.find(([, , encoding]) => encoding.equals(der))
  if (found === undefined || (found[1] !== null && found[1] !== digest)) throw new DerError('signature algorithm not accepted')
  return { kind: found[0], digest }
}

/** AlgorithmIdentifier that is written for a key: sha256WithRSAEncryption or ecdsa-with-SHA256. */
export const signatureIdentifier = (kind: 'rsa' | 'ecdsa'): Buffer =>
  kind === 'rsa' ? sequence(oid(oids.sha256WithRsa), nullValue) : sequence(oid(oids.ecdsaWithSha256))

const pssPadding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }

/** Whether `signature` over `data` verifies; a key of another kind, or one that forbids this digest, does not. Never throws. */
export function verifySignature(algorithm: SignatureAlgorithm, key: KeyObject, data: Buffer, signature: Buffer): boolean {
  const kind = key.asymmetricKeyType === 'ec' ? 'ecdsa' : key.asymmetricKeyType
  if (algorithm.kind === 'ecdsa' ? kind !== 'ecdsa' : kind !== 'rsa' && kind !== 'rsa-pss') return false
  const input = algorithm.kind === 'rsa-pss' ? { key, ...pssPadding } : key
  try {
    return nodeVerify(algorithm.digest, data, input, signature)
  } catch {
    return false
  }
}

/** Signs with SHA-256: RSA PKCS#1 v1.5 or ECDSA in DER. */
export const signSha256 = (key: KeyObject, data: Buffer): Buffer => nodeSign('sha256', data, key)

export const sha256 = (...parts: readonly Uint8Array[]): Buffer => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** SHA-256 in lower-case hex. */
export const hexDigest = (...parts: readonly Uint8Array[]): string => sha256(...parts).toString('hex')

/** Parameters of AES-256-GCM with a 12-byte nonce and a 16-byte tag (RFC 5084, 3.2). */
export const gcmIdentifier = (nonce: Buffer): Buffer =>
  sequence(oid(oids.aes256Gcm), sequence(octetString(nonce), integer(16)))
