import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { identities } from '../../../platform/practice/identities.ts'
import { practiceFolder } from '../../support/practice.ts'
import { openssl } from '../../support/openssl.ts'

const names = identities.map((identity) => identity.name)
const signing = names.map((name) => `${name}.pem`)
const encryption = names.map((name) => `${name}-encrypt.pem`)

let dir = ''
const scratch = mkdtempSync(join(tmpdir(), 'sealbid-interop-'))
beforeAll(async () => { dir = await practiceFolder() })
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const verify = (...args: string[]) => openssl(['verify', '-x509_strict', '-CAfile', 'ca.pem', ...args], { cwd: dir })
const text = (file: string) => openssl(['x509', '-in', file, '-noout', '-text', '-nameopt', 'utf8,-esc_msb,sep_comma_plus_space'], { cwd: dir }).text
const subject = (file: string) => openssl(['x509', '-in', file, '-noout', '-subject', '-nameopt', 'utf8,-esc_msb,sep_multiline,sname'], { cwd: dir }).text

describe('openssl accepts the authority', () => {
  it('verifies every leaf directly under ca.pem, with the revocation list', () => {
    const files = ['tsa.pem', ...signing, ...encryption]
    const { ok, text } = verify('-crl_check', '-CRLfile', 'ca.crl', ...files)
    expect(text.trim().split('\n')).toEqual(files.map((file) => `${file}: OK`))
    expect(ok).toBe(true)
  })

  it.each(['2020-01-02', '2045-12-30'])('whatever the rehearsal sets the clock to: %s', (day) => {
    const seconds = String(Date.parse(day) / 1000)
    expect(verify('-crl_check', '-CRLfile', 'ca.crl', '-attime', seconds, 'bidder-a.pem').text).toBe('bidder-a.pem: OK\n')
  })

  it('but not under a root of the same name with another key', () => {
    const made = openssl(['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', join(scratch, 'other.key'), '-out', join(scratch, 'other.pem'), '-utf8',
      '-subj', '/C=CN/O=封标演练CA/OU=PRACTICE 演练/CN=SealBid Practice Root CA'])
    expect(made.ok).toBe(true)
    expect(openssl(['verify', '-CAfile', join(scratch, 'other.pem'), 'agency.pem'], { cwd: dir }).ok).toBe(false)
  })

  it('verifies the revocation list, which is empty and numbered', () => {
    const { ok, text } = openssl(['crl', '-in', 'ca.crl', '-verify', '-CAfile', 'ca.pem', '-noout', '-text'], { cwd: dir })
    expect(ok).toBe(true)
    expect(text).toContain('verify OK')
    expect(text).toContain('Version 2')
    expect(text).toContain('No Revoked Certificates')
    expect(text).toMatch(/X509v3 CRL Number: *\n *1\n/)
    expect(text).toContain('X509v3 Authority Key Identifier')
    expect(text).toContain('Next Update: Dec 31 23:59:59 2046 GMT')
  })
})

describe('each certificate is for one purpose', () => {
  it.each(signing)('%s signs, and is not enveloped to', (file) => {
    expect(text(file)).toMatch(/Key Usage: critical\n +Digital Signature, Non Repudiation\n/)
    expect(verify('-purpose', 'smimesign', file).ok).toBe(true)
    expect(verify('-purpose', 'smimeencrypt', file).ok).toBe(false)
  })

  it.each(encryption)('%s is enveloped to, and does not sign', (file) => {
    const usage = file === 'bidder-b-encrypt.pem' ? 'Key Agreement' : 'Key Encipherment, Data Encipherment'
    expect(text(file)).toMatch(new RegExp(`Key Usage: critical\\n +${usage}\\n`))
    expect(verify('-purpose', 'smimesign', file).ok).toBe(false)
  })

  it('tsa.pem stamps times and nothing else', () => {
    expect(text('tsa.pem')).toMatch(/Extended Key Usage: critical\n +Time Stamping\n/)
    expect(verify('-purpose', 'timestampsign', 'tsa.pem').ok).toBe(true)
    expect(verify('-purpose', 'smimesign', 'tsa.pem').ok).toBe(false)
  })

  it.each(['ca.pem'])('%s issues, but no further authorities', (file) => {
    expect(text(file)).toMatch(/Basic Constraints: critical\n +CA:TRUE, pathlen:0\n/)
    expect(text(file)).toMatch(/Key Usage: critical\n +Certificate Sign, CRL Sign\n/)
  })
})

describe('each certificate says whose it is', () => {
  it.each(identities)('$name', ({ name, organisation, id, keyType }) => {
    for (const [file, purpose] of [[`${name}.pem`, '签名'], [`${name}-encrypt.pem`, '加密']] as const) {
      expect(subject(file).trim().split('\n').map((line) => line.trim())).toEqual([
        'subject=', 'C=CN', `O=${organisation}`, 'OU=PRACTICE 演练', `organizationIdentifier=${id}`, `CN=${organisation} ${purpose}`,
      ])
      const said = text(file)
      expect(said).toContain('CA:FALSE')
      expect(said).toContain(keyType === 'EC' ? 'NIST CURVE: P-256' : 'Public-Key: (2048 bit)')
      expect(said).toContain('Not Before: Jan  1 00:00:00 2020 GMT')
      expect(said).toContain('Not After : Dec 31 23:59:59 2045 GMT')
      expect(said).toContain('X509v3 Authority Key Identifier')
    }
  })

  it('under a random serial number of 16 bytes', () => {
    const serials = ['ca.pem', 'tsa.pem', ...signing, ...encryption].map((file) => openssl(['x509', '-in', file, '-noout', '-serial'], { cwd: dir }).text.trim())
    for (const serial of serials) expect(serial).toMatch(/^serial=[4-7][0-9A-F]{31}$/)
    expect(new Set(serials).size).toBe(serials.length)
  })
})

describe('the keys fit', () => {
  it.each(['bidder-a', 'bidder-b'])('%s opens what was enveloped to it', (name) => {
    const message = join(scratch, `${name}.p7m`)
    const keyTransport = name === 'bidder-a' ? ['-keyopt', 'rsa_padding_mode:oaep', '-keyopt', 'rsa_oaep_md:sha256'] : []
    const sealed = openssl(['cms', '-encrypt', '-binary', '-aes-256-gcm', '-outform', 'DER', '-out', message, '-recip', `${name}-encrypt.pem`, ...keyTransport],
      { cwd: dir, input: 'price 28650000.00' })
    expect(sealed.text).toBe('')
    const opened = ['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', message, '-recip', `${name}-encrypt.pem`, '-inkey', `${name}-encrypt.key`]
    expect(openssl(opened, { cwd: dir }).text).toBe('price 28650000.00')
  })

  it.each(['bidder-a', 'bidder-b'])('%s signs as openssl verifies', (name) => {
    const signature = join(scratch, `${name}.p7s`)
    const content = join(scratch, `${name}.txt`)
    writeFileSync(content, '投标文件')
    expect(openssl(['cms', '-sign', '-cades', '-binary', '-outform', 'DER', '-in', content, '-out', signature, '-signer', `${name}.pem`, '-inkey', `${name}.key`],
      { cwd: dir }).text).toBe('')
    const verified = openssl(['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', signature, '-content', content, '-CAfile', 'ca.pem'], { cwd: dir })
    expect(verified.ok).toBe(true)
  })
})
