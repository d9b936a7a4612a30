import * as fc from 'fast-check'
import { X509Certificate } from 'node:crypto'
import { afterAll, describe, expect, it } from 'vitest'
import { readCertificate } from '../../../../main/certificates/certificate.ts'
import { assertDer, certificateTime, namedBits } from '../../../../main/certificates/der.ts'
import { extendedKeyUsage, readFields } from '../../../../main/certificates/x509.ts'
import { context, DerError, DerReader, encode, oid, oidText, readAt, readValue, readWhole, sequence, tag } from '../../../../main/crypto/der.ts'
import { signer, Workshop } from './openssl.ts'

const workshop = new Workshop()
afterAll(() => { workshop.close() })

const hex = (text: string): Buffer => Buffer.from(text.replaceAll(' ', ''), 'hex')
const check = (der: Buffer) => () => { assertDer(readValue(der)) }

describe('down to the leaves', () => {
  it.each([
    ['BOOLEAN of another value', '0101 01'], ['BOOLEAN of two octets', '0102 ffff'], ['empty BOOLEAN', '0100'],
    ['empty INTEGER', '0200'], ['INTEGER with a zero too many', '0202 007f'], ['negative INTEGER with an octet too many', '0202 ff80'],
    ['ENUMERATED with a zero too many', '0a02 0001'], ['NULL with contents', '0501 00'],
    ['OBJECT IDENTIFIER with a padded arc', '0603 2a8001'], ['OBJECT IDENTIFIER that does not end', '0602 2a86'], ['empty OBJECT IDENTIFIER', '0600'],
    ['OCTET STRING in pieces', '2403 040101'], ['BIT STRING in pieces', '2304 03020001'], ['UTF8String in pieces', '2c03 0c0141'],
    ['INTEGER in pieces', '2203 020101'], ['indefinite length', '3080 0000'], ['long form of a short length', '0481 0101'], ['tag number above 30', '1f1f 00'],
  ])('refused: %s', (_, value) => {
    expect(check(sequence(encode(context(0), sequence(hex(value)))))).toThrow(DerError)
  })

  it.each(['0101 ff', '0101 00', '0201 80', '0202 0080', '0202 ff7f', '0a01 00', '0500', '0603 2a8101', '0c00', '2800', '8001 00', 'a003 020101'])('accepted: %s', (value) => {
    expect(check(sequence(encode(context(0), sequence(hex(value)))))).not.toThrow()
  })

  it('not deeper than anything real', () => {
    const nested = (levels: number): Buffer => levels === 0 ? sequence() : sequence(nested(levels - 1))
    expect(check(nested(32))).not.toThrow()
    expect(check(nested(33))).toThrow('nested too deep')
    expect(check(nested(5_000))).toThrow('nested too deep')
  })
})

describe('identifiers', () => {
  const uuid = '2.25.329800735698586629295641978511506172918'

  it('are exact for arcs of any size, both ways', () => {
    const arc = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n })
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n }), fc.array(arc, { maxLength: 2 }), (second, rest) => {
      const dotted = ['2', second, ...rest].join('.')
      expect(oidText(readAt(oid(dotted), 0).value)).toBe(dotted)
    }))
  })

  it('as openssl writes them', () => {
    for (const dotted of [uuid, '2.999.1', '0.39', '1.0.4294967296', '2.25.18446744073709551615', '1.2.9007199254740993']) {
      workshop.run('asn1parse', '-genstr', `OID:${dotted}`, '-noout', '-out', 'identifier')
      expect(oid(dotted)).toEqual(workshop.read('identifier'))
    }
  })

  it('a certificate that names a UUID is read', () => {
    const pem = workshop.issue('uuid', { extensions: [...signer, `extendedKeyUsage=${uuid},emailProtection`, `certificatePolicies=${uuid}`] })
    const fields = readFields(readCertificate(pem).der)
    expect(extendedKeyUsage(fields)?.purposes).toEqual([uuid, '1.3.6.1.5.5.7.3.4'])
    expect(new X509Certificate(pem).keyUsage).toEqual([uuid, '1.3.6.1.5.5.7.3.4'])
  })
})

describe('members of one kind', () => {
  it('are all of it, or refused', () => {
    const list = sequence(sequence(oid('2.5.4.3')), sequence(oid('2.5.4.10')))
    expect(readWhole(list).enterAll().map((each) => oidText(each.next(tag.oid).value))).toEqual(['2.5.4.3', '2.5.4.10'])
    expect(() => readWhole(list).enterAll(tag.set)).toThrow(DerError)
    expect(() => new DerReader(Buffer.concat([oid('2.5.4.3'), sequence()])).rest(tag.oid)).toThrow(DerError)
  })
})

describe('named bits', () => {
  it('count from the first', () => {
    const bit = namedBits(hex('03 a8'))
    expect([0, 1, 2, 3, 4, 5, 8, 100].filter(bit)).toEqual([0, 2, 4])
    expect([0, 8].filter(namedBits(hex('07 0080')))).toEqual([8])
    expect([0, 1].filter(namedBits(hex('00')))).toEqual([])
  })

  it.each(['', '08 80', '01', '03 ac', 'ff 80'])('refused: %s', (value) => {
    expect(() => namedBits(hex(value))).toThrow(DerError)
  })
})

describe('times of certificates (RFC 5280, 4.1.2.5)', () => {
  const time = (octet: number, text: string) => certificateTime(readAt(encode(octet, Buffer.from(text, 'latin1')), 0))

  it('are to the second, in UTC', () => {
    expect(time(tag.utcTime, '491231235959Z')).toEqual(new Date('2049-12-31T23:59:59Z'))
    expect(time(tag.utcTime, '500101000000Z')).toEqual(new Date('1950-01-01T00:00:00Z'))
    expect(time(tag.generalizedTime, '20500228000000Z')).toEqual(new Date('2050-02-28T00:00:00Z'))
  })

  it.each([
    [tag.generalizedTime, '20500101000000.5Z'], [tag.generalizedTime, '00500101000000Z'], [tag.generalizedTime, '20500229000000Z'],
    [tag.generalizedTime, '205001010000Z'], [tag.utcTime, '4912312359Z'], [tag.utcTime, '491231235959+0800'], [tag.utcTime, '491231235960Z'],
    [tag.utcTime, '490229000000Z'], [tag.octetString, '491231235959Z'],
  ])('refused: %i %s', (octet, text) => {
    expect(() => time(octet, text)).toThrow(DerError)
  })
})
