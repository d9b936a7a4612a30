import { readDigestIdentifier, readSignatureIdentifier, type DigestName, type SignatureAlgorithm } from './algorithms.ts'
import { context, DerError, DerReader, encode, oid, oidText, readTime, readWhole, smallInteger, tag, type Tlv } from './der.ts'
import { oids } from './oids.ts'

/**
 * CMS SignedData (RFC 5652, 5) as CAdES-B writes it (EN 319 122-1, 5) and RFC 3161 tokens have it: one signer, named by issuer and
 * serial number. Every octet is accounted for: a structure that carries anything else is refused with a DerError.
 */
export interface SignedData {
  /** Type of the encapsulated content; `content` is null when the signature is detached. */
  contentType: string
  content: Buffer | null
  /** DER certificates in file order. */
  certificates: Buffer[]
  signer: { issuerDer: Buffer, serialDer: Buffer }
  digest: DigestName
  algorithm: SignatureAlgorithm
  /** Signed attributes re-tagged as the SET OF that was signed (RFC 5652, 5.4). */
  signedAttributes: Buffer
  messageDigest: Buffer
  signingTime: Date | null
  /** ESSCertIDv2 of the signer: digest of its certificate, and issuer and serial number where given (RFC 5035). */
  signingCertificate: { digest: DigestName, hash: Buffer, issuerSerial: { issuerDer: Buffer, serialDer: Buffer } | null }
  signature: Buffer
  /** Signature timestamp token (DER ContentInfo), the only unsigned attribute that is known. */
  timestamp: Buffer | null
}

/** More than a chain and its signer is nobody's signature. */
const maxCertificates = 12

/** Reads DER; throws DerError. Nothing is verified here. */
export function readSignedData(der: Uint8Array): SignedData {
  const contentInfo = readWhole(der)
  expectOid(contentInfo.next(tag.oid), oids.signedData)
  const wrapped = contentInfo.enter(context(0))
  contentInfo.end()
  const body = wrapped.enter()
  wrapped.end()
  const version = smallInteger(body.next(tag.integer).value)
  const digests = body.enter(tag.set)
  const digestDer = digests.next(tag.sequence).whole
  digests.end()
  const encapsulated = readEncapsulated(body.enter())
  const certificates = readCertificates(body.enter(context(0)), encapsulated.contentType)
  const signers = body.enter(tag.set)
  body.end()
  const signer = signers.enter()
  signers.end()
  // RFC 5652, 5.1: 3 for other content than id-data, else 1 for a signer named by issuer and serial number.
  if (version !== (encapsulated.contentType === oids.data ? 1 : 3)) throw new DerError('version')
  return { ...encapsulated, certificates, ...readSigner(signer, digestDer, encapsulated.contentType) }
}

function expectOid(tlv: Tlv, dotted: string): void {
  if (!tlv.whole.equals(oid(dotted))) throw new DerError(`identifier other than ${dotted}`)
}

function readEncapsulated(reader: DerReader): { contentType: string, content: Buffer | null } {
  const contentType = oidText(reader.next(tag.oid).value)
  const explicit = reader.optional(context(0))
  reader.end()
  if (explicit === undefined) return { contentType, content: null }
  const inner = new DerReader(explicit.value)
  const content = inner.next(tag.octetString).value
  inner.end()
  return { contentType, content }
}

/** Timestamp authorities that write their own certificates in another order are many; a signature of ours has the order of DER. */
function readCertificates(reader: DerReader, contentType: string): Buffer[] {
  const certificates = reader.rest().map((each) => {
    if (each.tag !== tag.sequence) throw new DerError('certificate choice')
    checkCertificateShell(each.value)
    return Buffer.from(each.whole)
  })
  if (certificates.length === 0 || certificates.length > maxCertificates) throw new DerError('number of certificates')
  if (new Set(certificates.map((each) => each.toString('latin1'))).size !== certificates.length) throw new DerError('certificate twice')
  const ordered = certificates.every((each, index) => index === 0 || Buffer.compare(certificates[index - 1] ?? each, each) < 0)
  if (contentType === oids.data && !ordered) throw new DerError('certificates not in order')
  return certificates
}

/** The octets of a certificate that its own signature does not cover: the outer algorithm and the unused bits. */
function checkCertificateShell(value: Buffer): void {
  const reader = new DerReader(value)
  const tbs = new DerReader(reader.next(tag.sequence).value)
  const outer = reader.next(tag.sequence).whole
  const bits = reader.next(tag.bitString).value
  reader.end()
  tbs.optional(context(0))
  tbs.next(tag.integer)
  if (!tbs.next(tag.sequence).whole.equals(outer)) throw new DerError('certificate algorithm')
  if (bits[0] !== 0) throw new DerError('unused bits')
}

type SignerFields = Omit<SignedData, 'contentType' | 'content' | 'certificates'>

function readSigner(reader: DerReader, digestDer: Buffer, contentType: string): SignerFields {
  if (smallInteger(reader.next(tag.integer).value) !== 1) throw new DerError('signer version')
  const signer = readIssuerAndSerial(reader.enter())
  const digestTlv = reader.next(tag.sequence)
  if (!digestTlv.whole.equals(digestDer)) throw new DerError('digest algorithms differ')
  const digest = readDigestIdentifier(digestTlv.whole)
  const attributes = reader.next(context(0)).value
  const algorithm = readSignatureIdentifier(reader.next(tag.sequence).whole, digest)
  const signature = Buffer.from(reader.next(tag.octetString).value)
  const unsigned = reader.optional(context(1))
  reader.end()
  return {
    signer, digest, algorithm, signature,
    signedAttributes: encode(tag.set, attributes),
    ...readSignedAttributes(attributes, contentType),
    timestamp: unsigned === undefined ? null : readUnsigned(unsigned.value),
  }
}

function readIssuerAndSerial(reader: DerReader): { issuerDer: Buffer, serialDer: Buffer } {
  const issuerDer = Buffer.from(reader.next(tag.sequence).whole)
  const serialDer = Buffer.from(reader.next(tag.integer).whole)
  reader.end()
  return { issuerDer, serialDer }
}

/** Attributes by type; each type once, each with exactly one value, in the order of DER. */
function readAttributes(value: Buffer): Map<string, Tlv> {
  const members = new DerReader(value).rest()
  members.forEach((member, index) => {
    const before = members[index - 1]
    if (before !== undefined && Buffer.compare(before.whole, member.whole) >= 0) throw new DerError('attributes not in order')
  })
  const attributes = new Map<string, Tlv>()
  for (const member of members) {
    if (member.tag !== tag.sequence) throw new DerError('attribute')
    const reader = new DerReader(member.value)
    const type = oidText(reader.next(tag.oid).value)
    const values = reader.enter(tag.set)
    reader.end()
    const only = values.next()
    values.end()
    if (attributes.has(type)) throw new DerError('attribute twice')
    attributes.set(type, only)
  }
  return attributes
}

function readSignedAttributes(value: Buffer, contentType: string): Pick<SignedData, 'messageDigest' | 'signingTime' | 'signingCertificate'> {
  const attributes = readAttributes(value)
  const required = (type: string, tagOctet: number): Tlv => {
    const found = attributes.get(type)
    if (found === undefined || found.tag !== tagOctet) throw new DerError(`attribute ${type}`)
    return found
  }
  expectOid(required(oids.contentType, tag.oid), contentType)
  const time = attributes.get(oids.signingTime)
  return {
    messageDigest: Buffer.from(required(oids.messageDigest, tag.octetString).value),
    signingTime: time === undefined ? null : readTime(time),
    signingCertificate: readSigningCertificate(required(oids.signingCertificateV2, tag.sequence).value),
  }
}

/** SigningCertificateV2 (RFC 5035, 3): the first ESSCertIDv2 is the signer's. */
function readSigningCertificate(value: Buffer): SignedData['signingCertificate'] {
  const reader = new DerReader(value).enter()
  const first = reader.enter()
  const algorithm = first.optional(tag.sequence)
  const hash = Buffer.from(first.next(tag.octetString).value)
  const issuerSerial = first.atEnd ? null : readIssuerSerial(first.enter())
  first.end()
  return { digest: algorithm === undefined ? 'sha256' : readDigestIdentifier(algorithm.whole), hash, issuerSerial }
}

/** IssuerSerial: GeneralNames with one directoryName, and the serial number. */
function readIssuerSerial(reader: DerReader): { issuerDer: Buffer, serialDer: Buffer } {
  const names = reader.enter()
  const directory = names.enter(context(4))
  names.end()
  const issuerDer = Buffer.from(directory.next(tag.sequence).whole)
  directory.end()
  const serialDer = Buffer.from(reader.next(tag.integer).whole)
  reader.end()
  return { issuerDer, serialDer }
}

function readUnsigned(value: Buffer): Buffer {
  const attributes = readAttributes(value)
  const token = attributes.get(oids.signatureTimeStampToken)
  if (token === undefined || attributes.size !== 1) throw new DerError('unsigned attribute other than a timestamp')
  return Buffer.from(token.whole)
}
