import { createDecipheriv } from 'node:crypto'
import { Constructed, fromBER, Integer, ObjectIdentifier, OctetString, Primitive, Sequence, Set as Asn1Set } from 'asn1js'
import type { BaseBlock } from 'asn1js'
import { Refusal } from '../../interface/errors.ts'

/** A parsed AuthEnvelopedData (RFC 5083) with AES-256-GCM (RFC 5084): what it is made of, nothing opened. */
export interface Enveloped {
  recipients: { kind: 'transport' | 'agreement' | 'kek', block: BaseBlock }[]
  nonce: Uint8Array
  tagLength: number
  ciphertext: Uint8Array
  tag: Uint8Array
}

const authEnvelopedData = '1.2.840.113549.1.9.16.1.23'
const data = '1.2.840.113549.1.7.1'
const aes256gcm = '2.16.840.1.101.3.4.1.46'
const aes256wrap = '2.16.840.1.101.3.4.1.45'
const kinds = new Map([[1, 'agreement'], [2, 'kek']] as const)

/**
 * Reads one AuthEnvelopedData in DER. Refuses (`envelope-unreadable`) every other structure: EnvelopedData, another cipher, a nonce other than
 * 12 bytes, a tag other than 16 bytes, bytes behind it.
 */
export function readEnveloped(bytes: Uint8Array): Enveloped {
  // A segment is larger than what asn1js takes by default (16 MiB), and ciphertext must not be searched for structures.
  const { offset, result } = fromBER(bytes.slice(), { maxContentLength: bytes.length, parseEmbedded: false, copyInput: false })
  if (offset !== bytes.length) return refuse('not one DER structure')
  const [type, wrapped] = children(result)
  if (oid(type) !== authEnvelopedData) return refuse('not AuthEnvelopedData')
  const [version, recipients, content, tag, ...rest] = children(children(wrapped)[0])
  if (!(version instanceof Integer) || version.valueBlock.valueDec !== 0 || !(recipients instanceof Asn1Set) || rest.length > 0) return refuse('form')
  const [contentType, algorithm, ciphertext] = children(content)
  if (oid(contentType) !== data || oid(children(algorithm)[0]) !== aes256gcm) return refuse('content must be data under AES-256-GCM')
  const [nonce, length] = children(children(algorithm)[1])
  const tagLength = length instanceof Integer ? length.valueBlock.valueDec : 12
  const found = {
    recipients: recipients.valueBlock.value.map((block) => ({ kind: kindOf(block), block })),
    nonce: octets(nonce), tagLength, ciphertext: octets(ciphertext), tag: octets(tag),
  }
  if (found.recipients.length === 0 || found.nonce.length !== 12 || tagLength !== 16 || found.tag.length !== 16) return refuse('parameters')
  return found
}

const kindOf = (block: BaseBlock): Enveloped['recipients'][number]['kind'] => {
  if (block instanceof Sequence) return 'transport'
  const kind = block.idBlock.tagClass === 3 ? kinds.get(block.idBlock.tagNumber as 1 | 2) : undefined
  return kind ?? refuse('kind of recipient')
}

/** Key identifier and wrapped content key of a segment: exactly one KEKRecipientInfo with AES-256 key wrap (RFC 5652, 6.2.3; RFC 3565). */
export function readSegment(bytes: Uint8Array): Enveloped & { keyIdentifier: string, wrappedKey: Uint8Array } {
  const enveloped = readEnveloped(bytes)
  const [recipient, ...others] = enveloped.recipients
  if (recipient?.kind !== 'kek' || others.length > 0) return refuse('a segment has exactly one KEK recipient')
  const [version, kekid, algorithm, wrapped] = children(recipient.block)
  if (!(version instanceof Integer) || version.valueBlock.valueDec !== 4 || oid(children(algorithm)[0]) !== aes256wrap) return refuse('KEK recipient')
  const wrappedKey = octets(wrapped)
  if (wrappedKey.length !== 40) return refuse('length of the content key')
  return { ...enveloped, keyIdentifier: Buffer.from(octets(children(kekid)[0])).toString('utf8'), wrappedKey }
}

/** Plain bytes of a segment of `envelope`, or a refusal; nothing is answered before the tag has been checked. */
export function openSegment(bytes: Uint8Array, envelope: string, key: Uint8Array): Buffer {
  const segment = readSegment(bytes)
  if (segment.keyIdentifier !== envelope) return refuse('the segment belongs to another envelope')
  try {
    const unwrap = createDecipheriv('id-aes256-wrap', key, Buffer.alloc(8, 0xa6))
    const contentKey = Buffer.concat([unwrap.update(segment.wrappedKey), unwrap.final()])
    const cipher = createDecipheriv('aes-256-gcm', contentKey, segment.nonce, { authTagLength: 16 })
    cipher.setAuthTag(segment.tag)
    const plain = cipher.update(segment.ciphertext)
    cipher.final()
    return plain
  } catch {
    return refuse('the segment does not open with this key')
  }
}

function children(block: BaseBlock | undefined): BaseBlock[] {
  return block instanceof Sequence || block instanceof Asn1Set || block instanceof Constructed ? block.valueBlock.value : refuse('form')
}

const oid = (block: BaseBlock | undefined): string =>
  block instanceof ObjectIdentifier ? block.valueBlock.toString() : refuse('object identifier')

function octets(block: BaseBlock | undefined): Uint8Array {
  if (block instanceof OctetString && !block.idBlock.isConstructed) return block.valueBlock.valueHexView
  // [0] IMPLICIT OCTET STRING
  if (block instanceof Primitive) return block.valueBlock.valueHexView
  return refuse('octets')
}

function refuse(detail: string): never {
  throw new Refusal('envelope-unreadable', detail)
}
