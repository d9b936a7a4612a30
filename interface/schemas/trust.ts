import { z } from 'zod'
import { pem } from './common.ts'

/** `trust.json`: whom a profile trusts, self-contained. The production profile refuses whatever is marked as practice. */
export const trustSchema = z.strictObject({
  format: z.literal('sealbid/trust/1'),
  profile: z.enum(['production', 'practice']),
  /** Roots of recognised certificate authorities (CA 互认). */
  anchors: z.array(pem),
  /** Certificate revocation lists (RFC 5280), PEM. */
  crls: z.array(z.string().max(10_000_000).startsWith('-----BEGIN X509 CRL-----')),
  /** Roots or certificates of timestamp authorities. */
  timestampAuthorities: z.array(pem),
  /** Certificates with which certification bodies sign statements about platforms. */
  certificationBodies: z.array(pem),
})
export type Trust = z.infer<typeof trustSchema>
