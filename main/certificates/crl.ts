import { Refusal } from '../../interface/errors.ts'
import { context, DerError, DerReader, readValue, readWhole, smallInteger, tag } from '../crypto/der.ts'
import { serialHex, isMarked, type Certificate } from './certificate.ts'
import { assertDer, certificateTime } from './der.ts'
import { formatName, readName } from './names.ts'
import { isSignature, schemeOf, type Scheme } from './signatures.ts'
import { extensionIds, readExtensions, readSigned, type Extension } from './x509.ts'

/** A certificate revocation list (RFC 5280, 5), read but not verified: `isCrlOf` does that. */
export interface CertificateList {
  der: Buffer
  /** RFC 4514. */
  issuer: string
  issuerDer: Buffer
  thisUpdate: Date
  /** Null where the list does not say; it then proves nothing by silence. */
  nextUpdate: Date | null
  /** Time of revocation by serial number (hex, as `Certificate.serial`). */
  revoked: ReadonlyMap<string, Date>
  /**
   * `all`: every certificate of the issuer. `part`: a partition (issuing distribution point): who is on it is revoked, who is not may
   * be on another. `unknown`: indirect, delta or with a critical extension that is not understood: nothing follows from it.
   */
  scope: 'all' | 'part' | 'unknown'
  isPractice: boolean
  /** Null where the algorithm is not accepted: then nobody signed it. */
  scheme: Scheme | null
  tbs: Buffer
  signature: Buffer
}

/** The lists of large authorities have some 100,000 entries of 40 bytes. */
export const maxCrlBytes = 10 * 1024 * 1024

const reasonCode = '2.5.29.21'
/** reasonCode, invalidityDate. */
const harmlessInEntries = new Set([reasonCode, '2.5.29.24'])

/** Reads a list, DER or PEM (`X509 CRL`), strictly. Refusal: `bad-input`. */
export function readCrl(bytes: Uint8Array | string): CertificateList {
  try {
    if (bytes.length > maxCrlBytes * 1.5) throw new DerError('too large')
    const input = typeof bytes === 'string' ? bytes : Buffer.from(bytes)
    const der = typeof input === 'string' || input[0] !== tag.sequence ? fromPem(input.toString('latin1')) : input
    assertDer(readValue(der))
    return listOf(der)
  } catch (error) {
    throw new Refusal('bad-input', `revocation list: ${error instanceof DerError ? error.message : 'not readable'}`)
  }
}

function fromPem(text: string): Buffer {
  const [head, tail] = ['-----BEGIN X509 CRL-----', '-----END X509 CRL-----']
  const trimmed = text.trim()
  if (!trimmed.startsWith(head) || !trimmed.endsWith(tail)) throw new DerError('neither DER nor one PEM list')
  const body = trimmed.slice(head.length, -tail.length).replaceAll(/\s/g, '')
  const der = Buffer.from(body, 'base64')
  if (der.toString('base64') !== body) throw new DerError('base64')
  return der
}

function listOf(der: Buffer): CertificateList {
  const { tbs, algorithm, signature } = readSigned(der)
  const fields = new DerReader(tbs.value)
  const version = fields.optional(tag.integer)
  if (version !== undefined && smallInteger(version.value) > 1) throw new DerError('version')
  if (!fields.next(tag.sequence).whole.equals(algorithm)) throw new DerError('two signature algorithms')
  const issuerDer = fields.next(tag.sequence).whole
  const thisUpdate = certificateTime(fields.next())
  const nextUpdate = fields.optional(tag.utcTime) ?? fields.optional(tag.generalizedTime)
  const entries = fields.peek() === tag.sequence ? fields.enter().enterAll().map(readEntry) : []
  const extensions = readOptional(fields.optional(context(0))?.value)
  fields.end()
  const name = readName(issuerDer)
  return {
    der,
    issuer: formatName(name),
    issuerDer,
    thisUpdate,
    nextUpdate: nextUpdate === undefined ? null : certificateTime(nextUpdate),
    revoked: new Map(entries.map(({ serial, date }) => [serial, date])),
    scope: entries.every((each) => each.understood) ? scopeOf(extensions) : 'unknown',
    isPractice: isMarked(name),
    scheme: schemeOf(algorithm),
    tbs: tbs.whole,
    signature,
  }
}

const readOptional = (extensions: Buffer | undefined): Map<string, Extension> => extensions === undefined ? new Map() : readExtensions(extensions)

function readEntry(entry: DerReader): { serial: string, date: Date, understood: boolean } {
  const serial = serialHex(entry.next(tag.integer))
  const date = certificateTime(entry.next())
  const extensions = readOptional(entry.optional(tag.sequence)?.whole)
  entry.end()
  const understood = [...extensions].every(([id, { critical }]) => !critical || harmlessInEntries.has(id))
  return { serial, date, understood }
}

function scopeOf(extensions: Map<string, Extension>): CertificateList['scope'] {
  const critical = [...extensions].filter(([, each]) => each.critical).map(([id]) => id)
  if (critical.some((id) => id !== extensionIds.issuingDistributionPoint)) return 'unknown'
  const point = extensions.get(extensionIds.issuingDistributionPoint)
  if (point === undefined) return 'all'
  // indirectCRL [4] (RFC 5280, 5.2.5): entries may be of other issuers.
  return readWhole(point.value).rest().some((each) => each.tag === context(4, false) && each.value[0] !== 0) ? 'unknown' : 'part'
}

/** Whether the list is by this authority: name, right to sign lists, signature. */
export const isCrlOf = (list: CertificateList, issuer: Certificate): boolean =>
  list.issuerDer.equals(issuer.subjectDer) && issuer.uses.crlSign
  && list.scheme !== null && isSignature(list.scheme, list.tbs, list.signature, issuer.publicKey)
