import { createHash, randomBytes } from 'node:crypto'
import { Boolean as Asn1Boolean, Constructed } from 'asn1js'
import type { BaseBlock } from 'asn1js'
import { Certificate, ContentInfo, Extension, SignedData, TimeStampResp, TSTInfo } from 'pkijs'
import { beforeAll, describe, expect, it } from 'vitest'
import { algorithm, encode, integer, nothing, octetString, sequence } from '../../../../platform/der.ts'
import { readPractice } from '../../../../platform/practice/folder.ts'
import { respondTimestamp } from '../../../../platform/practice/timestamp.ts'
import type { TimestampAuthority } from '../../../../platform/practice/timestamp.ts'
import { practiceFolder } from '../../../support/practice.ts'

const now = new Date('2026-03-04T05:06:07.999Z')
let authority: TimestampAuthority
beforeAll(async () => { authority = (await readPractice(await practiceFolder())).tsa })

const sha256 = '2.16.840.1.101.3.4.2.1'
const imprint = (identifier = sha256, digest: Uint8Array = randomBytes(32)) => sequence(algorithm(identifier, nothing()), octetString(digest))
const certificateWanted = () => new Asn1Boolean({ value: true })
const request = (...parts: BaseBlock[]) => encode(sequence(...parts))
const good = () => request(integer(1), imprint(), certificateWanted())

async function ask(bytes: Uint8Array, at = now): Promise<TimeStampResp> {
  return TimeStampResp.fromBER(await respondTimestamp(bytes, authority, at))
}

function open(response: TimeStampResp): { signed: SignedData, info: TSTInfo, content: Uint8Array } {
  const token = new ContentInfo({ schema: response.timeStampToken!.toSchema() })
  const signed = new SignedData({ schema: token.content })
  const content = signed.encapContentInfo.eContent!.valueBlock.valueHexView
  return { signed, content, info: TSTInfo.fromBER(new Uint8Array(content)) }
}

describe('a granted timestamp', () => {
  it('certifies the digest that was asked for, at the second of now', async () => {
    const digest = createHash('sha256').update('标书').digest()
    const { info } = open(await ask(request(integer(1), imprint(sha256, digest), integer(77), certificateWanted())))
    expect(Buffer.from(info.messageImprint.hashedMessage.valueBlock.valueHexView)).toEqual(digest)
    expect(info.genTime).toEqual(new Date('2026-03-04T05:06:07Z'))
    expect(info.nonce?.valueBlock.valueDec).toBe(77)
    expect(info.accuracy?.seconds).toBe(1)
  })

  it('has a serial number of 16 random bytes that tells no order', async () => {
    const serials = await Promise.all(Array.from({ length: 40 }, async () => Buffer.from(open(await ask(good())).info.serialNumber.valueBlock.valueHexView).toString('hex')))
    expect(new Set(serials).size).toBe(serials.length)
    for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9a-f]{31}$/)
    expect([...serials].sort()).not.toEqual(serials)
    expect(new Set(serials.map((serial) => serial.slice(0, 4))).size).toBeGreaterThan(30)
  })

  it('is signed over attributes in DER set order, which name certificate, issuer and serial number', async () => {
    const { signed, content } = open(await ask(good()))
    expect(signed.version).toBe(3)
    const attributes = signed.signerInfos[0]!.signedAttrs!.attributes
    const encodings = attributes.map((each) => Buffer.from(each.toSchema().toBER()))
    expect(encodings).toEqual([...encodings].sort((a, b) => Buffer.compare(a, b)))
    const value = (type: string) => Buffer.from(attributes.find((each) => each.type === type)!.values[0].toBER())
    expect(value('1.2.840.113549.1.9.4').subarray(2)).toEqual(createHash('sha256').update(content).digest())
    const parsed = Certificate.fromBER(new Uint8Array(authority.certificate.raw))
    const named = value('1.2.840.113549.1.9.16.2.47')
    expect(named.includes(createHash('sha256').update(authority.certificate.raw).digest())).toBe(true)
    expect(named.includes(Buffer.from(parsed.issuer.toSchema().toBER()))).toBe(true)
    expect(named.includes(Buffer.from(parsed.serialNumber.toBER()))).toBe(true)
  })

  it('holds the certificate byte for byte, only if asked', async () => {
    const raw = authority.certificate.raw
    expect(Buffer.from(await respondTimestamp(good(), authority, now)).includes(raw)).toBe(true)
    expect(Buffer.from(await respondTimestamp(request(integer(1), imprint()), authority, now)).includes(raw)).toBe(false)
    const saidNo = request(integer(1), imprint(), new Asn1Boolean({ value: false }))
    expect(Buffer.from(await respondTimestamp(saidNo, authority, now)).includes(raw)).toBe(false)
  })
})

describe('a refused request', () => {
  const extension = () => new Constructed({
    idBlock: { tagClass: 3, tagNumber: 0 },
    value: [new Extension({ extnID: '1.2.3.4', critical: false, extnValue: new Uint8Array([5, 0]).buffer }).toSchema()],
  })
  const cases: readonly [string, number, () => Uint8Array][] = [
    ['no bytes', 5, () => new Uint8Array()],
    ['not ASN.1', 5, () => new TextEncoder().encode('GET / HTTP/1.1')],
    ['another structure', 5, () => encode(sequence(integer(1)))],
    ['cut short', 5, () => good().subarray(0, -1)],
    ['something behind it', 5, () => Buffer.concat([good(), new Uint8Array(2)])],
    ['far too long', 5, () => request(integer(1), imprint(sha256, new Uint8Array(5000)))],
    ['version 2', 2, () => request(integer(2), imprint())],
    ['SHA-1', 0, () => request(integer(1), imprint('1.3.14.3.2.26', randomBytes(20)))],
    ['a digest of the wrong length', 5, () => request(integer(1), imprint(sha256, randomBytes(31)))],
    ['an extension', 16, () => request(integer(1), imprint(), extension())],
  ]
  it.each(cases)('%s: failure bit %i', async (_, bit, make) => {
    const { status, timeStampToken } = await ask(make())
    expect(status.status).toBe(2)
    expect(timeStampToken).toBeUndefined()
    const bits = status.failInfo!.valueBlock
    expect(Buffer.from(bits.valueHexView).toString('hex')).toBe((0x80 >> (bit & 7)).toString(16).padStart(2, '0').padStart(((bit >> 3) + 1) * 2, '0'))
    expect(bits.unusedBits).toBe(7 - (bit & 7))
  })

  it.each([new Date('2019-12-31'), new Date('2046-01-01'), new Date(Number.NaN)])('no time of the authority: %s', async (at) => {
    const { status } = await ask(good(), at)
    expect(status.status).toBe(2)
    expect(status.failInfo!.valueBlock.unusedBits).toBe(7 - (14 & 7))
  })
})
