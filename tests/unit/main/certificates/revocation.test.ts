import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCrl } from '../../../../main/certificates/crl.ts'
import { Court } from './court.ts'
import { authority, signer } from './openssl.ts'

const court = new Court()
const { workshop } = court
beforeAll(() => court.prepare())
afterAll(() => workshop.close())

describe('revocation', () => {
  const past = '260301000000Z'
  const revokedBy = (from?: string, to?: string) => workshop.crl('sub', { revoked: [['51', past]], ...from && { from }, ...to && { to } })

  it('missing lists leave it open, and say whose is missing', async () => {
    expect(await court.summary({ crls: [] })).toBe('valid valid indeterminate')
    expect(await court.summary({ crls: [court.lists[0]] })).toBe('valid valid indeterminate')
    expect(await court.detail('revocation', { crls: [court.lists[0]] })).toContain('no revocation list of CN=sub,O=sub,C=CN')
    expect(await court.detail('revocation', { crls: [court.lists[1]] })).toContain('no revocation list of CN=ca,O=ca,C=CN')
  })

  it('revoked, with its date', async () => {
    const crls = [court.lists[0], revokedBy()]
    expect(await court.summary({ crls })).toBe('valid valid certificate-revoked')
    expect(await court.detail('revocation', { crls })).toContain('2026-03-01T00:00:00.000Z')
  })

  it('a revoked authority above the certificate', async () => {
    expect(await court.summary({ crls: [workshop.crl('ca', { revoked: [['5b', past]] }), court.lists[1]] })).toBe('valid valid certificate-revoked')
  })

  it('revoked later than the time that is asked for', async () => {
    const question = { crls: [court.lists[0], workshop.crl('sub', { revoked: [['51', '390101000000Z']], from: '390101000000Z' })] }
    expect(await court.summary(question)).toBe('valid valid valid')
    expect(await court.detail('revocation', question)).toContain('revoked later, at 2039-01-01')
  })

  it('lists that are not current are silent about who is not on them, never about who is', async () => {
    const expired = workshop.crl('sub', { from: '200101000000Z', to: '210101000000Z' })
    const future = workshop.crl('sub', { from: '390101000000Z', to: '400101000000Z' })
    expect(await court.summary({ crls: [court.lists[0], expired] })).toBe('valid valid indeterminate')
    expect(await court.summary({ crls: [court.lists[0], future] })).toBe('valid valid indeterminate')
    expect(await court.detail('revocation', { crls: [court.lists[0], expired] })).toContain('is current at')
    expect(await court.summary({ crls: [court.lists[0], expired, court.lists[1]] })).toBe('valid valid valid')
    expect(await court.summary({ crls: [court.lists[0], revokedBy('390101000000Z')] })).toBe('valid valid certificate-revoked')
    // A revocation counts, whatever an older list says.
    expect(await court.summary({ crls: [...court.lists, revokedBy()] })).toBe('valid valid certificate-revoked')
  })

  it('forged lists count for nothing', async () => {
    workshop.issue('thief', { subject: '/C=CN/O=sub/CN=sub', extensions: authority })
    expect(await court.summary({ crls: [court.lists[0], workshop.crl('thief')] })).toBe('valid valid indeterminate')
    expect(await court.summary({ crls: [...court.lists, workshop.crl('thief', { revoked: [['51', past]] })] })).toBe('valid valid valid')
    expect(await court.detail('revocation', { crls: [court.lists[0], workshop.crl('thief')] })).toContain('not signed by it')
    const changed = Buffer.from(readCrl(revokedBy()).der)
    changed[changed.indexOf(Buffer.from('020151', 'hex')) + 2] = 0x50
    const pem = `-----BEGIN X509 CRL-----\n${changed.toString('base64')}\n-----END X509 CRL-----`
    expect(await court.summary({ crls: [court.lists[0], pem] })).toBe('valid valid indeterminate')
  })

  it('an authority that may not sign lists', async () => {
    workshop.issue('no-lists', { issuer: 'ca', key: 'sub', subject: '/CN=no-lists', extensions: ['basicConstraints=CA:TRUE', 'keyUsage=keyCertSign'] })
    workshop.issue('below', { issuer: 'no-lists', issuerKey: 'sub', key: 'signer', extensions: signer })
    // openssl makes the list all the same.
    workshop.issue('with-lists', { issuer: 'ca', key: 'sub', subject: '/CN=no-lists', extensions: authority })
    const crls = [court.lists[0], workshop.crl('with-lists', { key: 'sub' })]
    expect(await court.summary({ certificate: 'below', intermediates: ['no-lists'], crls })).toBe('valid valid indeterminate')
    expect(await court.summary({ certificate: 'below', intermediates: ['with-lists'], crls })).toBe('valid valid valid')
  })

  it('partial and unknown lists', async () => {
    const point = (more = '') => ['issuingDistributionPoint=critical,@point', '[point]', 'fullname=URI:http://crl.example/1.crl', more]
    const partial = (revoked: [string, string][], more = '') => [court.lists[0], workshop.crl('sub', { revoked, extensions: point(more) })]
    expect(await court.summary({ crls: partial([]) })).toBe('valid valid indeterminate')
    expect(await court.summary({ crls: partial([['51', past]]) })).toBe('valid valid certificate-revoked')
    expect(await court.summary({ crls: partial([['51', past]], 'indirectCRL=TRUE') })).toBe('valid valid indeterminate')
    const odd = workshop.crl('sub', { revoked: [['51', past]], extensions: ['1.2.3.4=critical,ASN1:NULL'] })
    expect(await court.summary({ crls: [court.lists[0], odd] })).toBe('valid valid indeterminate')
  })

  it('100,000 entries in a moment', () => {
    const revoked = Array.from({ length: 100_000 }, (_, index): [string, string] => [(0x10_0000 + index).toString(16), past])
    const pem = workshop.crl('sub', { revoked })
    const started = performance.now()
    expect(readCrl(pem).revoked.size).toBe(100_000)
    expect(performance.now() - started).toBeLessThan(8000)
  })
})
