import type { Certificate } from './certificate.ts'
import { isCrlOf, type CertificateList } from './crl.ts'
import { worst, type Part } from './verdict.ts'

const part = (state: Part['state'], detail: string): Part => ({ part: 'revocation', state, detail })

/**
 * What one list says about one certificate at a time; null where it says nothing. A date of revocation speaks for itself, whenever the
 * list was made; silence counts only on a complete list that was current at that time.
 */
function readAnswer(list: CertificateList, certificate: Certificate, at: Date): Part | null {
  if (list.scope === 'unknown') return null
  const date = list.revoked.get(certificate.serial)
  const isCurrent = list.thisUpdate <= at && list.nextUpdate !== null && at <= list.nextUpdate
  if (date === undefined) {
    const detail = `${certificate.subject}: not revoked by the list of ${list.thisUpdate.toISOString()}`
    return isCurrent && list.scope === 'all' ? part('valid', detail) : null
  }
  if (date <= at) return { ...part('invalid', `${certificate.subject}: revoked at ${date.toISOString()}`), code: 'certificate-revoked' }
  return isCurrent || list.thisUpdate > at ? part('valid', `${certificate.subject}: not yet revoked; revoked later, at ${date.toISOString()}`) : null
}

/** Why there was no answer: said so that a person can provide what is missing. */
function reasonFor(own: readonly CertificateList[], ofName: readonly CertificateList[], certificate: Certificate, at: Date): string {
  if (ofName.length === 0) return `no revocation list of ${certificate.issuer}`
  if (own.length === 0) return `the revocation list of ${certificate.issuer} is not signed by it`
  if (own.every((list) => list.scope !== 'all')) return `the revocation list of ${certificate.issuer} covers a part only`
  return `no revocation list of ${certificate.issuer} is current at ${at.toISOString()}`
}

function judgeOne(certificate: Certificate, issuer: Certificate, crls: readonly CertificateList[], at: Date): Part {
  const ofName = crls.filter((list) => list.issuerDer.equals(certificate.issuerDer))
  const own = ofName.filter((list) => isCrlOf(list, issuer))
  const answers = own.map((list) => readAnswer(list, certificate, at)).filter((answer) => answer !== null)
  return answers.find((answer) => answer.state === 'invalid')
    ?? answers[0]
    ?? part('indeterminate', `${certificate.subject}: ${reasonFor(own, ofName, certificate, at)}`)
}

/** Worst answer for every certificate of the path below its last one. The path runs from the certificate to its anchor. */
export function judgeRevocation(path: readonly Certificate[], crls: readonly CertificateList[], at: Date): Part {
  const parts = path.slice(0, -1).map((certificate, index) => judgeOne(certificate, path[index + 1] ?? certificate, crls, at))
  if (parts.length === 0) return part('valid', 'is itself an anchor')
  const state = worst(parts)
  return parts.find((each) => each.state === state && (state !== 'valid' || each.detail?.includes('revoked later'))) ?? parts[0] ?? part(state, '')
}
