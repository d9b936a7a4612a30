import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import forge from 'node-forge'
import { beforeAll, describe, expect, it } from 'vitest'
import { identities } from '../../../platform/practice/identities.ts'
import { password, practiceFolder } from '../../support/practice.ts'
import { openssl, passin } from '../../support/openssl.ts'

let dir = ''
beforeAll(async () => { dir = await practiceFolder() })

const read = (file: string) => readFileSync(join(dir, file), 'utf8')
const blocks = (text: string, kind: string) => text.match(new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----`, 'g')) ?? []
const der = (pem: string) => createPrivateKey(pem).export({ type: 'pkcs8', format: 'der' }).toString('hex')

describe.each(identities)('$name.p12', ({ name }) => {
  const open = (secret: string, ...args: string[]) => openssl(['pkcs12', '-in', `${name}.p12`, ...passin, ...args], { cwd: dir, password: secret })

  it('is protected as OpenSSL 3 does by default', () => {
    const { ok, text } = open(password(dir, name), '-info', '-noout')
    expect(ok).toBe(true)
    expect(text).toContain('MAC: sha256, Iteration 2048')
    expect(text.match(/PBES2, PBKDF2, AES-256-CBC, Iteration 2048, PRF hmacWithSHA256/g)).toHaveLength(3)
  })

  it('holds both keys, both certificates and the issuer, by their names', () => {
    const { ok, text } = open(password(dir, name), '-noenc')
    expect(ok).toBe(true)
    expect(blocks(text, 'PRIVATE KEY').map(der)).toEqual([der(read(`${name}.key`)), der(read(`${name}-encrypt.key`))])
    const certificates = blocks(text, 'CERTIFICATE').map((pem) => new X509Certificate(pem).fingerprint256)
    expect(certificates).toEqual([`${name}.pem`, `${name}-encrypt.pem`, 'ca.pem'].map((file) => new X509Certificate(read(file)).fingerprint256))
    expect(text.match(/friendlyName: .*/g)).toEqual([name, `${name}-encrypt`, 'ca', name, `${name}-encrypt`].map((each) => `friendlyName: ${each}`))
    const ids = text.match(/localKeyID: .*/g) ?? []
    expect(ids).toHaveLength(4)
    expect(ids.slice(0, 2)).toEqual(ids.slice(2))
  })

  it('stays closed to another password', () => {
    const { ok, text } = open('not-the-password', '-noout')
    expect(ok).toBe(false)
    expect(text).toContain('invalid password')
  })
})

describe('other software', () => {
  it.each(['agency', 'bidder-a'] as const)('node-forge reads %s.p12, strictly', (name) => {
    const asn1 = forge.asn1.fromDer(readFileSync(join(dir, `${name}.p12`)).toString('binary'))
    const bags = forge.pkcs12.pkcs12FromAsn1(asn1, true, password(dir, name)).getBags({ bagType: forge.pki.oids['pkcs8ShroudedKeyBag']! })
    const keys = (bags[forge.pki.oids['pkcs8ShroudedKeyBag']!] ?? []).map((bag) => forge.pki.privateKeyToPem(bag.key!))
    expect(keys.map(der)).toEqual([der(read(`${name}.key`)), der(read(`${name}-encrypt.key`))])
  })
})
