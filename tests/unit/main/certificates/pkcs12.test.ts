import { createPublicKey, randomInt, sign, verify } from 'node:crypto'
import { Integer, OctetString, Sequence, type BaseBlock } from 'asn1js'
import { AlgorithmIdentifier } from 'pkijs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import { openPkcs12 } from '../../../../main/certificates/pkcs12.ts'
import { decrypt, maxIterations } from '../../../../main/certificates/pkcs12-password.ts'
import { authority, encrypter, signer, Workshop } from './openssl.ts'
import { mergePkcs12, tlv, withMac } from './pkcs12-merge.ts'

const workshop = new Workshop()
const password = 'geheim 密码'
const company = (name: string, id = '91320100MA1AAAAA2A') => `/C=CN/O=甲公司/organizationIdentifier=${id}/CN=${name}`

beforeAll(() => {
  workshop.issue('ca', { extensions: authority })
  workshop.issue('sub', { issuer: 'ca', extensions: authority })
  for (const kind of ['rsa', 'ec'] as const) {
    workshop.issue(`${kind}-sign`, { kind, issuer: 'sub', extensions: signer, subject: company('sign') })
    workshop.issue(`${kind}-encrypt`, { kind, issuer: 'sub', extensions: encrypter, subject: company('encrypt') })
  }
  workshop.issue('both', { issuer: 'sub', extensions: ['keyUsage=digitalSignature,keyAgreement'], subject: company('both') })
  workshop.issue('other', { issuer: 'sub', extensions: encrypter, subject: company('other', '91320100MA1BBBBB2B') })
})
afterAll(() => workshop.close())

const legacy = ['-legacy', '-descert']
const codeOf = (bytes: Uint8Array, secret = password): Promise<string> => openPkcs12(bytes, secret).then(() => 'opened', (error: unknown) =>
  error instanceof Refusal ? error.code : `threw ${String(error)}`)

const pbe = (id: string, parameters: BaseBlock[]) => new AlgorithmIdentifier({ algorithmId: id, algorithmParams: new Sequence({ value: parameters }) })

/** PBES2 with PBKDF2 (HMAC-SHA-1) and AES-256-CBC. */
function pbes2(iterations: number): AlgorithmIdentifier {
  const salt = new OctetString({ valueHex: new Uint8Array(8) })
  const derivation = pbe('1.2.840.113549.1.5.12', [salt, new Integer({ value: iterations })])
  const iv = new OctetString({ valueHex: new Uint8Array(16) })
  const encryption = new AlgorithmIdentifier({ algorithmId: '2.16.840.1.101.3.4.1.42', algorithmParams: iv })
  return pbe('1.2.840.113549.1.5.13', [derivation.toSchema(), encryption.toSchema()])
}

/** Both keys in one file. */
function dual(kind: 'rsa' | 'ec', args: string[] = [], digest: 'sha1' | 'sha256' = 'sha256', secret = password): Buffer {
  const files = [`${kind}-encrypt`, `${kind}-sign`].map((name) => workshop.pkcs12([name], { chain: ['ca', 'sub'], args, password: secret }))
  return mergePkcs12(workshop, files, secret, digest)
}

async function expectOpens(kind: 'rsa' | 'ec', file: Buffer): Promise<void> {
  const identity = await openPkcs12(file, password)
  expect(identity.holder).toEqual({ id: '91320100MA1AAAAA2A', name: '甲公司' })
  expect(identity.signing.certificate.pem).toBe(workshop.read(`${kind}-sign.pem`).toString())
  expect(identity.encryption.certificate.pem).toBe(workshop.read(`${kind}-encrypt.pem`).toString())
  expect(identity.chain.map((each) => each.commonName)).toEqual(['sub', 'ca'])
  const text = Buffer.from('text')
  expect(verify('sha256', text, identity.signing.certificate.publicKey, sign('sha256', text, identity.signing.privateKey))).toBe(true)
  expect(createPublicKey(identity.encryption.privateKey).equals(identity.encryption.certificate.publicKey)).toBe(true)
}

describe('files with both keys', () => {
  it.each([
    ['rsa', 'PBES2 with AES-256, MAC SHA-256', [], 'sha256'],
    ['ec', 'PBES2 with AES-256, MAC SHA-256', [], 'sha256'],
    ['rsa', 'RC2-40 and 3DES, MAC SHA-1', ['-legacy'], 'sha1'],
    ['ec', 'RC2-40 and 3DES, MAC SHA-1', ['-legacy'], 'sha1'],
    ['ec', '3DES, MAC SHA-1', legacy, 'sha1'],
    ['ec', 'RC2-128 and 2-key 3DES', ['-legacy', '-certpbe', 'PBE-SHA1-RC2-128', '-keypbe', 'PBE-SHA1-2DES'], 'sha1'],
    ['ec', 'PBES2 with AES-128 and 3DES', ['-certpbe', 'AES-128-CBC', '-keypbe', 'DES-EDE3-CBC'], 'sha1'],
    ['ec', 'nothing encrypted', ['-certpbe', 'NONE', '-keypbe', 'NONE'], 'sha256'],
  ] as const)('%s: %s', async (kind, _, args, digest) => {
    const file = dual(kind, [...args], digest)
    await expectOpens(kind, file)
    expect(await codeOf(file, 'geheim')).toBe('password-wrong')
    expect(await codeOf(file, '')).toBe('password-wrong')
  })

  it('an empty password', async () => {
    const files = [workshop.pkcs12(['both'], { password: '' })]
    expect(await codeOf(mergePkcs12(workshop, files, ''), '')).toBe('opened')
    expect(await codeOf(files[0]!, '')).toBe('opened')
    expect(await codeOf(files[0]!, 'x')).toBe('password-wrong')
  })

  it.each([
    ['sha1', ['-macalg', 'sha1']],
    ['sha384', ['-macalg', 'sha384']],
    ['sha512', ['-macalg', 'sha512']],
    ['sha256', ['-iter', '50000']],
  ])('as openssl alone makes them, MAC %s', async (_, args) => {
    expect(await codeOf(workshop.pkcs12(['both'], { args }))).toBe('opened')
  })
})

describe('whose keys they are', () => {
  it('one certificate for both uses serves as both', async () => {
    const identity = await openPkcs12(workshop.pkcs12(['both']), password)
    expect(identity.signing.certificate.fingerprint).toBe(identity.encryption.certificate.fingerprint)
  })

  it('a certificate for one use goes before one for both', async () => {
    const file = mergePkcs12(workshop, ['both', 'ec-sign'].map((name) => workshop.pkcs12([name])), password)
    const identity = await openPkcs12(file, password)
    expect([identity.signing.certificate.commonName, identity.encryption.certificate.commonName]).toEqual(['sign', 'both'])
  })

  it('the certificate goes with its public key, whatever else is in the file', async () => {
    // The foreign certificate stands first and has no key here.
    const file = workshop.pkcs12(['both'], { chain: ['other', 'ec-sign'] })
    expect((await openPkcs12(file, password)).signing.certificate.commonName).toBe('both')
  })

  it('of two certificates of one key the one that lasts longer', async () => {
    const extensions = ['keyUsage=digitalSignature,keyAgreement']
    workshop.issue('renewed', { key: 'both', issuer: 'sub', extensions, subject: company('renewed'), sign: ['-days', '2000'] })
    const file = workshop.pkcs12(['both'], { chain: ['renewed'] })
    expect((await openPkcs12(file, password)).signing.certificate.commonName).toBe('renewed')
  })

  it.each([
    ['only a signing key', ['ec-sign'], 'key-missing'],
    ['only an encryption key', ['ec-encrypt'], 'key-missing'],
    ['two signing keys', ['ec-sign', 'rsa-sign'], 'key-missing'],
    ['two holders', ['ec-sign', 'other'], 'signer-mismatch'],
    ['an authority', ['ca'], 'key-missing'],
  ])('%s', async (_, names, code) => {
    const file = mergePkcs12(workshop, names.map((name) => workshop.pkcs12([name])), password)
    expect(await codeOf(file)).toBe(code)
  })

  it.each([
    ['no identifier of the organisation', '/O=甲公司/CN=x', undefined],
    ['a key of another curve', company('x'), 'p384'],
  ] as const)('%s', async (_, subject, kind) => {
    workshop.issue(`odd${kind}`, { issuer: 'ca', subject, ...kind && { kind } })
    expect(await codeOf(workshop.pkcs12([`odd${kind}`]))).toBe('key-missing')
  })

  it('a file without keys', async () => {
    expect(await codeOf(workshop.pkcs12(['ec-sign'], { args: ['-nokeys'] }))).toBe('key-missing')
  })
})

describe('hostile files', () => {
  it('without a MAC', async () => {
    expect(await codeOf(workshop.pkcs12(['both'], { args: ['-nomac'] }))).toBe('key-file-unreadable')
  })

  it('not PKCS#12, too large, nested without end', async () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('text'), workshop.read('both.pem'), Buffer.alloc(2 * 1024 * 1024)]) {
      expect(await codeOf(bytes)).toBe('key-file-unreadable')
    }
    expect(await codeOf(Buffer.alloc(1024 * 1024, Buffer.from([0x30, 0x80])))).toBe('key-file-unreadable')
  })

  it('iterations without bound are refused before they are run', async () => {
    // In the MAC: two billion, which would take two hours.
    expect(await codeOf(withMac(workshop, tlv(0x30), password, 'sha256', 1, 0x7fff_ffff))).toBe('key-file-unreadable')
    // In the entries, old and modern: all together may not ask for more than one file is given.
    const old = pbe('1.2.840.113549.1.12.1.3', [new OctetString({ valueHex: new Uint8Array(8) }), new Integer({ value: 100 })])
    const modern = pbes2(100)
    const secret = { password, budget: { pbkdf2: 150, pkcs12: 450 } }
    for (const algorithm of [old, modern]) {
      await expect(decrypt(algorithm, Buffer.alloc(16), secret)).rejects.toThrow('cannot be decrypted')
      await expect(decrypt(algorithm, Buffer.alloc(16), secret)).rejects.toThrow('iterations')
    }
    await expect(decrypt(pbes2(10_000_001), Buffer.alloc(16), { password, budget: { ...maxIterations } })).rejects.toThrow('iterations')
    await expect(decrypt(pbes2(0), Buffer.alloc(16), secret)).rejects.toThrow('iteration count')
  })

  it.each([
    ['modern', [], 'sha256'],
    ['old', ['-legacy'], 'sha1'],
  ] as const)('%s: truncations and thousands of mutations are refused or change nothing', async (_, args, digest) => {
    const file = mergePkcs12(workshop, [workshop.pkcs12(['both'], { args: [...args, '-iter', '1'] })], password, digest, 1)
    const good = await openPkcs12(file, password)
    for (let length = 0; length < file.length; length += 3) expect(await codeOf(file.subarray(0, length))).not.toBe('opened')
    const codes = new Set<string>()
    for (let round = 0; round < 3000; round++) {
      const changed = Buffer.from(file)
      for (let flips = randomInt(1, 4); flips > 0; flips--) changed[randomInt(file.length)]! ^= randomInt(1, 256)
      const code = await codeOf(changed)
      codes.add(code)
      if (code === 'opened') expect((await openPkcs12(changed, password)).signing.certificate.fingerprint).toBe(good.signing.certificate.fingerprint)
    }
    expect([...codes].filter((code) => !['opened', 'password-wrong', 'key-file-unreadable'].includes(code))).toEqual([])
    expect(codes.has('password-wrong')).toBe(true)
  })
})
