import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import { builtInTrust, readTrust } from '../../../../main/certificates/trust.ts'
import { authority, Workshop } from './openssl.ts'

const workshop = new Workshop()
afterAll(() => workshop.close())

let ca: string
let practice: string

beforeAll(() => {
  ca = workshop.issue('ca', { extensions: authority }).toString()
  practice = workshop.issue('practice', { extensions: authority, subject: '/OU=PRACTICE 演练/CN=x' }).toString()
})

const list = (changes: object = {}) => ({
  format: 'sealbid/trust/1', profile: 'production', anchors: [ca], crls: [], timestampAuthorities: [], certificationBodies: [], ...changes,
})

const refusal = (json: unknown): string => {
  try {
    readTrust(json)
  } catch (error) {
    return error instanceof Refusal ? error.message : `threw ${String(error)}`
  }
  return 'read'
}

describe('trust lists', () => {
  it('are read', () => {
    const store = readTrust(list({ crls: [workshop.crl('ca')], timestampAuthorities: [ca], certificationBodies: [ca] }))
    expect(store.profile).toBe('production')
    expect([store.anchors, store.timestampAuthorities, store.certificationBodies].map((each) => each[0]?.commonName)).toEqual(['ca', 'ca', 'ca'])
    expect(store.crls[0]?.issuer).toBe('CN=ca,O=ca,C=CN')
  })

  it('name the place that is wrong', () => {
    expect(refusal(null)).toMatch(/^bad-input: trust list/)
    expect(refusal(list({ anchors: 'x' }))).toMatch(/^bad-input: anchors/)
    expect(refusal(list({ more: true }))).toMatch(/^bad-input/)
    const damaged = ca.replace(/MII./, 'MIIA')
    expect(refusal(list({ anchors: [ca, damaged] }))).toMatch(/^bad-input: anchors\.1: certificate-unreadable/)
    expect(refusal(list({ crls: ['-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----'] }))).toMatch(/^bad-input: crls\.0/)
  })

  it.each(['anchors', 'timestampAuthorities', 'certificationBodies'])('of production name no practice certificate: %s', (field) => {
    expect(refusal(list({ [field]: [practice] }))).toMatch(/^practice-certificate/)
    expect(refusal(list({ [field]: [practice], profile: 'practice' }))).toBe('read')
  })

  it('of production hold no practice revocation list', () => {
    expect(refusal(list({ crls: [workshop.crl('practice')] }))).toMatch(/^practice-certificate/)
  })

  it('built in: production, and nothing of practice', () => {
    expect(builtInTrust().profile).toBe('production')
  })
})
