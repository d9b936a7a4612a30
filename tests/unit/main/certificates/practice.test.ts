import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readCertificate } from '../../../../main/certificates/certificate.ts'
import { judgeCertificate } from '../../../../main/certificates/judge.ts'
import { openPkcs12 } from '../../../../main/certificates/pkcs12.ts'
import { readTrust } from '../../../../main/certificates/trust.ts'
import { password, practiceFolder } from '../../../support/practice.ts'

let dir: string
beforeAll(async () => {
  dir = await practiceFolder()
})

const trust = () => readTrust(JSON.parse(readFileSync(join(dir, 'trust.json'), 'utf8')))
const now = () => new Date()

describe('what the practice authority issues', () => {
  const names = ['agency', 'tenderer', 'tenderer-backup', 'bidder-a', 'bidder-a-backup', 'bidder-b', 'platform'] as const
  it.each(names)('%s: both certificates are judged valid', async (name) => {
    const identity = await openPkcs12(readFileSync(join(dir, `${name}.p12`)), password(dir, name))
    expect(identity.signing.certificate.pem.trim()).toBe(readFileSync(join(dir, `${name}.pem`), 'utf8').trim())
    expect(identity.encryption.certificate.pem.trim()).toBe(readFileSync(join(dir, `${name}-encrypt.pem`), 'utf8').trim())
    for (const [purpose, { certificate }] of [['signing', identity.signing], ['encryption', identity.encryption]] as const) {
      const parts = await judgeCertificate(certificate, { intermediates: identity.chain, trust: trust(), at: now(), purpose })
      expect(parts.map((each) => each.state)).toEqual(['valid', 'valid', 'valid'])
    }
  })

  it('certification body and timestamp authority', async () => {
    const store = trust()
    const certifier = readCertificate(readFileSync(join(dir, 'certifier.pem')))
    const parts = await judgeCertificate(certifier, { intermediates: [], trust: store, at: now(), purpose: 'certification' })
    expect(parts.map((each) => each.state)).toEqual(['valid', 'valid', 'valid'])
    expect(store.timestampAuthorities.length).toBeGreaterThan(0)
  })

  it('nothing of it under the production profile', async () => {
    const store = { ...trust(), profile: 'production' as const }
    const certificate = readCertificate(readFileSync(join(dir, 'bidder-a.pem')))
    const [chain] = await judgeCertificate(certificate, { intermediates: [], trust: store, at: now(), purpose: 'signing' })
    expect(chain?.code).toBe('practice-certificate')
  })
})
