import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { issueCertificate } from '../../../platform/practice/certificates.ts'
import { readPractice } from '../../../platform/practice/folder.ts'
import type { Practice } from '../../../platform/practice/folder.ts'
import { makeKeyPair } from '../../../platform/practice/keys.ts'
import { rootName, timestampName } from '../../../platform/practice/names.ts'
import { respondTimestamp } from '../../../platform/practice/timestamp.ts'
import type { TimestampAuthority } from '../../../platform/practice/timestamp.ts'
import { practiceFolder } from '../../support/practice.ts'
import { openssl } from '../../support/openssl.ts'

const now = new Date('2031-05-06T07:08:09.876Z')
const cwd = mkdtempSync(join(tmpdir(), 'sealbid-timestamp-'))
let practice: Practice
beforeAll(async () => {
  practice = await readPractice(await practiceFolder())
  writeFileSync(join(cwd, 'data'), '投标文件的摘要')
  writeFileSync(join(cwd, 'changed'), '投标文件的摘耍')
})
afterAll(() => rmSync(cwd, { recursive: true, force: true }))

/** Asks with `openssl ts -query` over `data` and stores the answer. */
async function stamp(options: readonly string[], authority: TimestampAuthority = practice.tsa): Promise<string> {
  expect(openssl(['ts', '-query', '-data', 'data', '-out', 'query', ...options], { cwd }).ok).toBe(true)
  writeFileSync(join(cwd, 'response'), await respondTimestamp(readFileSync(join(cwd, 'query')), authority, now))
  return openssl(['ts', '-reply', '-in', 'response', '-text'], { cwd }).text
}
const verify = (...args: string[]) => openssl(['ts', '-verify', '-CAfile', practice.ca.certificateFile, ...args], { cwd })

describe('openssl ts', () => {
  it.each(['sha256', 'sha384', 'sha512'])('verifies a stamp over a %s digest', async (digest) => {
    const said = await stamp([`-${digest}`, '-cert'])
    expect(said).toContain('Status: Granted.')
    expect(said).toContain(`Hash Algorithm: ${digest}`)
    expect(said).toContain('Policy OID: 1.3.6.1.4.1.32473.2013.1')
    expect(said).toContain('Time stamp: May  6 07:08:09 2031 GMT')
    expect(said).toContain('Accuracy: 0x01 seconds')
    expect(verify('-in', 'response', '-data', 'data').text).toContain('Verification: OK')
    expect(verify('-in', 'response', '-queryfile', 'query').text).toContain('Verification: OK')
  })

  it('verifies the token alone, as it stands in a signature', async () => {
    await stamp(['-sha256', '-cert'])
    expect(openssl(['ts', '-reply', '-in', 'response', '-token_out', '-out', 'token'], { cwd }).ok).toBe(true)
    expect(verify('-in', 'token', '-token_in', '-data', 'data').text).toContain('Verification: OK')
    expect(openssl(['cms', '-verify', '-inform', 'DER', '-in', 'token', '-cades', '-purpose', 'timestampsign', '-CAfile', practice.ca.certificateFile, '-out', 'info'],
      { cwd }).text).toContain('CAdES Verification successful')
  })

  it('refuses it for other data, for another question and after a flipped byte', async () => {
    await stamp(['-sha256', '-cert'])
    expect(verify('-in', 'response', '-data', 'changed').text).toMatch(/Verification: FAILED[^]*message imprint mismatch/)
    openssl(['ts', '-query', '-data', 'data', '-sha256', '-cert', '-out', 'other'], { cwd })
    expect(verify('-in', 'response', '-queryfile', 'other').text).toMatch(/Verification: FAILED[^]*nonce mismatch/)
    const response = readFileSync(join(cwd, 'response'))
    const minute = response.indexOf('20310506070809Z')
    expect(minute).toBeGreaterThan(0)
    response.write('20310506070709Z', minute)
    writeFileSync(join(cwd, 'forged'), response)
    expect(verify('-in', 'forged', '-data', 'data').text).toContain('Verification: FAILED')
  })

  it('gets the certificate only if it asked for it', async () => {
    await stamp(['-sha256'])
    expect(readFileSync(join(cwd, 'response')).includes(practice.tsa.certificate.raw)).toBe(false)
    expect(verify('-in', 'response', '-data', 'data').ok).toBe(false)
    expect(verify('-in', 'response', '-data', 'data', '-untrusted', practice.tsa.certificateFile).text).toContain('Verification: OK')
    await stamp(['-sha256', '-cert'])
    expect(readFileSync(join(cwd, 'response')).includes(practice.tsa.certificate.raw)).toBe(true)
  })

  it('gets its nonce back, or none', async () => {
    await stamp(['-sha256', '-cert'])
    const asked = /Nonce: (0x[0-9A-F]+)/.exec(openssl(['ts', '-query', '-in', 'query', '-text'], { cwd }).text)?.[1]
    expect(asked).toBeDefined()
    expect(openssl(['ts', '-reply', '-in', 'response', '-text'], { cwd }).text).toContain(`Nonce: ${asked}`)
    expect(await stamp(['-sha256', '-cert', '-no_nonce'])).toContain('Nonce: unspecified')
  })

  it('verifies stamps by an authority with an EC key', async () => {
    const keys = await makeKeyPair('EC')
    const rootKeys = await makeKeyPair('RSA')
    const root = { name: rootName, keys: rootKeys }
    writeFileSync(join(cwd, 'root.pem'), issueCertificate(rootName, rootKeys.publicKey, 'authority', root).toString())
    const certificate = issueCertificate(timestampName, keys.publicKey, 'timestamp', root)
    expect(await stamp(['-sha256', '-cert'], { certificate, key: keys.privateKey })).toContain('Status: Granted.')
    expect(openssl(['ts', '-verify', '-in', 'response', '-data', 'data', '-CAfile', 'root.pem'], { cwd }).text).toContain('Verification: OK')
    expect(verify('-in', 'response', '-data', 'data').ok).toBe(false)
  })
})

describe('openssl ts reads why a request is refused', () => {
  it.each([
    [['-sha1'], 'unrecognized or unsupported algorithm identifier'],
    [['-sha256', '-tspolicy', '1.2.3.4'], 'the requested TSA policy is not supported by the TSA'],
  ] as const)('%j: %s', async (options, reason) => {
    const said = await stamp(options)
    expect(said).toContain('Status: Rejected.')
    expect(said).toContain(reason)
  })
})
