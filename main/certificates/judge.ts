import type { Certificate } from './certificate.ts'
import { findPaths, type Path } from './path.ts'
import { judgeRevocation } from './revocation.ts'
import { findFault, type Fault } from './rules.ts'
import { isSignedBy } from './signatures.ts'
import type { TrustStore } from './trust.ts'
import type { Part } from './verdict.ts'

export type Purpose = 'signing' | 'encryption' | 'timestamping' | 'certification'

export interface JudgeOptions {
  intermediates: Certificate[]
  trust: TrustStore
  at: Date
  purpose: Purpose
  /** Other anchors than those that the purpose calls for. */
  anchors?: Certificate[]
}

/**
 * Judges one certificate at a time: answers the parts chain, purpose and revocation, each exactly once, in this order.
 * Path validation is RFC 5280, 6.1, revocation by lists 6.3. Never throws for what a certificate holds.
 */
export async function judgeCertificate(certificate: Certificate, options: JudgeOptions): Promise<Part[]> {
  const { path, fault } = await bestPath(certificate, options)
  return [judgeChain(certificate, path, fault, options), judgePurpose(certificate, options.purpose), revocationOf(certificate, path, options)]
}

function anchorsFor({ purpose, trust, anchors }: JudgeOptions): Certificate[] {
  if (anchors) return anchors
  if (purpose === 'timestamping') return trust.timestampAuthorities
  return purpose === 'certification' ? trust.certificationBodies : trust.anchors
}

/** The first path without a fault, else the first path with its fault. */
async function bestPath(certificate: Certificate, options: JudgeOptions): Promise<{ path: Path | null, fault: Fault | null }> {
  let first: { path: Path, fault: Fault } | null = null
  for (const path of findPaths(certificate, options.intermediates, anchorsFor(options))) {
    const fault = await findFault(path, options.at)
    if (fault === null) return { path, fault }
    first ??= { path, fault }
  }
  return first ?? { path: null, fault: null }
}

const untrusted = (detail: string): Part => ({ part: 'chain', state: 'invalid', code: 'certificate-untrusted', detail })

function judgeChain(certificate: Certificate, path: Path | null, fault: Fault | null, { trust, purpose }: JudgeOptions): Part {
  const practice = trust.profile === 'production' ? [certificate, ...path ?? []].find((each) => each.isPractice) : undefined
  if (practice) return { part: 'chain', state: 'invalid', code: 'practice-certificate', detail: practice.subject }
  if (purpose === 'certification' && !trust.certificationBodies.some((each) => each.fingerprint === certificate.fingerprint)) {
    return untrusted(`${certificate.subject}: not a certification body of the trust list`)
  }
  if (path === null) return untrusted(`${certificate.subject}: no path from ${certificate.issuer} to an anchor`)
  if (fault) return { part: 'chain', state: 'invalid', ...fault }
  return { part: 'chain', state: 'valid', detail: path.map((each) => each.subject).join(' ← ') }
}

function judgePurpose(certificate: Certificate, purpose: Purpose): Part {
  const problem = purposeProblem(certificate, purpose)
  if (problem === null) return { part: 'purpose', state: 'valid', detail: purpose }
  return { part: 'purpose', state: 'invalid', code: 'key-usage', detail: `${certificate.subject}: ${problem}` }
}

function purposeProblem({ uses, keyType }: Certificate, purpose: Purpose): string | null {
  if (purpose === 'timestamping') return uses.timestamp && uses.sign ? null : 'not a timestamp authority (RFC 3161, 2.3)'
  // The other way round: RFC 3161 reserves the key of an authority for timestamps.
  if (uses.timestamp) return 'for timestamps only'
  if (keyType === 'other') return 'neither an RSA nor a P-256 key'
  if (purpose === 'encryption') return uses.encrypt ? null : 'not for encryption'
  return uses.sign ? null : 'not for signatures'
}

/**
 * A certificate that the trust list names itself ends its path at once. The list of its issuer is asked all the same where that is known:
 * being named once does not outlive a revocation.
 */
function revocationOf(certificate: Certificate, path: Path | null, { trust, at, intermediates }: JudgeOptions): Part {
  if (path === null) return { part: 'revocation', state: 'indeterminate', detail: `${certificate.subject}: no path to an anchor` }
  if (path.length > 1 || certificate.subjectDer.equals(certificate.issuerDer)) return judgeRevocation(path, trust.crls, at)
  const issuer = [...trust.anchors, ...intermediates].find((each) => each.subjectDer.equals(certificate.issuerDer) && isSignedBy(certificate, each))
  return issuer
    ? judgeRevocation([certificate, issuer], trust.crls, at)
    : { part: 'revocation', state: 'indeterminate', detail: `${certificate.subject}: ${certificate.issuer} is not known` }
}
