import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Court } from './court.ts'
import { signer } from './openssl.ts'

const court = new Court()
const { workshop } = court
beforeAll(() => court.prepare())
afterAll(() => workshop.close())

describe('purpose', () => {
  it('signing and encryption certificates mixed up', async () => {
    expect(await court.summary({ certificate: 'encrypter', purpose: 'signing' })).toBe('valid key-usage valid')
    expect(await court.summary({ certificate: 'encrypter', purpose: 'encryption' })).toBe('valid valid valid')
    expect(await court.summary({ certificate: 'signer', purpose: 'encryption' })).toBe('valid key-usage valid')
  })

  it('a key that no suite uses', async () => {
    workshop.issue('p384', { kind: 'p384', issuer: 'ca', extensions: signer })
    expect(await court.summary({ certificate: 'p384' })).toBe('valid key-usage valid')
  })

  it('timestamps by their own authorities, and by nobody else', async () => {
    workshop.issue('tsa', { issuer: 'ca', extensions: [...signer, 'extendedKeyUsage=critical,timeStamping'] })
    const question = { certificate: 'tsa', purpose: 'timestamping' } as const
    expect(await court.summary({ ...question, timestampAuthorities: ['tsa'] })).toBe('valid valid valid')
    expect(await court.summary({ ...question, timestampAuthorities: ['ca'] })).toBe('valid valid valid')
    expect(await court.summary({ ...question, timestampAuthorities: ['sub'] })).toBe('certificate-untrusted valid indeterminate')
    expect(await court.summary({ certificate: 'direct', purpose: 'timestamping', timestampAuthorities: ['ca'] })).toBe('valid key-usage valid')
    expect(await court.summary({ certificate: 'tsa', purpose: 'signing' })).toBe('valid key-usage valid')
    // Named in the list, but revoked by its issuer since.
    const revoked = workshop.crl('ca', { revoked: [[court.read('tsa').serial, '260101000000Z']] })
    expect(await court.summary({ ...question, timestampAuthorities: ['tsa'], crls: [revoked] })).toBe('valid valid certificate-revoked')
    expect(await court.summary({ ...question, timestampAuthorities: ['tsa'], anchors: [] , intermediates: [] })).toBe('valid valid indeterminate')
  })

  it('certification only by the very certificates of the list', async () => {
    const question = { certificate: 'direct', purpose: 'certification' } as const
    expect(await court.summary({ ...question, certificationBodies: ['direct'] })).toBe('valid valid valid')
    expect(await court.summary({ ...question, certificationBodies: ['ca'] })).toBe('certificate-untrusted valid valid')
    expect(await court.summary({ ...question, certificationBodies: [] })).toBe('certificate-untrusted valid indeterminate')
  })
})
