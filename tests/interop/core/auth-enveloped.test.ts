import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { KeyTransport } from '../../../interface/schemas/tender.ts'
import { exportCapsule } from '../../../main/bid/capsule.ts'
import { sealContent } from '../../../main/crypto/auth-enveloped.ts'
import { envelopeRecipients, envelopeTo, openEnvelope, sealKey, type Addressee } from '../../../main/crypto/key-envelope.ts'
import { joinKeyAndSalt } from '../../../main/crypto/key-check.ts'
import { kekRecipient } from '../../../main/crypto/recipients.ts'
import { segmentKeyId } from '../../../main/crypto/segments.ts'
import type { IdentityName } from '../../../platform/practice/identities.ts'
import { certificateIn, identityIn } from '../../support/desk.ts'
import { practiceFolder } from '../../support/practice.ts'
import { openssl, type Outcome } from '../../support/openssl.ts'

/** Key envelopes, segments and exported capsules against the real openssl: whoever has the key needs no program of ours. */

let practice: string
let folder: string
const content = randomBytes(64)

beforeAll(async () => {
  practice = await practiceFolder()
  folder = mkdtempSync(join(tmpdir(), 'sealbid-cms-'))
})

afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

const addressee = (name: string, transport: KeyTransport): Addressee => ({ certificate: certificateIn(practice, `${name}-encrypt`), transport })

/** `cms -decrypt` with the encryption key of an identity, or with other arguments. */
function decrypt(der: Uint8Array, ...args: string[]): Outcome {
  writeFileSync(join(folder, 'in.p7m'), der)
  return openssl(['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', 'in.p7m', ...args], { cwd: folder })
}
const keyOf = (name: string): string[] => ['-inkey', join(practice, `${name}-encrypt.key`), '-recip', join(practice, `${name}-encrypt.pem`)]

describe('openssl opens what we envelope', () => {
  test.each<[KeyTransport, string]>([
    ['rsa-oaep-sha256', 'bidder-a'], ['rsa-oaep-sha1', 'bidder-a'], ['rsa-pkcs1', 'bidder-a'], ['ecdh-p256', 'bidder-b'],
  ])('%s', (transport, name) => {
    const opened = decrypt(envelopeTo(content, [addressee(name, transport)]), ...keyOf(name))
    expect(opened.bytes).toEqual(content)
  })

  test('each of several recipients of different kinds', () => {
    const der = envelopeTo(content, [
      addressee('bidder-b', 'ecdh-p256'), addressee('bidder-a', 'rsa-oaep-sha256'), addressee('bidder-a-backup', 'rsa-oaep-sha1'),
    ])
    for (const name of ['bidder-a', 'bidder-a-backup', 'bidder-b']) expect(decrypt(der, ...keyOf(name)).bytes).toEqual(content)
    expect(decrypt(der, ...keyOf('tenderer')).bytes).not.toEqual(content)
  })

  test('both layers, one after the other', () => {
    const secret = { key: randomBytes(32), salt: randomBytes(32) }
    const oaep = (name: string): Addressee => addressee(name, 'rsa-oaep-sha256')
    const { outer, inner } = sealKey(secret, [oaep('bidder-a')], [oaep('tenderer'), oaep('tenderer-backup')])
    const layer = decrypt(outer, ...keyOf('bidder-a')).bytes
    expect(layer).toEqual(inner)
    for (const name of ['tenderer', 'tenderer-backup']) expect(decrypt(layer, ...keyOf(name)).bytes).toEqual(joinKeyAndSalt(secret))
  })

  test('a segment, by its key and identifier alone', () => {
    const key = randomBytes(32)
    const plain = randomBytes(100_000)
    const der = sealContent(plain, [kekRecipient(segmentKeyId('price'), key)])
    const opened = decrypt(der, '-secretkey', key.toString('hex'), '-secretkeyid', Buffer.from('price').toString('hex'))
    expect(opened.bytes).toEqual(plain)
    expect(decrypt(der, '-secretkey', randomBytes(32).toString('hex'), '-secretkeyid', Buffer.from('price').toString('hex')).ok).toBe(false)
    expect(decrypt(der, '-secretkey', key.toString('hex'), '-secretkeyid', Buffer.from('other').toString('hex')).ok).toBe(false)
  })

  test('an exported capsule, by its password', async () => {
    const capsule = Buffer.from('{"format":"sealbid/capsule/1"}')
    const der = await exportCapsule(capsule, '口令 23456-ABCDE')
    expect(decrypt(der, '-pwri_password', '口令 23456-ABCDE').bytes).toEqual(capsule)
    expect(decrypt(der, '-pwri_password', '口令 23456-ABCDF').ok).toBe(false)
  })
})

describe('we open what openssl envelopes', () => {
  const oaep = ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256']
  const ecdh = ['-keyopt', 'ecdh_kdf_md:sha256']

  function envelope(recipients: [string, string[]][], ...more: string[]): Buffer {
    writeFileSync(join(folder, 'content'), content)
    const to = recipients.flatMap(([name, options]) => ['-recip', join(practice, `${name}-encrypt.pem`), ...options])
    const { ok, text, bytes } = openssl(['cms', '-encrypt', '-binary', '-outform', 'DER', '-in', 'content', ...more, ...to], { cwd: folder })
    if (!ok) throw new Error(text)
    return bytes
  }
  const open = async (der: Buffer, name: IdentityName): Promise<Buffer> => {
    const { encryption } = await identityIn(practice, name)
    return openEnvelope(der, encryption.certificate, encryption.privateKey)
  }

  test.each<[string, IdentityName, string[], KeyTransport]>([
    ['RSA-OAEP with SHA-256', 'bidder-a', oaep, 'rsa-oaep-sha256'],
    ['RSA-OAEP with SHA-1', 'bidder-a', ['-keyopt', 'rsa_padding_mode:oaep'], 'rsa-oaep-sha1'],
    ['RSA PKCS#1 v1.5', 'tenderer', [], 'rsa-pkcs1'],
    ['ECDH P-256', 'bidder-b', ecdh, 'ecdh-p256'],
  ])('%s', async (_, name, options, transport) => {
    const der = envelope([[name, options]], '-aes-256-gcm', '-aes256-wrap')
    expect(envelopeRecipients(der).map((each) => each.transport)).toEqual([transport])
    expect(await open(der, name)).toEqual(content)
  })

  test('several recipients', async () => {
    const der = envelope([['bidder-a', oaep], ['bidder-b', ecdh]], '-aes-256-gcm', '-aes256-wrap')
    for (const name of ['bidder-a', 'bidder-b'] as const) expect(await open(der, name)).toEqual(content)
  })

  test.each<[string, [string, string[]][], string[]]>([
    ['AES-128-GCM', [['bidder-a', oaep]], ['-aes-128-gcm']],
    ['AES-256-CBC without authentication', [['bidder-a', oaep]], ['-aes-256-cbc']],
    ['recipients by key identifier', [['bidder-a', oaep]], ['-aes-256-gcm', '-keyid']],
    ['indefinite lengths', [['bidder-a', oaep]], ['-aes-256-gcm', '-stream']],
    ['ECDH with a SHA-1 derivation', [['bidder-b', []]], ['-aes-256-gcm']],
  ])('other forms are refused: %s', async (_, recipients, more) => {
    const name = recipients[0]![0] as IdentityName
    await expect(open(envelope(recipients, ...more), name)).rejects.toMatchObject({ code: 'envelope-unreadable' })
  })
})
