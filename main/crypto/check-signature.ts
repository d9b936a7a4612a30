import { createHash, timingSafeEqual } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import { readCertificate, type Certificate } from '../certificates/certificate.ts'
import { isSignedBy } from '../certificates/signatures.ts'
import { verifySignature } from './algorithms.ts'
import { DerError } from './der.ts'
import { readSignedData, type SignedData } from './signed-data.ts'

export interface CheckedSignature {
  signer: Certificate
  /** The other certificates in the signature. */
  others: Certificate[]
  signingTime: Date | null
  signature: Buffer
  timestamp: Buffer | null
  /** DER of the signature. */
  der: Buffer
}

/** SignedData or a Refusal('signature-form'). */
export function parseSignature(der: Uint8Array): SignedData {
  try {
    return readSignedData(der)
  } catch (error) {
    if (error instanceof DerError) throw new Refusal('signature-form', error.message)
    throw error
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => a.length === b.length && timingSafeEqual(a, b)

/** The certificate that issuer and serial number name, which the signed attributes must name too (CAdES, EN 319 122-1, 5.2.2.3). */
function findSigner(data: SignedData, certificates: Certificate[]): Certificate {
  const signer = certificates.find((each) => each.issuerDer.equals(data.signer.issuerDer) && each.serialDer.equals(data.signer.serialDer))
  if (signer === undefined) throw new Refusal('signer-certificate', 'the signer\'s certificate is not in the signature')
  const { digest, hash, issuerSerial } = data.signingCertificate
  const named = sameBytes(createHash(digest).update(signer.der).digest(), hash)
    && (issuerSerial === null || (issuerSerial.issuerDer.equals(signer.issuerDer) && issuerSerial.serialDer.equals(signer.serialDer)))
  if (!named) throw new Refusal('signer-certificate')
  return signer
}

/** Certificates that neither sign nor lead from the signer upwards are foreign matter (docs/formats.md). */
function checkNoneUnused(signer: Certificate, others: Certificate[]): void {
  const left = new Set(others)
  for (let current = signer; ;) {
    const issuer: Certificate | undefined = [...left].find((each) => each.subjectDer.equals(current.issuerDer) && isSignedBy(current, each))
    if (issuer === undefined) break
    left.delete(issuer)
    current = issuer
  }
  if (left.size > 0) throw new Refusal('signature-form', 'a certificate that is not used')
}

/**
 * Checks a signature mathematically: form, signer, message digest, signature value. Trust, purpose and time are judged elsewhere.
 * `content` is what was signed; null takes the encapsulated content. Refusals: signature-form, signer-certificate, signature-invalid.
 */
export function checkSignature(der: Uint8Array, content: Uint8Array | null): CheckedSignature & { content: Buffer } {
  const data = parseSignature(der)
  const bytes = content ?? data.content
  if (bytes === null || (content !== null && data.content !== null)) throw new Refusal('signature-form', 'detached signature expected')
  const certificates = data.certificates.map((each) => readCertificate(each))
  const signer = findSigner(data, certificates)
  const others = certificates.filter((each) => each !== signer)
  checkNoneUnused(signer, others)
  if (!sameBytes(createHash(data.digest).update(bytes).digest(), data.messageDigest)) throw new Refusal('signature-invalid', 'message digest')
  if (!verifySignature(data.algorithm, signer.publicKey, data.signedAttributes, data.signature)) throw new Refusal('signature-invalid')
  return {
    signer, others, signingTime: data.signingTime, signature: data.signature, timestamp: data.timestamp,
    der: Buffer.from(der), content: Buffer.from(bytes),
  }
}
