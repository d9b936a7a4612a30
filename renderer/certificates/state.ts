import type { CertificateView } from '../../preload/contract/certificates.ts'

/** How a certificate file stands: its verdicts come from main; here they only become one word. */

const day = 86_400_000
/** A certificate that ends this soon is pointed out: a bid sealed today may be opened in weeks. */
export const warnDays = 60

export type Validity = 'valid' | 'ending' | 'expired' | 'not-yet' | 'unusable'

/** The earlier end of the two certificates. */
export const endOf = ({ signing, encryption }: CertificateView): string => signing.notAfter < encryption.notAfter ? signing.notAfter : encryption.notAfter

export function daysLeft(view: CertificateView, at: Date): number {
  return Math.ceil((Date.parse(endOf(view)) - at.getTime()) / day)
}

export function validityOf(view: CertificateView, at: Date): Validity {
  const both = [view.signing, view.encryption]
  if (both.some(({ notAfter }) => Date.parse(notAfter) < at.getTime())) return 'expired'
  if (both.some(({ notBefore }) => Date.parse(notBefore) > at.getTime())) return 'not-yet'
  if (both.some(({ verdict }) => verdict.state === 'invalid')) return 'unusable'
  return daysLeft(view, at) <= warnDays ? 'ending' : 'valid'
}
