/**
 * DER (ITU-T X.690, clause 10) as far as CMS and certificates need it: a strict reader and a writer. asn1js reads BER, so a file could be
 * changed without a reader noticing (docs/decisions/0003-der.md); here one value has one encoding and everything else is refused.
 */

export const tag = {
  boolean: 0x01, integer: 0x02, bitString: 0x03, octetString: 0x04, null: 0x05, oid: 0x06, enumerated: 0x0a, sequence: 0x30, set: 0x31,
  utcTime: 0x17, generalizedTime: 0x18,
} as const

/** Context-specific tag `[n]`: constructed unless said otherwise. */
export const context = (n: number, constructed = true): number => 0x80 | (constructed ? 0x20 : 0) | n

export const isConstructed = (tagOctet: number): boolean => (tagOctet & 0x20) !== 0

/** Universal types that are encoded by their members: SEQUENCE, SET, EXTERNAL, EMBEDDED PDV. No other comes in pieces (X.690, 10.2). */
const constructedTypes = new Set<number>([tag.sequence, tag.set, 0x28, 0x2b])

/** Thrown for whatever is not DER or not the expected structure; callers turn it into a Refusal of their own. */
export class DerError extends Error {
  override readonly name = 'DerError'
}

export interface Tlv {
  tag: number
  /** Contents octets. */
  value: Buffer
  /** Tag, length and contents. */
  whole: Buffer
}

/** Length octets in the minimal definite form. */
function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const octets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  return Buffer.from([0x80 | octets.length, ...octets])
}

/** Tag and length octets for contents that are written elsewhere. */
export const header = (tagOctet: number, length: number): Buffer => Buffer.concat([Buffer.from([tagOctet]), lengthOctets(length)])

/** One value: tag, length, contents. */
export function encode(tagOctet: number, ...contents: readonly Uint8Array[]): Buffer {
  const length = contents.reduce((sum, part) => sum + part.length, 0)
  return Buffer.concat([header(tagOctet, length), ...contents])
}

export const sequence = (...parts: readonly Uint8Array[]): Buffer => encode(tag.sequence, ...parts)
export const octetString = (value: Uint8Array): Buffer => encode(tag.octetString, value)
export const nullValue: Buffer = Buffer.from([0x05, 0x00])

/** SET OF: members in ascending order of their encodings (X.690, 11.6). */
export const setOf = (...members: readonly Buffer[]): Buffer => encode(tag.set, ...[...members].sort(Buffer.compare))

/** A small non-negative INTEGER. */
export function integer(value: number): Buffer {
  const octets: number[] = []
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256)
  if (octets.length === 0 || (octets[0] ?? 0) >= 0x80) octets.unshift(0)
  return encode(tag.integer, Buffer.from(octets))
}

/** OBJECT IDENTIFIER from its dotted form. Arcs may be of any size: those below 2.25 are UUIDs (X.667). */
export function oid(dotted: string): Buffer {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt)
  const octets = [first * 40n + second, ...rest].flatMap((arc) => {
    const base128 = [Number(arc & 0x7fn)]
    for (let left = arc >> 7n; left > 0n; left >>= 7n) base128.unshift(0x80 | Number(left & 0x7fn))
    return base128
  })
  return encode(tag.oid, Buffer.from(octets))
}

/** Reads one value at `offset`; its end must lie within `bytes`. High tag numbers are used neither in CMS nor in certificates and refused. */
export function readAt(bytes: Buffer, offset: number): Tlv {
  const tagOctet = bytes[offset]
  const first = bytes[offset + 1]
  if (tagOctet === undefined || first === undefined) throw new DerError('truncated')
  if ((tagOctet & 0x1f) === 0x1f) throw new DerError('high tag number')
  if (tagOctet < 0x40 && isConstructed(tagOctet) && !constructedTypes.has(tagOctet)) throw new DerError('string in pieces')
  let length = first
  let start = offset + 2
  if (first >= 0x80) {
    const count = first & 0x7f
    if (count === 0 || count > 6) throw new DerError('indefinite or excessive length')
    if (start + count > bytes.length) throw new DerError('truncated')
    length = bytes.readUIntBE(start, count)
    start += count
    if (length < 0x80 || bytes[offset + 2] === 0) throw new DerError('length not minimal')
  }
  if (start + length > bytes.length) throw new DerError('truncated')
  return { tag: tagOctet, value: bytes.subarray(start, start + length), whole: bytes.subarray(offset, start + length) }
}

/** Walks the members of one constructed value in order. */
export class DerReader {
  readonly #bytes: Buffer
  #offset = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  get atEnd(): boolean {
    return this.#offset === this.#bytes.length
  }

  /** Tag of the next member, or undefined at the end. */
  peek(): number | undefined {
    return this.#bytes[this.#offset]
  }

  /** The next member, which must have the given tag. */
  next(expected?: number): Tlv {
    const tlv = readAt(this.#bytes, this.#offset)
    if (expected !== undefined && tlv.tag !== expected) throw new DerError(`tag ${tlv.tag} where ${expected} was expected`)
    this.#offset += tlv.whole.length
    return tlv
  }

  /** The next member if it has the given tag. */
  optional(expected: number): Tlv | undefined {
    return this.peek() === expected ? this.next(expected) : undefined
  }

  /** A reader for the members of the next constructed value. */
  enter(expected: number = tag.sequence): DerReader {
    return new DerReader(this.next(expected).value)
  }

  /** All members that are left, each of which must have the given tag. */
  rest(expected?: number): Tlv[] {
    const members: Tlv[] = []
    while (!this.atEnd) members.push(this.next(expected))
    return members
  }

  /** A reader for each of the members that are left. */
  enterAll(expected: number = tag.sequence): DerReader[] {
    return this.rest(expected).map((each) => new DerReader(each.value))
  }

  /** Refuses members that nobody asked for. */
  end(): void {
    if (!this.atEnd) throw new DerError('trailing bytes')
  }
}

/** Contents octets of the longest identifier that is read. Names of real things are far shorter, a UUID below 2.25 takes 20. */
const maxOidOctets = 64

/** Dotted form of an OBJECT IDENTIFIER's contents, exact for arcs of any size: two identifiers never have one text. */
export function oidText(value: Buffer): string {
  if (value.length > maxOidOctets) throw new DerError('identifier too large')
  const arcs: bigint[] = []
  let arc = 0n
  for (const octet of value) {
    if (arc === 0n && octet === 0x80) throw new DerError('identifier not minimal')
    arc = (arc << 7n) | BigInt(octet & 0x7f)
    if (octet < 0x80) {
      arcs.push(arc)
      arc = 0n
    }
  }
  const [first, ...rest] = arcs
  if (first === undefined || (value.at(-1) ?? 0x80) >= 0x80) throw new DerError('bad identifier')
  const root = first < 80n ? first / 40n : 2n
  return [root, first - root * 40n, ...rest].join('.')
}

/** A small non-negative INTEGER; larger ones are refused. */
export function smallInteger(value: Buffer): number {
  if (value.length === 0 || value.length > 5 || (value[0] ?? 0) >= 0x80) throw new DerError('bad integer')
  if (value.length > 1 && value[0] === 0 && (value[1] ?? 0) < 0x80) throw new DerError('integer not minimal')
  return value.readUIntBE(0, value.length)
}

/** The one value that `bytes` is, nothing behind it. */
export function readValue(bytes: Uint8Array, expected: number = tag.sequence): Tlv {
  const reader = new DerReader(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const value = reader.next(expected)
  reader.end()
  return value
}

/** A reader for the members of the one value that `bytes` is. */
export const readWhole = (bytes: Uint8Array, expected: number = tag.sequence): DerReader => new DerReader(readValue(bytes, expected).value)

/** UTCTime from 1950 until 2049, GeneralizedTime after it (RFC 5652, 11.3); seconds always, fractions never. */
export function encodeTime(time: Date): Buffer {
  const digits = time.toISOString().replace(/[-:T]|\.\d+/g, '')
  const year = time.getUTCFullYear()
  const utc = year >= 1950 && year < 2050
  return encode(utc ? tag.utcTime : tag.generalizedTime, Buffer.from(utc ? digits.slice(2) : digits, 'latin1'))
}

/** Time of a UTCTime or GeneralizedTime in the form DER permits. Fractions of a second are accepted in GeneralizedTime (RFC 3161). */
export function readTime(tlv: Tlv): Date {
  const textForm = tlv.value.toString('latin1')
  const utc = tlv.tag === tag.utcTime
  if (!utc && tlv.tag !== tag.generalizedTime) throw new DerError('not a time')
  const match = (utc ? /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)()Z$/ : /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.(\d*[1-9]))?Z$/).exec(textForm)
  if (match === null) throw new DerError('bad time')
  const [, y = '', month, day, hour, minute, second, fraction = ''] = match
  const year = utc ? `${Number(y) < 50 ? '20' : '19'}${y}` : y
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`)
  // JavaScript takes 30 February for 2 March and 24:00 for the next day.
  if (Number.isNaN(time.getTime()) || time.getUTCDate() !== Number(day) || time.getUTCHours() !== Number(hour)) throw new DerError('bad time')
  return time
}
