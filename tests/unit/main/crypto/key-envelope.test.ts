import { constants, createCipheriv, generateKeyPairSync, publicEncrypt, randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import type { KeyTransport } from '../../../../interface/schemas/tender.ts'
import type { Identity } from '../../../../main/certificates/pkcs12.ts'
import { encodeHead, encodeTail, issuerAndSerial, openContent, readWholeHead, sealContent } from '../../../../main/crypto/auth-enveloped.ts'
import { context, DerError, DerReader, encode, integer, nullValue, octetString, oid, sequence } from '../../../../main/crypto/der.ts'
import { commitment, joinKeyAndSalt, keyCheck, splitKeyAndSalt } from '../../../../main/crypto/key-check.ts'
import { envelopeTo, openEnvelope, sealKey } from '../../../../main/crypto/key-envelope.ts'
import { oids } from '../../../../main/crypto/oids.ts'
import { kekRecipient, openKek } from '../../../../main/crypto/recipients.ts'
import { sealedLength, segmentKeyId, segmentLengths, segmentSize } from '../../../../main/crypto/segments.ts'
import { identityIn } from '../../../support/desk.ts'
import { practiceFolder } from '../../../support/practice.ts'

const content = randomBytes(64)
let rsa: Identity
let ec: Identity
let stranger: Identity

beforeAll(async () => {
  const practice = await practiceFolder()
  rsa = await identityIn(practice, 'bidder-a')
  ec = await identityIn(practice, 'bidder-b')
  stranger = await identityIn(practice, 'tenderer')
})

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
const open = (der: Buffer, { encryption }: Identity): Buffer => openEnvelope(der, encryption.certificate, encryption.privateKey)
const to = ({ encryption }: Identity, transport: KeyTransport) => ({ certificate: encryption.certificate, transport })

const kinds: [KeyTransport, () => Identity][] = [
  ['rsa-oaep-sha256', () => rsa], ['rsa-oaep-sha1', () => rsa], ['rsa-pkcs1', () => rsa], ['ecdh-p256', () => ec],
]

describe('key envelopes', () => {
  test.each(kinds)('%s opens with its key', (transport, identity) => {
    expect(open(envelopeTo(content, [to(identity(), transport)]), identity())).toEqual(content)
  })

  test('a certificate that is not among the recipients is named as such', () => {
    expect(codeOf(() => open(envelopeTo(content, [to(rsa, 'rsa-oaep-sha256')]), stranger))).toBe('key-not-recipient')
  })

  test.each(kinds)('%s: the wrong private key has the one code for all causes', (transport, identity) => {
    const der = envelopeTo(content, [to(identity(), transport)])
    const wrong = [stranger.encryption.privateKey, ec.signing.privateKey, rsa.signing.privateKey, generateKeyPairSync('ed25519').privateKey]
    for (const key of wrong) expect(codeOf(() => openEnvelope(der, identity().encryption.certificate, key))).toBe('envelope-unreadable')
  })

  test.each(kinds)('%s: a flipped byte anywhere is refused with one of two codes and never opens', (transport, identity) => {
    const der = envelopeTo(content, [to(identity(), transport)])
    const codes = new Set<string>()
    for (let position = 0; position < der.length; position++) {
      der[position]! ^= 0x01
      codes.add(codeOf(() => open(der, identity())))
      der[position]! ^= 0x01
    }
    // The recipient's name decides whether it is ours; everything else looks the same.
    expect([...codes].sort()).toEqual(['envelope-unreadable', 'key-not-recipient'])
    expect(open(der, identity())).toEqual(content)
  })

  test('cut off anywhere, or with bytes behind it, it is unreadable', () => {
    const der = envelopeTo(content, [to(ec, 'ecdh-p256')])
    for (let length = 0; length < der.length; length++) expect(codeOf(() => open(der.subarray(0, length), ec))).toBe('envelope-unreadable')
    expect(codeOf(() => open(Buffer.concat([der, Buffer.from([0])]), ec))).toBe('envelope-unreadable')
  })

  test('nothing is concluded from PKCS#1 v1.5: a wrapped key of another length and a broken block look the same', () => {
    const wrapped = (block: Buffer): Buffer => sequence(
      integer(0), issuerAndSerial(rsa.encryption.certificate), sequence(oid(oids.rsaEncryption), nullValue), octetString(block))
    const short = publicEncrypt({ key: rsa.encryption.certificate.publicKey, padding: constants.RSA_PKCS1_PADDING }, randomBytes(16))
    for (const block of [short, randomBytes(256).fill(0, 0, 1), Buffer.alloc(256), randomBytes(255)]) {
      const head = encodeHead([wrapped(block)], randomBytes(12), 64)
      const der = Buffer.concat([head, randomBytes(64), encodeTail(randomBytes(16))])
      expect(codeOf(() => open(der, rsa))).toBe('envelope-unreadable')
    }
  })

  test('an originator key with something behind it is another form', () => {
    const der = envelopeTo(content, [to(ec, 'ecdh-p256')])
    const head = readWholeHead(der)
    const reader = new DerReader(head.recipients[0]!).enter(context(1))
    const [version, originator, ...rest] = reader.rest()
    const padded = encode(context(1), version!.whole, encode(context(0), originator!.value, nullValue), ...rest.map((each) => each.whole))
    expect(codeOf(() => open(Buffer.concat([encodeHead([padded], head.nonce, head.length), der.subarray(head.start)]), ec))).toBe('envelope-unreadable')
    expect(open(Buffer.concat([encodeHead(head.recipients, head.nonce, head.length), der.subarray(head.start)]), ec)).toEqual(content)
  })

  test('a shorter tag than 16 bytes does not pass, whatever it says', () => {
    const key = randomBytes(32)
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const sealed = Buffer.concat([cipher.update(content), cipher.final()])
    const head = encodeHead([kekRecipient(Buffer.from('x'), key)(key)], nonce, content.length)
    const whole = Buffer.concat([head, sealed, encodeTail(cipher.getAuthTag())])
    expect(openContent(whole, readWholeHead(whole), key)).toEqual(content)
    expect(() => readWholeHead(Buffer.concat([head, sealed, octetString(cipher.getAuthTag().subarray(0, 4))]))).toThrow(DerError)
  })

  test('sealing twice shares nothing', () => {
    const secret = { key: randomBytes(32), salt: randomBytes(32) }
    const [one, two] = [sealKey(secret, [to(rsa, 'rsa-oaep-sha256')], null), sealKey(secret, [to(rsa, 'rsa-oaep-sha256')], null)]
    const heads = [one, two].map((each) => readWholeHead(each.outer))
    expect(heads[0]!.nonce).not.toEqual(heads[1]!.nonce)
    expect(heads[0]!.recipients[0]).not.toEqual(heads[1]!.recipients[0])
    expect(one.outer.subarray(-82)).not.toEqual(two.outer.subarray(-82))
  })
})

describe('keyCheck and commitment', () => {
  const secret = { key: Buffer.alloc(32, 1), salt: Buffer.alloc(32, 2) }

  test('have the values that docs/formats.md defines', () => {
    // printf 'sealbid/key/1' | cat - salt key | sha256sum, with 32 bytes of 02 and 32 of 01.
    expect(keyCheck(secret)).toBe('5806ec973d66728778a623091bfd5228878af7d318737be1a303ff39b332aa56')
    expect(commitment(secret.salt, Buffer.alloc(32, 3))).toBe('10a9a1d366ddab9dc59e89d46431de265296f42730a89643a068488b2c7a6ab8')
  })

  test('key and salt are split by their exact length', () => {
    expect(splitKeyAndSalt(joinKeyAndSalt(secret))).toEqual(secret)
    for (const length of [0, 32, 48, 63, 65, 96]) expect(splitKeyAndSalt(Buffer.alloc(length))).toBeNull()
  })
})

describe('segments', () => {
  test('a flipped byte anywhere in a small segment never opens', () => {
    const key = randomBytes(32)
    const id = segmentKeyId('price')
    const der = sealContent(content, [kekRecipient(id, key)])
    const opened = (): Buffer | null => {
      try {
        const head = readWholeHead(der)
        const contentKey = head.recipients.length === 1 ? openKek(head.recipients[0]!, id, key) : null
        return contentKey === null ? null : openContent(der, head, contentKey)
      } catch (error) {
        if (error instanceof DerError) return null
        throw error
      }
    }
    expect(opened()).toEqual(content)
    for (let position = 0; position < der.length; position++) {
      for (const mask of [0x01, 0x80]) {
        der[position]! ^= mask
        expect(opened(), `byte ${position}`).toBeNull()
        der[position]! ^= mask
      }
    }
  })

  test('are cut at 16 MiB, and an empty container has one', () => {
    expect(segmentLengths(0)).toEqual([0])
    expect(segmentLengths(1)).toEqual([1])
    expect(segmentLengths(segmentSize)).toEqual([segmentSize])
    expect(segmentLengths(segmentSize + 1)).toEqual([segmentSize, 1])
    expect(segmentLengths(3 * segmentSize - 1)).toEqual([segmentSize, segmentSize, segmentSize - 1])
  })

  test.each([0, 1, 127, 128, 255, 256, 65_535, 65_536, 1_000_000])('the sealed length of %i bytes is known beforehand', (length) => {
    const der = sealContent(Buffer.alloc(length), [kekRecipient(segmentKeyId('技术'), randomBytes(32))])
    expect(sealedLength('技术', length)).toBe(der.length)
  })
})
