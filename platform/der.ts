import { BitString, Constructed, Integer, Null, ObjectIdentifier, OctetString, Sequence, Set as Asn1Set } from 'asn1js'
import type { BaseBlock } from 'asn1js'

/** Building blocks of DER (X.690, 10 and 11), so that structures read like their ASN.1. */
export const sequence = (...value: BaseBlock[]): Sequence => new Sequence({ value })
export const oid = (value: string): ObjectIdentifier => new ObjectIdentifier({ value })
export const octetString = (bytes: Uint8Array): OctetString => new OctetString({ valueHex: own(bytes) })
export const nothing = (): Null => new Null()
/** AlgorithmIdentifier. Whether parameters are absent or `nothing()` is for the algorithm's standard to say. */
export const algorithm = (identifier: string, parameters?: BaseBlock): Sequence => sequence(oid(identifier), ...(parameters ? [parameters] : []))
/** From a small number, or from the bytes of a positive number whose highest bit is clear. */
export const integer = (value: number | Uint8Array): Integer =>
  typeof value === 'number' ? new Integer({ value }) : new Integer({ valueHex: own(value) })

export const encode = (block: { toBER(): ArrayBuffer }): Buffer<ArrayBuffer> => Buffer.from(block.toBER())

/** SET OF: its elements stand in the order of their encodings (X.690, 11.6). */
export const setOf = (...elements: BaseBlock[]): Asn1Set => new Asn1Set({ value: inSetOrder(elements, encode) })

/** The given things in the order that DER wants of a SET OF. */
export const inSetOrder = <T>(elements: readonly T[], encoding: (element: T) => Uint8Array): T[] =>
  elements.toSorted((a, b) => Buffer.compare(encoding(a), encoding(b)))

/** `[tag] IMPLICIT SET OF` or `[tag] EXPLICIT`: a constructed block of the context class. */
export const tagged = (tagNumber: number, ...value: BaseBlock[]): Constructed => new Constructed({ idBlock: { tagClass: 3, tagNumber }, value })

/** Bits by their number in the standard's named list; trailing zero bits are left out (X.690, 11.2.2). */
export function namedBits(...bits: number[]): BitString {
  const last = Math.max(...bits)
  const bytes = new Uint8Array((last >> 3) + 1)
  for (const bit of bits) bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  return new BitString({ valueHex: bytes.buffer, unusedBits: 7 - (last & 7) })
}

/** A copy with a buffer of its own, as asn1js wants it. */
const own = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer
