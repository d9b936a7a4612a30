import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCertificate } from '../../../../main/certificates/certificate.ts'
import { readCrl } from '../../../../main/certificates/crl.ts'
import { judgeCertificate } from '../../../../main/certificates/judge.ts'
import type { TrustStore } from '../../../../main/certificates/trust.ts'
import { Court, now } from './court.ts'
import { authority, signer } from './openssl.ts'

const court = new Court()
const { workshop } = court
beforeAll(() => court.prepare())
afterAll(() => workshop.close())

const readOrNull = (bytes: Buffer) => {
  try {
    return readCertificate(bytes)
  } catch {
    return null
  }
}

describe('chain', () => {
  it('through an intermediate and without', async () => {
    expect(await court.summary()).toBe('valid valid valid')
    expect(await court.summary({ certificate: 'direct', intermediates: [] })).toBe('valid valid valid')
    expect(await court.summary({ anchors: ['sub'], intermediates: [] })).toBe('valid valid valid')
    // An anchor by itself.
    expect(await court.summary({ certificate: 'ca', intermediates: [] })).toBe('valid key-usage valid')
  })

  it('no way to an anchor', async () => {
    expect(await court.summary({ intermediates: [] })).toBe('certificate-untrusted valid indeterminate')
    expect(await court.summary({ anchors: [] })).toBe('certificate-untrusted valid indeterminate')
  })

  it('an authority of the same name with another key', async () => {
    workshop.issue('impostor', { subject: '/C=CN/O=ca/CN=ca', extensions: authority })
    workshop.issue('forged', { issuer: 'impostor', subject: '/CN=forged', extensions: signer })
    expect(await court.summary({ certificate: 'forged', intermediates: ['impostor'] })).toBe('certificate-untrusted valid indeterminate')
  })

  it('not yet valid, expired, and at the very seconds', async () => {
    const { notBefore, notAfter } = court.read('signer')
    const at = (time: Date, milliseconds: number) => new Date(time.getTime() + milliseconds)
    expect(await court.summary({ at: at(notBefore, -1000) })).toBe('certificate-expired valid valid')
    expect(await court.summary({ at: at(notAfter, 1000) })).toBe('certificate-expired valid valid')
    expect(await court.summary({ at: notBefore })).toBe('valid valid valid')
    expect(await court.summary({ at: notAfter, anchors: ['signer'] })).toBe('valid valid valid')
  })

  it('an expired authority above a valid certificate', async () => {
    workshop.issue('short', { issuer: 'ca', extensions: authority, sign: ['-days', '1'] })
    workshop.issue('below-short', { issuer: 'short', extensions: signer })
    const question = { certificate: 'below-short', intermediates: ['short'], crls: [...court.lists, workshop.crl('short')] }
    expect(await court.summary(question)).toBe('valid valid valid')
    expect(await court.summary({ ...question, at: new Date(now.getTime() + 3 * 86_400_000) })).toBe('certificate-expired valid valid')
  })

  it.each([
    ['not an authority', ['keyUsage=digitalSignature']],
    ['no basic constraints', []],
    ['an authority that may not sign certificates', ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,cRLSign']],
  ])('issuer is %s', async (_, extensions) => {
    workshop.issue('false-ca', { key: 'sub', issuer: 'ca', subject: '/CN=false-ca', extensions })
    workshop.issue('below-false', { issuer: 'false-ca', issuerKey: 'sub', extensions: signer })
    expect(await court.summary({ certificate: 'below-false', intermediates: ['false-ca'] })).toMatch(/^certificate-untrusted valid/)
  })

  it('path length', async () => {
    workshop.issue('root0', { kind: 'ec', extensions: ['basicConstraints=critical,CA:TRUE,pathlen:1', 'keyUsage=keyCertSign'] })
    workshop.issue('level1', { key: 'sub', issuer: 'root0', extensions: authority, subject: '/CN=level1' })
    workshop.issue('level2', { key: 'sub', issuer: 'level1', issuerKey: 'sub', extensions: authority, subject: '/CN=level2' })
    workshop.issue('leaf1', { key: 'signer', issuer: 'level1', issuerKey: 'sub', extensions: signer })
    workshop.issue('leaf2', { key: 'signer', issuer: 'level2', issuerKey: 'sub', extensions: signer })
    const question = { anchors: ['root0'], intermediates: ['level1', 'level2'], crls: [] }
    expect(await court.summary({ ...question, certificate: 'leaf1' })).toBe('valid valid indeterminate')
    expect(await court.summary({ ...question, certificate: 'leaf2' })).toBe('certificate-untrusted valid indeterminate')
    expect(await court.detail('chain', { ...question, certificate: 'leaf2' })).toContain('2 authorities below it, 1 allowed')
  })

  it('critical extensions that are not understood, also of an authority', async () => {
    const unknown = '1.2.3.4.5=critical,ASN1:UTF8String:x'
    workshop.issue('odd', { issuer: 'ca', key: 'signer', extensions: [...signer, unknown] })
    expect(await court.summary({ certificate: 'odd' })).toBe('certificate-untrusted valid valid')
    expect(await court.detail('chain', { certificate: 'odd' })).toContain('1.2.3.4.5')
    workshop.issue('odd-ca', { issuer: 'ca', key: 'sub', extensions: [...authority, unknown], subject: '/CN=odd-ca' })
    workshop.issue('below-odd', { issuer: 'odd-ca', issuerKey: 'sub', key: 'signer', extensions: signer })
    expect(await court.summary({ certificate: 'below-odd', intermediates: ['odd-ca'] })).toMatch(/^certificate-untrusted/)
    // The same, not critical.
    workshop.issue('harmless', { issuer: 'ca', key: 'signer', extensions: [...signer, unknown.replace('critical,', '')] })
    expect(await court.summary({ certificate: 'harmless' })).toBe('valid valid valid')
  })

  it.each([
    ['SHA-1', { sign: ['-sha1'] }],
    ['MD5', { sign: ['-md5'] }],
    ['PSS with SHA-1', { sign: ['-sha1', '-sigopt', 'rsa_padding_mode:pss'] }],
    ['an RSA key of 1024 bits', { kind: 'rsa1024', key: 'small' }],
  ] as const)('signed with %s', async (_, options) => {
    workshop.issue('weak', { issuer: 'ca', extensions: signer, key: 'signer', ...options, sign: [...'sign' in options ? options.sign : []] })
    expect(await court.summary({ certificate: 'weak' })).toBe('certificate-untrusted valid valid')
  })

  it('PSS with SHA-256', async () => {
    workshop.issue('pss', { issuer: 'ca', extensions: signer, key: 'signer', sign: ['-sha256', '-sigopt', 'rsa_padding_mode:pss'] })
    expect(await court.summary({ certificate: 'pss' })).toBe('valid valid valid')
  })

  it('name constraints of an authority and of an anchor', async () => {
    const constraints = 'nameConstraints=critical,permitted;email:good.cn'
    workshop.issue('limited', { issuer: 'ca', key: 'sub', extensions: [...authority, constraints], subject: '/CN=limited' })
    workshop.issue('limited-root', { key: 'sub', extensions: [...authority, constraints], subject: '/CN=limited' })
    const crls = [court.lists[0], workshop.crl('limited', { key: 'sub' })]
    for (const [email, expected] of [['a@good.cn', 'valid valid valid'], ['a@bad.cn', 'certificate-untrusted valid valid']] as const) {
      workshop.issue('mail', { issuer: 'limited', issuerKey: 'sub', key: 'signer', extensions: [...signer, `subjectAltName=email:${email}`] })
      expect(await court.summary({ certificate: 'mail', intermediates: ['limited'], crls })).toBe(expected)
      expect(await court.summary({ certificate: 'mail', intermediates: [], anchors: ['limited-root'], crls })).toBe(expected)
    }
  })

  it('name constraints on the subject, as openssl verify judges them', async () => {
    const constraints = ['nameConstraints=critical,permitted;dirName:dn', '[dn]', 'C=CN', 'O=good']
    workshop.issue('good-ca', { issuer: 'ca', key: 'sub', subject: '/C=CN/O=good/CN=ca', extensions: [...authority, ...constraints] })
    for (const [name, expected] of [['good', true], ['bad', false]] as const) {
      workshop.issue(name, { issuer: 'good-ca', issuerKey: 'sub', key: 'signer', subject: `/C=CN/O=${name}/CN=x`, extensions: signer })
      const [chain] = await court.judge({ certificate: name, intermediates: ['good-ca'] })
      expect(chain?.state === 'valid').toBe(expected)
      const verify = () => workshop.run('verify', '-CAfile', 'ca.pem', '-untrusted', 'good-ca.pem', `${name}.pem`)
      if (expected) expect(verify()).toContain('OK')
      else expect(verify).toThrow('permitted subtree violation')
    }
  })

  it('a policy that an authority requires', async () => {
    const required = ['policyConstraints=critical,requireExplicitPolicy:0', 'certificatePolicies=1.2.3']
    workshop.issue('policy-ca', { issuer: 'ca', key: 'sub', subject: '/CN=policy-ca', extensions: [...authority, ...required] })
    for (const [policies, expected] of [[['certificatePolicies=1.2.3'], 'valid'], [['certificatePolicies=1.2.4'], 'invalid'], [[], 'invalid']] as const) {
      workshop.issue('policy', { issuer: 'policy-ca', issuerKey: 'sub', key: 'signer', extensions: [...signer, ...policies] })
      expect((await court.judge({ certificate: 'policy', intermediates: ['policy-ca'] }))[0]?.state).toBe(expected)
    }
  })

  it('of two ways the one that holds', async () => {
    workshop.issue('sub-short', { issuer: 'ca', key: 'sub', subject: '/C=CN/O=sub/CN=sub', extensions: authority, sign: ['-days', '1'] })
    const at = new Date(now.getTime() + 3 * 86_400_000)
    expect(await court.summary({ intermediates: ['sub-short'], at })).toMatch(/^certificate-expired/)
    expect(await court.summary({ intermediates: ['sub-short', 'sub'], at })).toBe('valid valid valid')
  })

  it('authorities that certify each other in circles come to an end', async () => {
    const names = ['x0', 'x1', 'x2', 'x3', 'x4']
    for (const name of names) workshop.issue(name, { extensions: authority, key: 'sub', subject: `/CN=${name}` })
    const cross = names.flatMap((issuer) => names.filter((name) => name !== issuer).map((name) => {
      workshop.issue(`${name}-by-${issuer}`, { key: 'sub', issuer, issuerKey: 'sub', subject: `/CN=${name}`, extensions: authority })
      return `${name}-by-${issuer}`
    }))
    workshop.issue('lost', { issuer: 'x0', issuerKey: 'sub', key: 'signer', extensions: signer })
    const started = performance.now()
    expect(await court.summary({ certificate: 'lost', intermediates: cross })).toBe('certificate-untrusted valid indeterminate')
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  it('no changed bit leaves a chain valid', async () => {
    const { der } = court.read('direct')
    const trust: TrustStore = { profile: 'production', anchors: [court.read('ca')], crls: court.lists.map(readCrl), timestampAuthorities: [], certificationBodies: [] }
    let judged = 0
    for (let at = 0; at < der.length; at++) {
      const changed = Buffer.from(der)
      changed[at]! ^= 1 << at % 8
      const certificate = readOrNull(changed)
      if (certificate === null) continue
      judged += 1
      const [chain] = await judgeCertificate(certificate, { intermediates: [], trust, at: now, purpose: 'signing' })
      expect(chain?.state).toBe('invalid')
    }
    expect(judged).toBeGreaterThan(200)
  })

  it('practice under the production profile', async () => {
    workshop.issue('practice-ca', { extensions: authority, subject: '/O=x/OU=PRACTICE 演练/CN=x' })
    workshop.issue('practice', { issuer: 'practice-ca', extensions: signer })
    const question = { certificate: 'practice', anchors: ['practice-ca'], crls: [workshop.crl('practice-ca')] }
    expect(await court.summary({ ...question, profile: 'practice' })).toBe('valid valid valid')
    expect(await court.summary({ ...question, profile: 'production' })).toBe('practice-certificate valid valid')
    expect(await court.summary({ ...question, profile: 'production', anchors: ['ca'] })).toBe('practice-certificate valid indeterminate')
  })
})
