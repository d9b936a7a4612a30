import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../interface/errors.ts'
import { identitySigner } from '../../../main/certificates/signer.ts'
import { sha256 } from '../../../main/crypto/algorithms.ts'
import { checkSignature } from '../../../main/crypto/check-signature.ts'
import { keySigner, signDetached, withTimestamp } from '../../../main/crypto/sign.ts'
import { readSignedData } from '../../../main/crypto/signed-data.ts'
import { deskTime, identityIn, stampIn } from '../../support/desk.ts'
import { practiceFolder } from '../../support/practice.ts'
import { openssl } from '../../support/openssl.ts'

/** CAdES signatures against the real openssl, both ways. */

const content = Buffer.from('<manifest/>\n')
let practice: string
let folder: string

beforeAll(async () => {
  practice = await practiceFolder()
  folder = mkdtempSync(join(tmpdir(), 'sealbid-cms-'))
  writeFileSync(join(folder, 'content'), content)
})

afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

/** The command of docs/formats.md. */
function opensslAccepts(signature: Buffer, signed: Buffer = content): boolean {
  writeFileSync(join(folder, 'sig'), signature)
  writeFileSync(join(folder, 'man'), signed)
  return openssl([
    'cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'sig', '-content', 'man', '-CAfile', join(practice, 'ca.pem'), '-out', '/dev/null',
  ], { cwd: folder }).ok
}

/** Signature by openssl; `name` is a name of the practice folder. */
function opensslSigns(name: string, ...more: string[]): Buffer {
  const key = join(practice, name)
  const { ok, text, bytes } = openssl([
    'cms', '-sign', '-binary', '-outform', 'DER', '-in', 'content', '-signer', `${key}.pem`, '-inkey', `${key}.key`, ...more,
  ], { cwd: folder })
  if (!ok) throw new Error(text)
  return bytes
}

function weSay(der: Buffer): string {
  try {
    checkSignature(der, content)
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('openssl cms -verify -cades', () => {
  test.each(['bidder-a', 'bidder-b'] as const)('accepts the signatures of %s, with and without a timestamp', async (name) => {
    const plain = await signDetached(sha256(content), identitySigner(await identityIn(practice, name)), deskTime)
    const stamped = withTimestamp(plain, await stampIn(practice)(readSignedData(plain).signature))
    expect(opensslAccepts(plain)).toBe(true)
    expect(opensslAccepts(stamped)).toBe(true)
    expect(opensslAccepts(stamped, Buffer.from('<Manifest/>\n'))).toBe(false)
  })

  test('refuses a signature by an encryption certificate, as we do', async () => {
    const { encryption } = await identityIn(practice, 'bidder-a')
    expect(opensslAccepts(await signDetached(sha256(content), keySigner(encryption.certificate, encryption.privateKey), deskTime))).toBe(false)
  })

  test('openssl ts -verify accepts the timestamp over the signature value', async () => {
    const plain = await signDetached(sha256(content), identitySigner(await identityIn(practice, 'bidder-b')), deskTime)
    const { signature } = readSignedData(plain)
    const { timestamp } = readSignedData(withTimestamp(plain, await stampIn(practice)(signature)))
    writeFileSync(join(folder, 'token'), timestamp!)
    writeFileSync(join(folder, 'value'), signature)
    const verify = (data: string) =>
      openssl(['ts', '-verify', '-token_in', '-in', 'token', '-data', data, '-CAfile', join(practice, 'ca.pem')], { cwd: folder })
    expect(verify('value').text).toContain('Verification: OK')
    expect(verify('content').ok).toBe(false)
  })
})

describe('we accept what openssl signs', () => {
  const pss = ['-keyopt', 'rsa_padding_mode:pss', '-keyopt', 'rsa_pss_saltlen:32', '-keyopt', 'rsa_mgf1_md:sha256']
  test.each<[string, string, string[]]>([
    ['RSA', 'agency', []],
    ['EC', 'bidder-b', []],
    ['RSA with SHA-384', 'platform', ['-md', 'sha384']],
    ['EC with SHA-512', 'bidder-b', ['-md', 'sha512']],
    ['RSASSA-PSS', 'bidder-a', pss],
  ])('%s', (_, name, more) => {
    const der = opensslSigns(name, '-cades', '-nosmimecap', '-md', 'sha256', ...more)
    expect(opensslAccepts(der)).toBe(true)
    expect(weSay(der)).toBe('ok')
  })
})

describe('we refuse what openssl can make besides', () => {
  const cades = ['-cades', '-nosmimecap', '-md', 'sha256']
  test.each<[string, () => string[]]>([
    ['no signing-certificate-v2', () => ['-nosmimecap', '-md', 'sha256']],
    ['content inside', () => [...cades, '-nodetach']],
    ['indefinite lengths', () => [...cades, '-stream']],
    ['a foreign certificate', () => [...cades, '-certfile', join(practice, 'bidder-b.pem')]],
    ['no certificate', () => [...cades, '-nocerts']],
    ['a signer by key identifier', () => [...cades, '-keyid']],
    ['no signed attributes', () => ['-noattr', '-md', 'sha256']],
    ['SHA-1', () => ['-cades', '-nosmimecap', '-md', 'sha1']],
    ['two signers', () => [...cades, '-signer', join(practice, 'bidder-b.pem'), '-inkey', join(practice, 'bidder-b.key')]],
  ])('%s', (_, more) => {
    expect(weSay(opensslSigns('bidder-a', ...more()))).toBe('signature-form')
  })
})
