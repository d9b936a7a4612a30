import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import type { Descriptor } from '../../interface/schemas/platform.ts'
import { readCertificate, type Certificate } from '../certificates/certificate.ts'
import { judgeCertificate } from '../certificates/judge.ts'
import { bytesSource } from '../container/source.ts'
import { readTrusted, type TrustContext } from '../container/verify.ts'
import { hexDigest } from '../crypto/algorithms.ts'

/** A platform whose descriptor a certification body vouches for, for this origin and time. */
export interface CertifiedPlatform {
  descriptor: Descriptor
  origin: string
  /** Signs receipts and closing statements. */
  receipts: Certificate
  /** Released keys are enveloped to it. */
  opening: Certificate
}

const refuse = (why: string): Refusal => new Refusal('platform-uncertified', why)

/** A certificate of the platform, good for its purpose now. */
async function platformCertificate(pem: string, purpose: 'signing' | 'encryption', context: TrustContext): Promise<Certificate> {
  const certificate = readCertificate(pem)
  const parts = await judgeCertificate(certificate, { intermediates: [], trust: context.trust, at: context.now(), purpose })
  const bad = parts.find((each) => each.state === 'invalid')
  if (bad !== undefined) throw refuse(`${purpose} certificate: ${bad.code ?? ''} ${bad.detail ?? ''}`)
  return certificate
}

/**
 * Accepts a platform or refuses it with the reason: the descriptor must be covered by a certification statement that a trusted body
 * signed, for the origin that was really reached, in its period. Refusal('platform-uncertified'), practice-certificate.
 */
export async function acceptPlatform(descriptor: Descriptor, certification: Uint8Array, origin: string, context: TrustContext): Promise<CertifiedPlatform> {
  if (descriptor.practice && context.trust.profile !== 'practice') throw new Refusal('practice-certificate', descriptor.name)
  const container = await readTrusted(bytesSource(certification), 'certification', context).catch((error: unknown) => {
    throw error instanceof Refusal ? refuse(`${error.code}${error.detail === undefined ? '' : `: ${error.detail}`}`) : error
  })
  await container.archive.close()
  const statement = container.content
  const now = context.now().getTime()
  if (statement.origin !== origin || descriptor.origin !== origin) throw refuse(`certified for ${statement.origin}, reached at ${origin}`)
  if (statement.code !== descriptor.code || !statement.scope.includes('trading')) throw refuse('certified for something else')
  if (statement.descriptorDigest !== hexDigest(canonical(descriptor))) throw refuse('the descriptor is not the one that was certified')
  if (now < Date.parse(statement.validFrom) || now > Date.parse(statement.validTo)) throw refuse(`certified from ${statement.validFrom} to ${statement.validTo}`)
  return {
    descriptor, origin,
    receipts: await platformCertificate(descriptor.certificates.receipts, 'signing', context),
    opening: await platformCertificate(descriptor.certificates.opening.certificate, 'encryption', context),
  }
}
