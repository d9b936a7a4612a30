/**
 * Strict DER (X.690, clause 10) as certificates and revocation lists need it: it answers slices of the input, so that names and numbers
 * can be compared byte by byte. Anything BER allows and DER does not is refused: two encodings of one certificate would be two digests.
 */

export interface Element {
  /** Identifier octet: class, constructed bit and number. */
  tag: number
  /** Tag, length and content, as in the input. */
  der: Buffer
  content: Buffer
}

/** Not DER, or not the structure that was expected. Readers turn it into a Refusal. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

export const tags = {
  boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, enumerated: 0x0a,
  utcTime: 0x17, generalizedTime: 0x18, sequence: 0x30, set: 0x31,
} as const

/** Certificates nest some ten levels; more is an attack on the stack. */
const maxDepth = 32

const constructed = (tag: number) => (tag & 0x20) !== 0

/** Universal types that DER never encodes in pieces: everything but SEQUENCE, SET, EXTERNAL and EMBEDDED PDV. */
const mayBeConstructed = new Set([tags.sequence, tags.set, 0x28, 0x2b])

function readElement(bytes: Buffer, at: number): Element {
  const tag = bytes[at]
  const first = bytes[at + 1]
  if (tag === undefined || first === undefined) throw new DerError('truncated')
  if ((tag & 0x1f) === 0x1f) throw new DerError('tag number above 30')
  if (tag < 0x40 && constructed(tag) && !mayBeConstructed.has(tag)) throw new DerError('string in pieces')
  let length = first
  let start = at + 2
  if (first >= 0x80) {
    const octets = first & 0x7f
    if (octets === 0) throw new DerError('indefinite length')
    if (octets > 4 || start + octets > bytes.length) throw new DerError('length out of range')
    length = bytes.readUIntBE(start, octets)
    if (length < 0x80 || bytes[start] === 0) throw new DerError('length not minimal')
    start += octets
  }
  if (start + length > bytes.length) throw new DerError('truncated')
  return { tag, der: bytes.subarray(at, start + length), content: bytes.subarray(start, start + length) }
}

/** All elements that lie one after the other in `content`. */
export function elements(content: Buffer): Element[] {
  const result: Element[] = []
  for (let at = 0; at < content.length;) {
    const element = readElement(content, at)
    result.push(element)
    at += element.der.length
  }
  return result
}

/** The one element that `bytes` consist of, nothing behind it. */
export function only(bytes: Buffer, tag: number): Element {
  const element = readElement(bytes, 0)
  if (element.der.length !== bytes.length) throw new DerError('bytes behind the end')
  return expectTag(element, tag)
}

export function expectTag(element: Element | undefined, tag: number): Element {
  if (element?.tag !== tag) throw new DerError(`expected tag ${tag.toString(16)}, found ${element?.tag.toString(16) ?? 'nothing'}`)
  return element
}

/** The elements of a SEQUENCE that `bytes` consist of. */
export const sequence = (bytes: Buffer): Element[] => elements(only(bytes, tags.sequence).content)

/** Throws unless everything inside the element is DER down to the leaves. */
export function assertDer(element: Element, depth = 0): void {
  if (depth > maxDepth) throw new DerError('nested too deep')
  if (constructed(element.tag)) {
    for (const child of elements(element.content)) assertDer(child, depth + 1)
    return
  }
  const { tag, content } = element
  if (tag === tags.boolean && !(content.length === 1 && (content[0] === 0 || content[0] === 0xff))) throw new DerError('BOOLEAN')
  if (tag === tags.integer || tag === tags.enumerated) assertInteger(content)
  if (tag === tags.null && content.length > 0) throw new DerError('NULL')
  if (tag === tags.oid) oid(element)
}

function assertInteger(content: Buffer): void {
  const [first, second] = content
  if (first === undefined) throw new DerError('INTEGER')
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) throw new DerError('INTEGER not minimal')
}

/** A small non-negative INTEGER. */
export function smallInteger(element: Element | undefined): number {
  const { content } = expectTag(element, tags.integer)
  assertInteger(content)
  if (content.length > 4 || (content[0] ?? 0) >= 0x80) throw new DerError('INTEGER out of range')
  return content.readUIntBE(0, content.length)
}

/** OBJECT IDENTIFIER in dotted form. */
export function oid(element: Element | undefined): string {
  const { content } = expectTag(element, tags.oid)
  if (content.length === 0 || content.length > 64 || (content.at(-1) ?? 0) >= 0x80) throw new DerError('OBJECT IDENTIFIER')
  const arcs: bigint[] = []
  let arc = 0n
  let starts = true
  for (const byte of content) {
    if (starts && byte === 0x80) throw new DerError('OBJECT IDENTIFIER not minimal')
    arc = (arc << 7n) | BigInt(byte & 0x7f)
    starts = byte < 0x80
    if (!starts) continue
    arcs.push(arc)
    arc = 0n
  }
  const [head = 0n, ...rest] = arcs
  const root = head < 80n ? head / 40n : 2n
  return [root, head - root * 40n, ...rest].join('.')
}

/** BIT STRING whose bits are named: bit 0 is the first. Unused bits must be zero (X.690, 11.2.1). */
export function namedBits(element: Element | undefined): (bit: number) => boolean {
  const { content } = expectTag(element, tags.bitString)
  const unused = content[0] ?? 8
  const last = content.length > 1 ? content.at(-1) ?? 0 : 0
  if (unused > 7 || (content.length === 1 && unused > 0) || (last & ((1 << unused) - 1)) !== 0) throw new DerError('BIT STRING')
  return (bit) => ((content[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0
}

/** UTCTime or GeneralizedTime in the one form of RFC 5280, 4.1.2.5: to the second, in UTC. */
export function time(element: Element | undefined): Date {
  const text = element?.content.toString('latin1') ?? ''
  const pattern = element?.tag === tags.utcTime ? /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/
    : element?.tag === tags.generalizedTime ? /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/ : null
  const match = pattern?.exec(text)
  if (!match) throw new DerError('time')
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1).map(Number)
  const full = element?.tag === tags.generalizedTime ? year : year + (year < 50 ? 2000 : 1900)
  const date = new Date(Date.UTC(full, month - 1, day, hour, minute, second))
  const exists = date.getUTCFullYear() === full && date.getUTCMonth() === month - 1 && date.getUTCDate() === day && date.getUTCHours() === hour
  if (!exists || minute > 59 || second > 59) throw new DerError('time does not exist')
  return date
}
