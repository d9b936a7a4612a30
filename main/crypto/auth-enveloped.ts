import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { gcmIdentifier } from './algorithms.ts'
import { context, DerError, DerReader, header, integer, octetString, oid, sequence, smallInteger, setOf, tag } from './der.ts'
import { oids } from './oids.ts'

/**
 * CMS AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084): 12-byte nonce, 16-byte tag, one encoding. The ciphertext is the last
 * but one part, so head and tail can be made and read without holding it.
 */

export const keyLength = 32
const nonceLength = 12
export const tagLength = 16

/** Head of a structure: everything before the ciphertext. The tail is `04 10` and the tag. */
export interface Head {
  /** DER RecipientInfos in file order. */
  recipients: Buffer[]
  nonce: Buffer
  /** Where the ciphertext starts. */
  start: number
  /** Its length in bytes; ciphertext and plaintext are of one length. */
  length: number
}

export const tailLength = 2 + tagLength

/** Octets before a ciphertext of `length` bytes. */
export function encodeHead(recipients: readonly Buffer[], nonce: Buffer, length: number): Buffer {
  const recipientInfos = setOf(...recipients)
  const contentHead = header(context(0, false), length)
  const type = oid(oids.data)
  const algorithm = gcmIdentifier(nonce)
  const contentInfoLength = type.length + algorithm.length + contentHead.length + length
  const contentInfoHead = header(tag.sequence, contentInfoLength)
  const version = integer(0)
  const bodyLength = version.length + recipientInfos.length + contentInfoHead.length + contentInfoLength + tailLength
  const bodyHead = header(tag.sequence, bodyLength)
  const explicitHead = header(context(0), bodyHead.length + bodyLength)
  const outerType = oid(oids.authEnvelopedData)
  return Buffer.concat([
    header(tag.sequence, outerType.length + explicitHead.length + bodyHead.length + bodyLength), outerType, explicitHead, bodyHead,
    version, recipientInfos, contentInfoHead, type, algorithm, contentHead,
  ])
}

export const encodeTail = (authTag: Buffer): Buffer => octetString(authTag)

/** Reads the head from the first bytes of a structure of `total` bytes; throws DerError unless it is exactly what encodeHead makes. */
export function readHead(bytes: Buffer, total: number): Head {
  const walk = new HeadWalk(bytes)
  walk.container(tag.sequence)
  walk.expect(oid(oids.authEnvelopedData))
  walk.container(context(0))
  walk.container(tag.sequence)
  walk.expect(integer(0))
  const recipients = new DerReader(walk.whole(tag.set)).rest().map((each) => Buffer.from(each.whole))
  walk.container(tag.sequence)
  walk.expect(oid(oids.data))
  const nonce = readGcmNonce(walk.whole(tag.sequence))
  const length = walk.container(context(0, false))
  const head = { recipients, nonce, start: walk.offset, length }
  // One rebuilt head covers every length in it, nesting included.
  const rebuilt = encodeHead(recipients, nonce, length)
  if (!rebuilt.equals(bytes.subarray(0, head.start)) || head.start + length + tailLength !== total) throw new DerError('not the one form')
  return head
}

function readGcmNonce(algorithm: Buffer): Buffer {
  const reader = new DerReader(algorithm)
  if (!reader.next(tag.oid).whole.equals(oid(oids.aes256Gcm))) throw new DerError('content encryption other than AES-256-GCM')
  const parameters = reader.enter()
  reader.end()
  const nonce = Buffer.from(parameters.next(tag.octetString).value)
  // Without an explicit 16 the tag would be 12 bytes (RFC 5084, 3.2).
  if (smallInteger(parameters.next(tag.integer).value) !== tagLength) throw new DerError('tag length')
  parameters.end()
  if (nonce.length !== nonceLength) throw new DerError('nonce length')
  return nonce
}

/** Reads tags and lengths whose contents may lie beyond the bytes at hand. */
class HeadWalk {
  readonly #bytes: Buffer
  offset = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** Steps into a value; answers its length. */
  container(expected: number): number {
    const first = this.#bytes[this.offset + 1]
    if (this.#bytes[this.offset] !== expected || first === undefined) throw new DerError(`tag ${expected} expected`)
    const count = first < 0x80 ? 0 : first & 0x7f
    if (count > 6 || this.offset + 2 + count > this.#bytes.length) throw new DerError('length')
    const length = count === 0 ? first : this.#bytes.readUIntBE(this.offset + 2, count)
    this.offset += 2 + count
    return length
  }

  /** Contents of a value that lies within the bytes at hand; steps over it. */
  whole(expected: number): Buffer {
    const length = this.container(expected)
    if (this.offset + length > this.#bytes.length) throw new DerError('truncated')
    this.offset += length
    return this.#bytes.subarray(this.offset - length, this.offset)
  }

  expect(octets: Buffer): void {
    if (!this.#bytes.subarray(this.offset, this.offset + octets.length).equals(octets)) throw new DerError('unexpected value')
    this.offset += octets.length
  }
}

/** A recipient is made from the content key that it shall be able to unwrap. */
export type Recipient = (contentKey: Buffer) => Buffer

/** Encrypts a small content (a key envelope) in one piece under a fresh content key. */
export function sealContent(content: Buffer, recipients: readonly Recipient[]): Buffer {
  const contentKey = randomBytes(keyLength)
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', contentKey, nonce, { authTagLength: tagLength })
  const ciphertext = Buffer.concat([cipher.update(content), cipher.final()])
  const head = encodeHead(recipients.map((each) => each(contentKey)), nonce, content.length)
  contentKey.fill(0)
  return Buffer.concat([head, ciphertext, encodeTail(cipher.getAuthTag())])
}

/** Content that a content key opens, or null: a wrong key and a changed ciphertext look the same, and must. */
export function openContent(der: Buffer, head: Head, contentKey: Buffer): Buffer | null {
  if (contentKey.length !== keyLength) return null
  const end = head.start + head.length
  const decipher = createDecipheriv('aes-256-gcm', contentKey, head.nonce, { authTagLength: tagLength })
  decipher.setAuthTag(readTag(der.subarray(end)))
  const content = decipher.update(der.subarray(head.start, end))
  try {
    return Buffer.concat([content, decipher.final()])
  } catch {
    return null
  }
}

/** The tag in the tail; throws DerError. */
export function readTag(tail: Buffer): Buffer {
  const reader = new DerReader(tail)
  const { value } = reader.next(tag.octetString)
  reader.end()
  if (value.length !== tagLength) throw new DerError('tag length')
  return value
}

/** Reads a whole small structure; throws DerError. */
export const readWholeHead = (der: Buffer): Head => {
  const head = readHead(der, der.length)
  readTag(der.subarray(head.start + head.length))
  return head
}

/** Sequence of issuer and serial number as recipients name a certificate (RFC 5652, 10.2.4). */
export const issuerAndSerial = (certificate: { issuerDer: Buffer, serialDer: Buffer }): Buffer =>
  sequence(certificate.issuerDer, certificate.serialDer)
