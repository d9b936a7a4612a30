import { DerError, elements, expectTag, namedBits, oid, sequence, smallInteger, tags, time, type Element } from './der.ts'

/** Fields of a certificate (RFC 5280, 4.1) as slices of its DER. */
export interface Fields {
  serial: Element
  /** AlgorithmIdentifier. */
  signatureAlgorithm: Buffer
  issuer: Buffer
  subject: Buffer
  notBefore: Date
  notAfter: Date
  publicKeyInfo: Buffer
  extensions: Map<string, Extension>
}

export interface Extension { critical: boolean, value: Buffer }

export const extensionIds = {
  subjectKeyIdentifier: '2.5.29.14', keyUsage: '2.5.29.15', subjectAltName: '2.5.29.17', issuerAltName: '2.5.29.18', basicConstraints: '2.5.29.19',
  issuingDistributionPoint: '2.5.29.28', nameConstraints: '2.5.29.30', certificatePolicies: '2.5.29.32', policyMappings: '2.5.29.33',
  authorityKeyIdentifier: '2.5.29.35', policyConstraints: '2.5.29.36', extendedKeyUsage: '2.5.29.37', inhibitAnyPolicy: '2.5.29.54',
} as const

/** Extensions (RFC 5280, 4.1.2.9): each at most once. */
export function readExtensions(der: Buffer): Map<string, Extension> {
  const result = new Map<string, Extension>()
  for (const each of sequence(der)) {
    const parts = elements(expectTag(each, tags.sequence).content)
    const [id, second] = parts
    const critical = second?.tag === tags.boolean && second.content[0] !== 0
    const value = expectTag(parts[second?.tag === tags.boolean ? 2 : 1], tags.octetString).content
    if (parts.length !== (second?.tag === tags.boolean ? 3 : 2)) throw new DerError('extension')
    const key = oid(id)
    if (result.has(key)) throw new DerError(`extension ${key} twice`)
    result.set(key, { critical, value })
  }
  return result
}

/** The parts of a signed structure (certificate or CRL): what is signed, its algorithm, the signature. */
export function readSigned(der: Buffer): { tbs: Element, algorithm: Element, signature: Buffer } {
  const [tbs, algorithm, bits, ...more] = sequence(der)
  const signature = expectTag(bits, tags.bitString).content
  if (more.length > 0 || signature[0] !== 0) throw new DerError('signed structure')
  return { tbs: expectTag(tbs, tags.sequence), algorithm: expectTag(algorithm, tags.sequence), signature: signature.subarray(1) }
}

/** Fields from DER. The algorithm inside and outside the signature must be the same (RFC 5280, 4.1.1.2). Throws DerError. */
export function readFields(der: Buffer): Fields {
  const { tbs, algorithm } = readSigned(der)
  const parts = elements(tbs.content)
  const version = parts[0]?.tag === 0xa0 ? smallInteger(elements(parts.shift()?.content ?? Buffer.alloc(0))[0]) : 0
  const [serial, inner, issuer, validity, subject, key, ...optional] = parts
  if (!expectTag(inner, tags.sequence).der.equals(algorithm.der)) throw new DerError('two signature algorithms')
  const [notBefore, notAfter] = elements(expectTag(validity, tags.sequence).content)
  return {
    serial: expectTag(serial, tags.integer),
    signatureAlgorithm: algorithm.der,
    issuer: expectTag(issuer, tags.sequence).der,
    subject: expectTag(subject, tags.sequence).der,
    notBefore: time(notBefore),
    notAfter: time(notAfter),
    publicKeyInfo: expectTag(key, tags.sequence).der,
    extensions: readOptional(optional, version),
  }
}

/** issuerUniqueID [1] and subjectUniqueID [2] come from version 2, extensions [3] from version 3 only. */
function readOptional(parts: Element[], version: number): Map<string, Extension> {
  const order = parts.map((each) => each.tag)
  const inOrder = order.every((tag, at) => [0x81, 0x82, 0xa3].includes(tag) && (at === 0 || tag > (order[at - 1] ?? 0)))
  if (version > 2 || !inOrder) throw new DerError('fields')
  if (version < (order.includes(0xa3) ? 2 : order.length > 0 ? 1 : 0)) throw new DerError('fields of a later version')
  const last = parts.find((each) => each.tag === 0xa3)
  return last === undefined ? new Map() : readExtensions(last.content)
}

export interface BasicConstraints { ca: boolean, pathLength: number | null }

/** RFC 5280, 4.2.1.9. */
export function basicConstraints({ extensions }: Fields): BasicConstraints {
  const extension = extensions.get(extensionIds.basicConstraints)
  if (extension === undefined) return { ca: false, pathLength: null }
  const parts = sequence(extension.value)
  const ca = parts[0]?.tag === tags.boolean && parts.shift()?.content[0] === 0xff
  const pathLength = parts.length > 0 ? smallInteger(parts.shift()) : null
  if (parts.length > 0) throw new DerError('basicConstraints')
  return { ca, pathLength }
}

/** Key usage bits (RFC 5280, 4.2.1.3), or null without the extension. */
export function keyUsage({ extensions }: Fields): ((bit: number) => boolean) | null {
  const extension = extensions.get(extensionIds.keyUsage)
  if (extension === undefined) return null
  const [bits, ...more] = elements(extension.value)
  if (more.length > 0) throw new DerError('keyUsage')
  return namedBits(bits)
}

export const timeStamping = '1.3.6.1.5.5.7.3.8'

/** Extended key usage (RFC 5280, 4.2.1.12), or null without the extension. */
export function extendedKeyUsage({ extensions }: Fields): { critical: boolean, purposes: string[] } | null {
  const extension = extensions.get(extensionIds.extendedKeyUsage)
  return extension === undefined ? null : { critical: extension.critical, purposes: sequence(extension.value).map(oid) }
}
