import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import { readCertificate } from '../../../../main/certificates/certificate.ts'
import { judgeCertificate } from '../../../../main/certificates/judge.ts'
import type { Identity } from '../../../../main/certificates/pkcs12.ts'
import { identitySigner } from '../../../../main/certificates/signer.ts'
import { judgeTimestamp } from '../../../../main/certificates/timestamp.ts'
import type { TrustStore } from '../../../../main/certificates/trust.ts'
import { worst, type Part } from '../../../../main/certificates/verdict.ts'
import { sha256, sha256Identifier } from '../../../../main/crypto/algorithms.ts'
import { checkSignature } from '../../../../main/crypto/check-signature.ts'
import { nullValue, octetString, oid, sequence } from '../../../../main/crypto/der.ts'
import { oids } from '../../../../main/crypto/oids.ts'
import { keySigner, signDetached, withTimestamp } from '../../../../main/crypto/sign.ts'
import { readSignedData } from '../../../../main/crypto/signed-data.ts'
import { deskTime, certificateIn, identityIn, stampIn, trustIn } from '../../../support/desk.ts'
import { impostorRoot } from '../../../support/impostor.ts'
import { practiceFolder } from '../../../support/practice.ts'
import { attribute, roughSignature, type RoughSignature } from '../../../support/rough-signature.ts'

const content = Buffer.from('what is signed')
let practice: string
let trust: TrustStore
let rsa: Identity
let ec: Identity
let base: RoughSignature

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const check = (der: Buffer, signed: Buffer | null = content): string => codeOf(() => checkSignature(der, signed))

/** Everything that a verdict on a signature rests on: form, signer, chain, timestamp. */
async function judge(der: Buffer): Promise<string> {
  try {
    const { signer, others, timestamp, signature } = checkSignature(der, content)
    const parts: Part[] = await judgeCertificate(signer, { intermediates: others, trust, at: deskTime, purpose: 'signing' })
    if (timestamp !== null) parts.push((await judgeTimestamp(timestamp, signature, trust)).part)
    return timestamp === null ? 'no timestamp' : worst(parts)
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

const signed = (identity: Identity): Promise<Buffer> => signDetached(sha256(content), identitySigner(identity), deskTime)

async function stamped(identity: Identity): Promise<Buffer> {
  const plain = await signed(identity)
  return withTimestamp(plain, await stampIn(practice)(readSignedData(plain).signature))
}

beforeAll(async () => {
  practice = await practiceFolder()
  trust = trustIn(practice)
  rsa = await identityIn(practice, 'bidder-a')
  ec = await identityIn(practice, 'bidder-b')
  base = { content, certificate: rsa.signing.certificate, key: rsa.signing.privateKey }
})

describe('what is accepted', () => {
  test('own signatures, RSA and EC, with and without timestamp', async () => {
    for (const identity of [rsa, ec]) {
      const checked = checkSignature(await signed(identity), content)
      expect(checked.signer.fingerprint).toBe(identity.signing.certificate.fingerprint)
      expect(checked.signingTime).toEqual(deskTime)
      expect(checked.timestamp).toBeNull()
      expect(await judge(await stamped(identity))).toBe('valid')
    }
  })

  test('the same structure made by other code is byte for byte the same', async () => {
    expect(roughSignature(base)).toEqual(await signed(rsa))
  })
})

describe('what is refused', () => {
  test('another content, and none', async () => {
    expect(check(roughSignature(base), Buffer.from('What is signed'))).toBe('signature-invalid')
    expect(check(roughSignature(base), null)).toBe('signature-form')
  })

  test('a signature without signing-certificate-v2, or one that names another certificate', () => {
    expect(check(roughSignature({ ...base, named: null }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, named: ec.signing.certificate }))).toBe('signer-certificate')
    expect(check(roughSignature({ ...base, named: rsa.encryption.certificate }))).toBe('signer-certificate')
  })

  test('a signature by a certificate that may only encrypt: its form is right, its purpose is not', async () => {
    const { certificate, privateKey } = rsa.encryption
    const checked = checkSignature(await signDetached(sha256(content), keySigner(certificate, privateKey), deskTime), content)
    const parts = await judgeCertificate(checked.signer, { intermediates: [], trust, at: deskTime, purpose: 'signing' })
    expect(parts.find((each) => each.part === 'purpose')).toMatchObject({ state: 'invalid', code: 'key-usage' })
  })

  test('content inside where it must be detached', () => {
    expect(check(roughSignature({ ...base, attached: true }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, attached: true }), null)).toBe('ok')
  })

  test('certificates that nobody needs, stand twice, or stand in another order', () => {
    const own = rsa.signing.certificate.der
    const anchor = certificateIn(practice, 'ca').der
    const other = ec.signing.certificate.der
    const inOrder = [own, anchor].sort(Buffer.compare)
    expect(check(roughSignature({ ...base, certificates: [own, other].sort(Buffer.compare) }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, certificates: [own, own] }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, certificates: inOrder }))).toBe('ok')
    expect(check(roughSignature({ ...base, certificates: inOrder.toReversed() }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, certificates: [] }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, certificates: [other] }))).toBe('signer-certificate')
  })

  test('a certificate that has the issuer\'s name and not its key', async () => {
    const impostor = await impostorRoot()
    expect(impostor.subjectDer).toEqual(rsa.signing.certificate.issuerDer)
    expect(check(roughSignature({ ...base, certificates: [rsa.signing.certificate.der, impostor.der].sort(Buffer.compare) }))).toBe('signature-form')
  })

  test('signed attributes out of order, twice, with two values, or without what must be there', () => {
    const forms: ((standard: Buffer[]) => Buffer[])[] = [
      (standard) => standard.toReversed(),
      (standard) => [...standard, standard.at(-1)!],
      (standard) => standard.slice(1),
      (standard) => standard.slice(0, -1),
      (standard) => [attribute(oids.contentType, oid(oids.data), oid(oids.data)), ...standard.slice(1)],
      (standard) => [attribute(oids.contentType, oid(oids.tstInfo)), ...standard.slice(1)],
    ]
    for (const attributes of forms) expect(check(roughSignature({ ...base, attributes }))).toBe('signature-form')
  })

  test('another unsigned attribute, alone or beside the timestamp', async () => {
    const token = await stampIn(practice)(readSignedData(await signed(rsa)).signature)
    const stamp = attribute(oids.signatureTimeStampToken, token)
    const other = attribute('1.2.840.113549.1.9.16.2.4', octetString(Buffer.from('hint')))
    expect(check(roughSignature({ ...base, unsigned: () => [stamp] }))).toBe('ok')
    expect(check(roughSignature({ ...base, unsigned: () => [other] }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, unsigned: () => [stamp, other].sort(Buffer.compare) }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, unsigned: () => [attribute(oids.signatureTimeStampToken, token, token)] }))).toBe('signature-form')
  })

  test('a timestamp over other bytes than the signature', async () => {
    const plain = await signed(rsa)
    expect(await judge(withTimestamp(plain, await stampIn(practice)(content)))).toBe('invalid')
    expect(await judge(withTimestamp(plain, await stampIn(practice)(readSignedData(await signed(ec)).signature)))).toBe('invalid')
    expect(await judge(withTimestamp(plain, plain))).toBe('invalid')
  })

  test('a second signer, and none', () => {
    const second = roughSignature({ ...base, certificate: ec.signing.certificate, key: ec.signing.privateKey })
    const info = readSignerInfo(second)
    const certificates = [rsa.signing.certificate.der, ec.signing.certificate.der].sort(Buffer.compare)
    expect(check(roughSignature({ ...base, certificates, signers: (own) => [own, info].sort(Buffer.compare) }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, signers: (own) => [own, own] }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, signers: () => [] }))).toBe('signature-form')
  })

  test('digest algorithms that are not on the list, more than one, or another than the signer names', () => {
    const sha1 = sequence(oid(oids.sha1))
    expect(check(roughSignature({ ...base, digests: [sha1] }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, digests: [sha256Identifier, sha1] }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, digests: [sequence(oid(oids.sha256), nullValue)] }))).toBe('signature-form')
    expect(check(roughSignature({ ...base, digests: [] }))).toBe('signature-form')
  })

  test('bytes before, after and missing', async () => {
    const der = await signed(rsa)
    expect(check(Buffer.concat([der, Buffer.from([0])]))).toBe('signature-form')
    expect(check(der.subarray(0, -1))).toBe('signature-form')
    expect(check(Buffer.concat([Buffer.from([0]), der]))).toBe('signature-form')
    expect(check(Buffer.alloc(0))).toBe('signature-form')
  })

  test('a key that forbids SHA-256 is an invalid signature and no crash', async () => {
    const scratch = mkdtempSync(join(tmpdir(), 'sealbid-pss-'))
    const run = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: scratch, stdio: 'pipe' })
    try {
      const limits = ['rsa_keygen_bits:2048', 'rsa_pss_keygen_md:sha512', 'rsa_pss_keygen_mgf1_md:sha512'].flatMap((each) => ['-pkeyopt', each])
      run('genpkey', '-algorithm', 'RSA-PSS', ...limits, '-out', 'k.pem')
      run('req', '-x509', '-key', 'k.pem', '-subj', '/CN=pss', '-sha512', '-days', '30', '-out', 'c.pem')
      const certificate = readCertificate(readFileSync(join(scratch, 'c.pem')))
      // Signed with a key that can: only the certificate's key cannot.
      expect(check(roughSignature({ ...base, certificate }))).toBe('signature-invalid')
      expect(createPrivateKey(readFileSync(join(scratch, 'k.pem'))).asymmetricKeyType).toBe('rsa-pss')
    } finally {
      rmSync(scratch, { recursive: true, force: true })
    }
  })
})

/** DER of the only SignerInfo of a signature, found from the end: it is the last member of the last set. */
function readSignerInfo(der: Buffer): Buffer {
  const { signature } = readSignedData(der)
  const start = der.lastIndexOf(Buffer.concat([Buffer.from([0x02, 0x01, 0x01]), sequence(ec.signing.certificate.issuerDer, ec.signing.certificate.serialDer)]))
  const head = der[start - 3] === 0x81 || der[start - 3] === 0x30 ? 3 : 4
  const info = der.subarray(start - head)
  if (info[0] !== 0x30 || !info.includes(signature)) throw new Error('signer info not found')
  return info
}

describe('every byte counts', () => {
  let positions = 0
  test.each(['RSA', 'EC'] as const)('a flipped byte anywhere in a signature with timestamp is seen (%s)', async (kind) => {
    const der = await stamped(kind === 'RSA' ? rsa : ec)
    const unseen: string[] = []
    for (let position = 0; position < der.length; position++) {
      der[position]! ^= 0x01
      const state = await judge(der)
      der[position]! ^= 0x01
      positions++
      if (state === 'valid' || state === 'indeterminate' || state === 'no timestamp') unseen.push(`${position}: ${state}`)
    }
    expect(unseen).toEqual([])
    expect(await judge(der)).toBe('valid')
  })

  afterAll(() => { expect(positions).toBeGreaterThan(5_000) })
})
