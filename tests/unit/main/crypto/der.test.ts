import * as fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { describe, expect, test } from 'vitest'
import {
  context, DerError, DerReader, encode, encodeTime, header, integer, octetString, oid, oidText, readAt, readTime, readWhole, sequence, setOf, smallInteger, tag,
} from '../../../../main/crypto/der.ts'

/** DER (X.690, 10 and 11): one value has one encoding, everything else is refused. */

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const time = (tagOctet: number, text: string): Date => readTime(readAt(encode(tagOctet, Buffer.from(text, 'latin1')), 0))

/** A tree of values: constructed ones hold others. */
type Tree = { tag: number, value: Uint8Array } | { tag: number, members: Tree[] }
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    fc.record({ tag: fc.constantFrom(tag.integer, tag.octetString, tag.oid, tag.bitString, context(0, false)), value: fc.uint8Array({ maxLength: 300 }) }),
    fc.record({ tag: fc.constantFrom(tag.sequence, tag.set, context(0), context(3)), members: fc.array(tie('tree'), { maxLength: 4 }) }),
  ),
}))

const write = (node: Tree): Buffer => 'value' in node ? encode(node.tag, node.value) : encode(node.tag, ...node.members.map(write))

function read(reader: DerReader, like: Tree): Tree {
  const tlv = reader.next(like.tag)
  if ('value' in like) return { tag: tlv.tag, value: Uint8Array.from(tlv.value) }
  const inner = new DerReader(tlv.value)
  const members = like.members.map((each) => read(inner, each))
  inner.end()
  return { tag: tlv.tag, members }
}

describe('round trips', () => {
  test('any tree comes back', () => {
    fc.assert(fc.property(tree, (node) => {
      const der = write(node)
      const reader = new DerReader(der)
      expect(read(reader, node)).toEqual('value' in node ? { tag: node.tag, value: Uint8Array.from(node.value) } : node)
      expect(reader.atEnd).toBe(true)
    }), { numRuns: 500 })
  })

  test('any prefix of a value is refused', () => {
    fc.assert(fc.property(tree, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (node, share) => {
      const der = write(node)
      expect(() => readAt(der.subarray(0, Math.floor(der.length * share)), 0)).toThrow(DerError)
    }), { numRuns: 500 })
  })

  test('random bytes are a DerError or a value that is written the same', () => {
    fc.assert(fc.property(fc.uint8Array({ minLength: 1, maxLength: 40 }), (bytes) => {
      try {
        const { tag: octet, value, whole } = readAt(Buffer.from(bytes), 0)
        expect(encode(octet, value)).toEqual(whole)
      } catch (error) {
        expect(error).toBeInstanceOf(DerError)
      }
    }), { numRuns: 5_000 })
  })

  test('small integers', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (value) => {
      expect(smallInteger(readAt(integer(value), 0).value)).toBe(value)
    }))
    expect(integer(0)).toEqual(hex('020100'))
    expect(integer(127)).toEqual(hex('02017f'))
    expect(integer(128)).toEqual(hex('02020080'))
    expect(integer(600_000)).toEqual(hex('0203 0927c0'))
  })

  test('object identifiers', () => {
    const arcs = fc.oneof(
      fc.tuple(fc.constantFrom(0, 1), fc.nat(39), fc.array(fc.nat(2 ** 31 - 1), { maxLength: 6 })),
      fc.tuple(fc.constant(2), fc.nat(999), fc.array(fc.nat(2 ** 31 - 1), { maxLength: 6 })),
    )
    fc.assert(fc.property(arcs, ([first, second, rest]) => {
      const dotted = [first, second, ...rest].join('.')
      expect(oidText(readAt(oid(dotted), 0).value)).toBe(dotted)
    }))
    expect(oid('2.16.840.1.101.3.4.1.46')).toEqual(hex('0609 6086480165030401 2e'))
  })

  test('times, to the second', () => {
    fc.assert(fc.property(fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true }), (date) => {
      const whole = new Date(Math.floor(date.getTime() / 1000) * 1000)
      expect(readTime(readAt(encodeTime(whole), 0))).toEqual(whole)
    }))
  })

  test('sets are written in ascending order, whatever the order given', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 5 }).map(octetString), { maxLength: 6 }), (members) => {
      const written = new DerReader(setOf(...members)).enter(tag.set).rest().map((each) => each.whole)
      expect(written).toEqual([...members].sort(Buffer.compare))
      expect(setOf(...members.toReversed())).toEqual(setOf(...members))
    }))
  })
})

describe('lengths', () => {
  test.each([
    [0, '3000'], [127, '307f'], [128, '308180'], [255, '3081ff'], [256, '30820100'], [65_535, '3082ffff'], [65_536, '3083010000'], [2 ** 32, '30850100000000'],
  ])('of %i', (length, expected) => {
    expect(header(tag.sequence, length).toString('hex')).toBe(expected)
  })

  test.each<[string, string]>([
    ['indefinite', '3080 0000'],
    ['long form of a short length', '308103 020100'],
    ['two octets for one', '30820080' + '00'.repeat(128)],
    ['a leading zero', '308200 ff'],
    ['more octets than anything has', '3087 00000000000001 00'],
    ['reserved first octet', '30ff'],
    ['beyond the end', '3004 020100'],
    ['length octets missing', '3082 01'],
    ['only a tag', '30'],
    ['nothing', ''],
    ['high tag number', '1f8101 00'],
  ])('refused: %s', (_, bytes) => {
    expect(() => readAt(hex(bytes), 0)).toThrow(DerError)
  })

  test('trailing bytes are refused where one value is expected', () => {
    expect(() => readWhole(hex('3003 020101 00'))).toThrow(DerError)
    expect(() => readWhole(hex('0201 01'))).toThrow(DerError)
    const reader = readWhole(hex('3003 020101'))
    expect(() => { reader.end() }).toThrow(DerError)
    reader.next(tag.integer)
    expect(() => { reader.end() }).not.toThrow()
    expect(() => reader.next()).toThrow(DerError)
  })
})

describe('what has two spellings is read in one', () => {
  test.each(['', '80', 'ff', '0000', '0001', '007f', '010203040506'])('integer %s is refused', (value) => {
    expect(() => smallInteger(hex(value))).toThrow(DerError)
  })

  test.each(['', '80', '8001', '2a8001', '2a86', `2a${'81'.repeat(64)}01`])('identifier %s is refused', (value) => {
    expect(() => oidText(hex(value))).toThrow(DerError)
  })

  test.each([
    '260302010000', '2603020100Z', '260302010000+0000', '260302010000.0Z', '20260302010000Z', '261302010000Z', '260230010000Z',
    '260431000000Z', '260302240000Z', '260302016000Z', '260302010060Z',
    '26030201000 Z', '260302010000z', '260302010000Z ', '260229010000Z',
  ])('UTCTime %s is refused', (text) => {
    expect(() => time(tag.utcTime, text)).toThrow(DerError)
  })

  test.each([
    '20260302010000', '202603020100Z', '20260302010000+0800', '20260302010000.Z', '20260302010000.10Z', '20260302010000,5Z',
    '20260229010000Z', '20261302010000Z', '20260302240000Z', '260302010000Z',
  ])('GeneralizedTime %s is refused', (text) => {
    expect(() => time(tag.generalizedTime, text)).toThrow(DerError)
  })

  test('times that are right', () => {
    expect(time(tag.utcTime, '491231235959Z')).toEqual(new Date('2049-12-31T23:59:59Z'))
    expect(time(tag.utcTime, '500101000000Z')).toEqual(new Date('1950-01-01T00:00:00Z'))
    expect(time(tag.utcTime, '240229010000Z')).toEqual(new Date('2024-02-29T01:00:00Z'))
    expect(time(tag.generalizedTime, '20260302010000.5Z')).toEqual(new Date('2026-03-02T01:00:00.500Z'))
    expect(time(tag.generalizedTime, '20260302010000.123456Z')).toEqual(new Date('2026-03-02T01:00:00.123Z'))
    expect(encodeTime(new Date('2049-12-31T23:59:59Z'))[0]).toBe(tag.utcTime)
    expect(encodeTime(new Date('2050-01-01T00:00:00Z'))[0]).toBe(tag.generalizedTime)
    expect(encodeTime(new Date('1949-12-31T23:59:59Z'))[0]).toBe(tag.generalizedTime)
  })
})

test('openssl reads what is written', () => {
  const time = encodeTime(new Date('2026-03-02T01:00:00Z'))
  const der = sequence(oid('1.2.840.113549.1.7.2'), encode(context(0), integer(600_000)), time, setOf(octetString(hex('0102'))))
  const text = execFileSync('openssl', ['asn1parse', '-inform', 'DER'], { input: der, encoding: 'utf8' })
  const parts = ['OBJECT            :pkcs7-signedData', 'INTEGER           :0927C0', 'UTCTIME           :260302010000Z', 'cont [ 0 ]', '[HEX DUMP]:0102']
  for (const part of parts) expect(text).toContain(part)
})
