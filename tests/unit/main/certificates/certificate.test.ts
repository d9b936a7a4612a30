import { X509Certificate } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { practiceMark, readCertificate } from '../../../../main/certificates/certificate.ts'
import { Refusal } from '../../../../interface/errors.ts'
import { authority, encrypter, signer, Workshop } from './openssl.ts'

const workshop = new Workshop()
afterAll(() => workshop.close())

const subject = '/C=CN/ST=江苏省/L=南京市/O=江苏某某建设有限公司/organizationIdentifier=91320100MA1XXXXX2A'
  + '/CN=签名 \\"A\\+B\\", #1; <x>/emailAddress=a@b.cn'
let pem: Buffer

beforeAll(() => {
  workshop.issue('ca', { extensions: authority, subject: '/C=CN/O=某某 CA/CN=根' })
  pem = workshop.issue('a', { kind: 'rsa', issuer: 'ca', subject, extensions: [...signer, 'subjectKeyIdentifier=hash'], serial: '0x00ff01' })
})

const codeOf = (read: () => unknown): string => {
  try {
    read()
  } catch (error) {
    return error instanceof Refusal ? error.code : `threw ${String(error)}`
  }
  return 'read'
}

describe('what is read', () => {
  it('names, numbers and keys as openssl shows them', () => {
    const certificate = readCertificate(pem)
    const show = (...args: string[]) => workshop.run('x509', '-in', 'a.pem', '-noout', ...args).trim().replace(/^\w+=/, '')
    expect(certificate.subject).toBe(show('-subject', '-nameopt', 'RFC2253,-esc_msb'))
    expect(certificate.issuer).toBe(show('-issuer', '-nameopt', 'RFC2253,-esc_msb'))
    expect(certificate.serial).toBe('ff01')
    expect(certificate.serialDer.toString('hex')).toBe('020300ff01')
    expect(certificate.fingerprint).toBe(show('-fingerprint', '-sha256').split('=')[1]!.replaceAll(':', '').toLowerCase())
    expect(certificate.notBefore).toEqual(new Date(show('-startdate')))
    expect(certificate.notAfter).toEqual(new Date(show('-enddate')))
    expect(certificate.subjectKeyIdentifier).toBe(show('-ext', 'subjectKeyIdentifier').split('\n')[1]!.trim().replaceAll(':', '').toLowerCase())
    expect(certificate.holder).toEqual({ id: '91320100MA1XXXXX2A', name: '江苏某某建设有限公司' })
    expect(certificate.commonName).toBe('签名 "A+B", #1; <x>')
    expect(certificate.keyType).toBe('rsa')
    expect(certificate.isPractice).toBe(false)
    expect(certificate.pem).toBe(pem.toString())
    expect(certificate.publicKey.equals(new X509Certificate(pem).publicKey)).toBe(true)
  })

  it('the names exactly as they are encoded', () => {
    const ca = readCertificate(workshop.read('ca.pem'))
    const certificate = readCertificate(pem)
    expect(certificate.issuerDer.equals(ca.subjectDer)).toBe(true)
    expect(certificate.der.includes(certificate.subjectDer)).toBe(true)
    expect(certificate.der.includes(certificate.issuerDer)).toBe(true)
  })

  const none = { sign: false, encrypt: false, certSign: false, crlSign: false, timestamp: false, ca: false }
  const all = { ...none, sign: true, encrypt: true }
  it.each([
    ['signing', signer, { ...none, sign: true }],
    ['encryption', encrypter, { ...none, encrypt: true }],
    ['key agreement only', ['keyUsage=keyAgreement'], { ...none, encrypt: true }],
    ['authority', authority, { ...none, certSign: true, crlSign: true, ca: true }],
    ['authority without key usage', ['basicConstraints=CA:TRUE'], { ...all, ca: true, certSign: true, crlSign: true }],
    ['no extensions', [], all],
    ['keyCertSign without being an authority', ['keyUsage=keyCertSign'], none],
    ['timestamps', [...signer, 'extendedKeyUsage=critical,timeStamping'], { ...none, sign: true, timestamp: true }],
    ['timestamps, not critical', [...signer, 'extendedKeyUsage=timeStamping'], { ...none, sign: true }],
    ['timestamps among others', [...signer, 'extendedKeyUsage=critical,timeStamping,emailProtection'], { ...none, sign: true }],
  ])('uses: %s', (_, extensions, uses) => {
    expect(readCertificate(workshop.issue('uses', { extensions })).uses).toEqual(uses)
  })

  it.each([
    ['unit of the subject', `/O=x/OU=${practiceMark}/CN=y`, true],
    ['common name', `/CN=根 (${practiceMark})`, true],
    ['organisation', `/O=${practiceMark} 有限公司/CN=y`, true],
    ['another unit', '/O=x/OU=practice/CN=y', false],
  ])('practice mark in the %s', (_, name, expected) => {
    expect(readCertificate(workshop.issue('mark', { key: 'a', subject: name })).isPractice).toBe(expected)
  })

  it('practice mark of the issuer', () => {
    workshop.issue('practice-ca', { extensions: authority, subject: `/O=x/OU=${practiceMark}/CN=根` })
    expect(readCertificate(workshop.issue('b', { issuer: 'practice-ca', subject: '/CN=b' })).isPractice).toBe(true)
  })

  it('no identifier where two stand, the common name where there is no organisation', () => {
    const two = readCertificate(workshop.issue('two', { key: 'a', subject: '/CN=某人/organizationIdentifier=1/organizationIdentifier=2' }))
    expect(two.holder).toEqual({ id: null, name: '某人' })
  })

  it('key types', () => {
    expect(readCertificate(workshop.issue('ec', { kind: 'ec' })).keyType).toBe('p256')
    expect(readCertificate(workshop.issue('p384', { kind: 'p384' })).keyType).toBe('other')
  })
})

describe('what is refused', () => {
  it('anything around the certificate', () => {
    const { der } = readCertificate(pem)
    expect(codeOf(() => readCertificate(der))).toBe('read')
    expect(codeOf(() => readCertificate(Buffer.concat([der, Buffer.alloc(1)])))).toBe('certificate-unreadable')
    expect(codeOf(() => readCertificate(`${pem}${pem}`))).toBe('certificate-unreadable')
    expect(codeOf(() => readCertificate(`x${pem}`))).toBe('certificate-unreadable')
    expect(codeOf(() => readCertificate(''))).toBe('certificate-unreadable')
    expect(codeOf(() => readCertificate(Buffer.alloc(200_000, 0x30)))).toBe('certificate-unreadable')
  })

  it('another algorithm outside the signature than inside', () => {
    const { der } = readCertificate(pem)
    const ecdsaWithSha256 = Buffer.from('2a8648ce3d040302', 'hex')
    const changed = Buffer.from(der)
    changed[changed.lastIndexOf(ecdsaWithSha256) + 7] = 0x03
    expect(changed.indexOf(ecdsaWithSha256)).toBeGreaterThan(0)
    expect(codeOf(() => readCertificate(changed))).toBe('certificate-unreadable')
  })

  it('another encoding of the same content', () => {
    const { der } = readCertificate(workshop.read('ec.pem'))
    // The outer length in three octets instead of two.
    const long = Buffer.concat([Buffer.from([0x30, 0x83, 0x00]), der.subarray(2)])
    expect(codeOf(() => readCertificate(long))).toBe('certificate-unreadable')
    // Indefinite length.
    expect(codeOf(() => readCertificate(Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.alloc(2)])))).toBe('certificate-unreadable')
  })

  it('every truncation, and no mutation throws anything but the one refusal', () => {
    const { der } = readCertificate(pem)
    const outcomes = new Map<string, number>()
    const count = (bytes: Buffer) => {
      const code = codeOf(() => readCertificate(bytes))
      outcomes.set(code, (outcomes.get(code) ?? 0) + 1)
      return code
    }
    for (let length = 0; length < der.length; length++) expect(count(der.subarray(0, length))).toBe('certificate-unreadable')
    for (let at = 0; at < der.length; at++) {
      for (const bit of [0x01, 0x20, 0x80]) {
        const changed = Buffer.from(der)
        changed[at]! ^= bit
        count(changed)
      }
    }
    expect([...outcomes.keys()].sort()).toEqual(['certificate-unreadable', 'read'])
  })
})
