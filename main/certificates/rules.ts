import type { ErrorCode } from '../../interface/errors.ts'
import type { Certificate } from './certificate.ts'
import { brokenConstraint } from './constraints.ts'
import type { Path } from './path.ts'
import { keyWeakness, schemeOf } from './signatures.ts'
import { basicConstraints, extensionIds, readFields } from './x509.ts'

export interface Fault { code: ErrorCode, detail: string }

/** Extensions that are processed here, by `uses`, or by pkijs. Any other that is critical ends the path (RFC 5280, 4.2). */
const understood: ReadonlySet<string> = new Set([
  extensionIds.subjectKeyIdentifier, extensionIds.keyUsage, extensionIds.subjectAltName, extensionIds.issuerAltName,
  extensionIds.basicConstraints, extensionIds.nameConstraints, extensionIds.certificatePolicies, extensionIds.policyMappings,
  extensionIds.authorityKeyIdentifier, extensionIds.policyConstraints, extensionIds.extendedKeyUsage, extensionIds.inhibitAnyPolicy,
])

const untrusted = (detail: string): Fault => ({ code: 'certificate-untrusted', detail })

/** What is wrong with a path whose signatures hold, or null (RFC 5280, 6.1; the anchor's own limits count too). */
export async function findFault(path: Path, at: Date): Promise<Fault | null> {
  try {
    return faultOfParts(path, at) ?? await faultOfConstraints(path, at)
  } catch (error) {
    return untrusted(`${path[0]?.subject}: a field of the path is not readable (${error instanceof Error ? error.message : 'unknown'})`)
  }
}

function faultOfParts(path: Path, at: Date): Fault | null {
  const [, ...issuers] = path
  for (const [index, certificate] of path.entries()) {
    const fault = faultOfCertificate(certificate, at, index === path.length - 1)
    if (fault) return fault
  }
  for (const [index, issuer] of issuers.entries()) {
    // Certificates between this issuer and the one that is judged; self-issued ones do not count (RFC 5280, 4.2.1.9).
    const below = issuers.slice(0, index).filter((each) => !each.subjectDer.equals(each.issuerDer)).length
    const fault = faultOfIssuer(issuer, below)
    if (fault) return fault
  }
  return null
}

async function faultOfConstraints(path: Path, at: Date): Promise<Fault | null> {
  const broken = await brokenConstraint(path, at)
  return broken === null ? null : untrusted(`${path[0]?.subject}: ${broken}`)
}

function faultOfCertificate(certificate: Certificate, at: Date, isAnchor: boolean): Fault | null {
  const { subject, notBefore, notAfter } = certificate
  if (at < notBefore || notAfter < at) {
    const period = `valid from ${notBefore.toISOString()} to ${notAfter.toISOString()}`
    return { code: 'certificate-expired', detail: `${subject}: ${period}, asked for ${at.toISOString()}` }
  }
  const { extensions, signatureAlgorithm } = readFields(certificate.der)
  const unknown = [...extensions].find(([id, { critical }]) => critical && !understood.has(id))
  if (unknown) return untrusted(`${subject}: critical extension ${unknown[0]} is not understood`)
  if (!isAnchor && schemeOf(signatureAlgorithm) === null) return untrusted(`${subject}: signed with an algorithm that is not accepted`)
  const weakness = keyWeakness(certificate)
  return weakness === null ? null : untrusted(`${subject}: ${weakness}`)
}

function faultOfIssuer(issuer: Certificate, below: number): Fault | null {
  if (!issuer.uses.ca) return untrusted(`${issuer.subject}: not a certificate authority`)
  if (!issuer.uses.certSign) return untrusted(`${issuer.subject}: may not sign certificates`)
  const { pathLength } = basicConstraints(readFields(issuer.der))
  return pathLength !== null && below > pathLength ? untrusted(`${issuer.subject}: ${below} authorities below it, ${pathLength} allowed`) : null
}
