import { Certificate as PkijsCertificate, CertificateChainValidationEngine, NameConstraints } from 'pkijs'
import { fromBER } from 'asn1js'
import type { Path } from './path.ts'
import { extensionIds, readFields } from './x509.ts'

const constraining = [extensionIds.nameConstraints, extensionIds.policyMappings, extensionIds.policyConstraints, extensionIds.inhibitAnyPolicy]

/**
 * Name and policy constraints of a path (RFC 5280, 6.1.3 b–f and 6.1.4), by pkijs. Answers why they are broken, or null. Its own search
 * for a path is not used: it follows cross-certificates in circles, and it does not look at path lengths.
 */
export async function brokenConstraint(path: Path, at: Date): Promise<string | null> {
  const ids = path.flatMap(({ der }) => [...readFields(der).extensions.keys()])
  if (path.length < 2 || !constraining.some((id) => ids.includes(id))) return null
  const certificates = path.map(({ der }) => PkijsCertificate.fromBER(new Uint8Array(der)))
  const anchor = certificates.at(-1)
  if (anchor === undefined) return null
  const engine = new CertificateChainValidationEngine({
    trustedCerts: [anchor],
    // The engine takes the last one as the certificate to judge.
    certs: certificates.slice(0, -1).toReversed(),
    checkDate: at,
    findIssuer: async (certificate) => certificates.slice(1).filter((_, index) => certificates[index] === certificate),
  })
  const limits = anchorConstraints(path)
  const result = await engine.verify({
    initialPermittedSubtreesSet: limits?.permittedSubtrees ?? [],
    initialExcludedSubtreesSet: limits?.excludedSubtrees ?? [],
  })
  return result.result ? null : result.resultMessage
}

/** RFC 5280 leaves constraints of an anchor to the application: here they hold. */
function anchorConstraints(path: Path): NameConstraints | null {
  const anchor = path.at(-1)
  const extension = anchor && readFields(anchor.der).extensions.get(extensionIds.nameConstraints)
  return extension === undefined ? null : new NameConstraints({ schema: fromBER(new Uint8Array(extension.value)).result })
}
