import { context, DerError, DerReader, oidText, readValue, readWhole, smallInteger, tag, type Tlv } from '../crypto/der.ts'
import { certificateTime, namedBits } from './der.ts'

/** Fields of a certificate (RFC 5280, 4.1) as slices of its DER. */
export interface Fields {
  serial: Tlv
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
  for (const each of readWhole(der).enterAll()) {
    const id = oidText(each.next(tag.oid).value)
    const flag = each.optional(tag.boolean)
    const { value } = each.next(tag.octetString)
    each.end()
    if (result.has(id)) throw new DerError(`extension ${id} twice`)
    result.set(id, { critical: flag !== undefined && flag.value[0] !== 0, value })
  }
  return result
}

/** The parts of a signed structure (certificate or CRL): what is signed, its AlgorithmIdentifier (DER), the signature. */
export function readSigned(der: Buffer): { tbs: Tlv, algorithm: Buffer, signature: Buffer } {
  const reader = readWhole(der)
  const tbs = reader.next(tag.sequence)
  const algorithm = reader.next(tag.sequence).whole
  const bits = reader.next(tag.bitString).value
  reader.end()
  if (bits[0] !== 0) throw new DerError('unused bits')
  return { tbs, algorithm, signature: bits.subarray(1) }
}

/** Fields from DER. The algorithm inside and outside the signature must be the same (RFC 5280, 4.1.1.2). Throws DerError. */
export function readFields(der: Buffer): Fields {
  const { tbs, algorithm } = readSigned(der)
  const fields = new DerReader(tbs.value)
  const version = fields.peek() === context(0) ? smallInteger(readValue(fields.next().value, tag.integer).value) : 0
  const serial = fields.next(tag.integer)
  if (!fields.next(tag.sequence).whole.equals(algorithm)) throw new DerError('two signature algorithms')
  const issuer = fields.next(tag.sequence).whole
  const validity = readValidity(fields.enter())
  const subject = fields.next(tag.sequence).whole
  const publicKeyInfo = fields.next(tag.sequence).whole
  return { serial, signatureAlgorithm: algorithm, issuer, ...validity, subject, publicKeyInfo, extensions: readOptional(fields.rest(), version) }
}

function readValidity(reader: DerReader): Pick<Fields, 'notBefore' | 'notAfter'> {
  const notBefore = certificateTime(reader.next())
  const notAfter = certificateTime(reader.next())
  reader.end()
  return { notBefore, notAfter }
}

const optionalFields: readonly number[] = [context(1, false), context(2, false), context(3)]

/** issuerUniqueID [1] and subjectUniqueID [2] come from version 2, extensions [3] from version 3 only. */
function readOptional(parts: Tlv[], version: number): Map<string, Extension> {
  const order = parts.map((each) => each.tag)
  const inOrder = order.every((octet, at) => optionalFields.includes(octet) && (at === 0 || octet > (order[at - 1] ?? 0)))
  if (version > 2 || !inOrder) throw new DerError('fields')
  if (version < (order.includes(context(3)) ? 2 : order.length > 0 ? 1 : 0)) throw new DerError('fields of a later version')
  const last = parts.find((each) => each.tag === context(3))
  return last === undefined ? new Map() : readExtensions(last.value)
}

/** What a signed 32-bit number holds; no chain is longer. */
const maxPathLength = 0x7fff_ffff

export interface BasicConstraints { ca: boolean, pathLength: number | null }

/** RFC 5280, 4.2.1.9. */
export function basicConstraints({ extensions }: Fields): BasicConstraints {
  const extension = extensions.get(extensionIds.basicConstraints)
  if (extension === undefined) return { ca: false, pathLength: null }
  const reader = readWhole(extension.value)
  const ca = reader.optional(tag.boolean)?.value[0] === 0xff
  const pathLength = reader.atEnd ? null : smallInteger(reader.next(tag.integer).value)
  reader.end()
  if (pathLength !== null && pathLength > maxPathLength) throw new DerError('basicConstraints')
  return { ca, pathLength }
}

/** Key usage bits (RFC 5280, 4.2.1.3), or null without the extension. */
export function keyUsage({ extensions }: Fields): ((bit: number) => boolean) | null {
  const extension = extensions.get(extensionIds.keyUsage)
  return extension === undefined ? null : namedBits(readValue(extension.value, tag.bitString).value)
}

export const timeStamping = '1.3.6.1.5.5.7.3.8'

/** Extended key usage (RFC 5280, 4.2.1.12), or null without the extension. */
export function extendedKeyUsage({ extensions }: Fields): { critical: boolean, purposes: string[] } | null {
  const extension = extensions.get(extensionIds.extendedKeyUsage)
  if (extension === undefined) return null
  return { critical: extension.critical, purposes: readWhole(extension.value).rest(tag.oid).map((each) => oidText(each.value)) }
}
