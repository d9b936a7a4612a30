import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fromBER } from 'asn1js'
import { Certificate, ContentInfo, IssuerAndSerialNumber, SignedData } from 'pkijs'
import { Refusal } from '../../interface/errors.ts'
import type { ErrorCode } from '../../interface/errors.ts'
import type { Party } from '../../interface/schemas/common.ts'
import { certificateHolder, mayAgree, mayEncipher, maySign } from './holder.ts'
import { openssl, withScratch } from './openssl.ts'

/** Whom the platform trusts, and where it may put temporary files. */
export interface Judge {
  /** A file with the anchors and their revocation lists, PEM. */
  readonly trustFile: string
  readonly scratch: string
  /** The platform's clock: certificates are judged at this time. */
  now(): Date
}

export interface Signer { party: Party, certificate: Certificate }

const digestSha256 = '2.16.840.1.101.3.4.2.1'
const timestampToken = '1.2.840.113549.1.9.16.2.14'

/** What openssl says, in the order in which it is looked for, and what that is in our list. */
const complaints: [RegExp, ErrorCode][] = [
  [/certificate revoked/i, 'certificate-revoked'],
  [/certificate has expired|certificate is not yet valid/i, 'certificate-expired'],
  [/unsuitable certificate purpose|unsupported certificate purpose/i, 'key-usage'],
  [/unable to get (local )?issuer|self.signed certificate|unable to verify the first|invalid CA certificate|unable to get certificate CRL/i, 'certificate-untrusted'],
  [/ess signing certificate|ess_|signing cert(ificate)? (id )?(not found|error)|no signing ?certificate/i, 'signer-certificate'],
  [/asn1|wrong tag|no signatures|content type|not a cms/i, 'signature-form'],
]

/**
 * Judges a detached CAdES signature over `content` (EN 319 122-1, baseline B) with the real openssl: form, signature, chain, purpose,
 * validity at the platform's time, revocation. Answers the signer's holder; refuses with the reason.
 */
export async function judgeSignature(judge: Judge, signature: Uint8Array, content: Uint8Array): Promise<Signer> {
  const certificate = readSigner(signature)
  if (!maySign(certificate)) throw new Refusal('key-usage', 'the signer\'s certificate is not for signatures')
  const answer = await withScratch(judge.scratch, async (folder) => {
    await writeFile(join(folder, 'content'), content, { mode: 0o600 })
    return openssl([
      'cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-content', join(folder, 'content'), '-CAfile', judge.trustFile,
      '-no-CAstore', '-no-CApath', '-crl_check', '-attime', String(Math.floor(judge.now().getTime() / 1000)), '-out', join(folder, 'out'),
    ], signature)
  })
  if (!answer.ok) {
    const [, code] = complaints.find(([pattern]) => pattern.test(answer.errors)) ?? []
    throw new Refusal(code ?? 'signature-invalid')
  }
  return { party: certificateHolder(certificate), certificate }
}

/** The certificate of the only signer (RFC 5652, 5.3: by issuer and serial number); refuses what is not exactly one SignedData in DER. */
function readSigner(signature: Uint8Array): Certificate {
  const signed = parseSignedData(signature)
  const [info, ...others] = signed.signerInfos
  if (info === undefined || others.length > 0) throw new Refusal('signature-form', 'exactly one signer is wanted')
  if (info.digestAlgorithm.algorithmId !== digestSha256) throw new Refusal('digest-algorithm', 'signature')
  if (info.signedAttrs === undefined) throw new Refusal('signature-form', 'signed attributes are missing')
  if (signed.encapContentInfo.eContent !== undefined) throw new Refusal('signature-form', 'the signature must be detached')
  const unsigned = info.unsignedAttrs?.attributes ?? []
  if (unsigned.some((each) => each.type !== timestampToken)) throw new Refusal('signature-form', 'an unsigned attribute is not permitted')
  const { sid } = info
  if (!(sid instanceof IssuerAndSerialNumber)) throw new Refusal('signature-form', 'the signer must be named by issuer and serial number')
  const certificates = (signed.certificates ?? []).filter((each) => each instanceof Certificate)
  const found = certificates.find((each) => each.serialNumber.isEqual(sid.serialNumber) && each.issuer.isEqual(sid.issuer))
  if (found === undefined) throw new Refusal('signer-certificate', 'the signer\'s certificate is missing')
  return found
}

function parseSignedData(bytes: Uint8Array): SignedData {
  try {
    const { offset, result } = fromBER(new Uint8Array(bytes))
    if (offset !== bytes.length) throw new TypeError('not one structure')
    const info = new ContentInfo({ schema: result })
    if (info.contentType !== ContentInfo.SIGNED_DATA) throw new TypeError('not SignedData')
    return new SignedData({ schema: info.content })
  } catch (error) {
    throw new Refusal('signature-form', error instanceof Error ? error.message.slice(0, 100) : undefined)
  }
}

/** Whether somebody's key may be enveloped to this certificate. */
export const isEncryptionCertificate = (certificate: Certificate): boolean => mayEncipher(certificate) || mayAgree(certificate)
