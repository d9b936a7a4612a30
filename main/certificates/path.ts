import type { Certificate } from './certificate.ts'
import { isSignedBy } from './signatures.ts'

/** From the certificate to its anchor, both included; every one is signed by the next. */
export type Path = readonly Certificate[]

/** Certificates in one path; authorities use three or four. */
export const maxPathLength = 10

/** Signatures verified in search of one path: cross-certificates could make the number of ways grow without bound. */
const maxVerifications = 100

/** Of several anchors, intermediates or copies of one certificate the first counts. */
export const distinct = (certificates: readonly Certificate[]): Certificate[] =>
  [...new Map(certificates.map((each) => [each.fingerprint, each])).values()]

/**
 * All paths to an anchor, anchors first and shorter branches as they come, built by name (equal DER, RFC 5280, 7.1) and signature.
 * Nothing else is checked here. An anchor is trusted as a key and a name: what signed it is not looked at.
 */
export function* findPaths(certificate: Certificate, intermediates: readonly Certificate[], anchors: readonly Certificate[]): Generator<Path> {
  const trusted = new Set(anchors.map((each) => each.fingerprint))
  const pool = distinct([...anchors, ...intermediates])
  const budget = { left: maxVerifications }
  yield* extend([certificate], pool, trusted, budget)
}

function* extend(path: Path, pool: readonly Certificate[], trusted: ReadonlySet<string>, budget: { left: number }): Generator<Path> {
  const last = path.at(-1)
  if (last === undefined) return
  if (trusted.has(last.fingerprint)) {
    yield path
    return
  }
  if (path.length >= maxPathLength) return
  for (const issuer of pool) {
    if (!issuer.subjectDer.equals(last.issuerDer) || path.some((each) => each.fingerprint === issuer.fingerprint)) continue
    if (budget.left <= 0) return
    budget.left -= 1
    if (isSignedBy(last, issuer)) yield* extend([...path, issuer], pool, trusted, budget)
  }
}

/** Authorities above a certificate as far as they are in `pool`, nearest first; one way only, the first that fits. */
export function issuersOf(certificate: Certificate, pool: readonly Certificate[]): Certificate[] {
  const result: Certificate[] = []
  for (let last = certificate; result.length < maxPathLength;) {
    const issuer = pool.find((each) => each.subjectDer.equals(last.issuerDer) && !result.includes(each) && isSignedBy(last, each))
    if (issuer === undefined || last.subjectDer.equals(last.issuerDer)) break
    result.push(issuer)
    last = issuer
  }
  return result
}
