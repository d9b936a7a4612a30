import { constants, verify, X509Certificate, type KeyObject } from 'node:crypto'
import { context, oidText, readWhole, tag } from '../crypto/der.ts'
import type { Certificate } from './certificate.ts'

/** How a certificate or a revocation list is signed. */
export interface Scheme { kind: 'rsa' | 'pss' | 'ec', digest: 'sha256' | 'sha384' | 'sha512' }

/**
 * Signature algorithms that a chain may rest on (RFC 4055, RFC 5758). MD5 and SHA-1 are not among them: certificates were forged with both.
 */
const schemes: Readonly<Record<string, Scheme>> = {
  '1.2.840.113549.1.1.11': { kind: 'rsa', digest: 'sha256' },
  '1.2.840.113549.1.1.12': { kind: 'rsa', digest: 'sha384' },
  '1.2.840.113549.1.1.13': { kind: 'rsa', digest: 'sha512' },
  '1.2.840.10045.4.3.2': { kind: 'ec', digest: 'sha256' },
  '1.2.840.10045.4.3.3': { kind: 'ec', digest: 'sha384' },
  '1.2.840.10045.4.3.4': { kind: 'ec', digest: 'sha512' },
}

const rsassaPss = '1.2.840.113549.1.1.10'

const pssDigests: Readonly<Record<string, Scheme['digest']>> = {
  '2.16.840.1.101.3.4.2.1': 'sha256', '2.16.840.1.101.3.4.2.2': 'sha384', '2.16.840.1.101.3.4.2.3': 'sha512',
}

/** Scheme of an AlgorithmIdentifier (DER); null where it is not accepted. */
export function schemeOf(algorithm: Buffer): Scheme | null {
  const reader = readWhole(algorithm)
  const name = oidText(reader.next(tag.oid).value)
  if (name !== rsassaPss) return schemes[name] ?? null
  // hashAlgorithm [0]; without it PSS means SHA-1 (RFC 4055, 3.1).
  const hash = reader.enter().rest().find((each) => each.tag === context(0))
  const digest = hash && pssDigests[oidText(readWhole(hash.value).next(tag.oid).value)]
  return digest === undefined ? null : { kind: 'pss', digest }
}

/** Shorter RSA keys can be factored, longer ones only cost time. */
const rsaBits = { min: 2048, max: 8192 }

/** Why this key is not accepted, or null. */
export function keyWeakness({ publicKey }: Certificate): string | null {
  const bits = publicKey.asymmetricKeyDetails?.modulusLength
  return bits !== undefined && (bits < rsaBits.min || bits > rsaBits.max) ? `RSA key of ${bits} bits` : null
}

/** Whether `certificate` is signed with the key of `issuer`. Never throws. */
export function isSignedBy(certificate: Certificate, issuer: Certificate): boolean {
  try {
    return new X509Certificate(certificate.der).verify(issuer.publicKey)
  } catch {
    return false
  }
}

/** Whether `signature` over `tbs` is by this key; for PSS with any length of salt. Never throws. */
export function isSignature({ kind, digest }: Scheme, tbs: Buffer, signature: Buffer, key: KeyObject): boolean {
  try {
    if (key.asymmetricKeyType !== (kind === 'ec' ? 'ec' : 'rsa')) return false
    const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
    return verify(digest, tbs, kind === 'pss' ? pss : key, signature)
  } catch {
    return false
  }
}
