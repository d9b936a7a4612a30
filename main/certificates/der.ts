import { DerError, DerReader, isConstructed, oidText, readTime, tag, type Tlv } from '../crypto/der.ts'

/**
 * What certificates and revocation lists ask of DER beyond `crypto/der.ts`: they carry parts that nobody here reads (policies, alternative
 * names), and two encodings of one certificate would be two digests.
 */

/** Certificates nest some ten levels; more is an attack on the stack. */
const maxDepth = 32

/** Throws a DerError unless everything inside the value is DER down to the leaves. */
export function assertDer(tlv: Tlv, depth = 0): void {
  if (depth > maxDepth) throw new DerError('nested too deep')
  if (isConstructed(tlv.tag)) {
    for (const member of new DerReader(tlv.value).rest()) assertDer(member, depth + 1)
    return
  }
  const { tag: octet, value } = tlv
  if (octet === tag.boolean && !(value.length === 1 && (value[0] === 0 || value[0] === 0xff))) throw new DerError('BOOLEAN')
  if (octet === tag.integer || octet === tag.enumerated) assertInteger(value)
  if (octet === tag.null && value.length > 0) throw new DerError('NULL')
  if (octet === tag.oid) oidText(value)
}

/** The shortest form, of either sign (X.690, 8.3.2). */
function assertInteger(value: Buffer): void {
  const [first, second] = value
  if (first === undefined) throw new DerError('INTEGER')
  if (second !== undefined && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))) throw new DerError('INTEGER not minimal')
}

/** Contents of a BIT STRING whose bits are named: bit 0 is the first. Unused bits must be zero (X.690, 11.2.1). */
export function namedBits(value: Buffer): (bit: number) => boolean {
  const unused = value[0] ?? 8
  const last = value.length > 1 ? value.at(-1) ?? 0 : 0
  if (unused > 7 || (value.length === 1 && unused > 0) || (last & ((1 << unused) - 1)) !== 0) throw new DerError('BIT STRING')
  return (bit) => ((value[1 + (bit >> 3)] ?? 0) & (0x80 >> (bit & 7))) !== 0
}

/** UTCTime or GeneralizedTime in the one form of RFC 5280, 4.1.2.5: to the second, in UTC; no year before 100. */
export function certificateTime(tlv: Tlv): Date {
  if (tlv.tag === tag.generalizedTime && !/^(?!00)\d{14}Z$/.test(tlv.value.toString('latin1'))) throw new DerError('time')
  return readTime(tlv)
}
