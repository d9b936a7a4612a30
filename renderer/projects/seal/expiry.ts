import type { CertificateView } from '../../../preload/contract/certificates.ts'
import type { Tender } from '../../../interface/schemas/tender.ts'

/** Until when a key must work: the end of the last window in which it may be asked for, remedies included. */
export function keyNeededUntil({ sealing, remedy }: Tender): Date {
  const ends = sealing.stages.map((stage) => Date.parse(stage.openingTime) + (stage.windowMinutes + remedy.windowMinutes) * 60_000)
  return new Date(Math.max(...ends))
}

/** The certificate ends before the opening does: with a renewed key this bid could not be opened. */
export const expiresTooEarly = (certificate: CertificateView, tender: Tender): boolean =>
  Date.parse(certificate.encryption.notAfter) < keyNeededUntil(tender).getTime()

/** Certificates that may open beside the chosen one: other certificates of the same holder. */
export const backupsFor = (certificate: CertificateView, all: readonly CertificateView[]): CertificateView[] =>
  all.filter((each) => each.id !== certificate.id && each.holder.id === certificate.holder.id)
