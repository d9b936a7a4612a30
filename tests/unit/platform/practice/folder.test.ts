import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readPractice } from '../../../../platform/practice/folder.ts'
import { practiceFolder } from '../../../support/practice.ts'

let dir = ''
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'sealbid-folder-'))
  cpSync(await practiceFolder(), dir, { recursive: true })
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

describe('a practice folder', () => {
  it('gives the platform its certificates with the keys that belong to them', async () => {
    const practice = await readPractice(dir)
    const { tsa, platform, certifier } = practice
    for (const { certificate, key, certificateFile } of [tsa, platform.signing, platform.encryption, certifier]) {
      expect(certificate.checkPrivateKey(key)).toBe(true)
      expect(certificate.toString()).toBe(readFileSync(certificateFile, 'utf8'))
    }
    expect(platform.signing.certificate.subject).toContain('CN=江苏练习交易平台运营有限公司 签名')
    expect(platform.encryption.certificate.subject).toContain('CN=江苏练习交易平台运营有限公司 加密')
    expect(certifier.certificate.toString()).toBe(practice.trust.certificationBodies[0])
    expect(practice.crl.pem).toBe(practice.trust.crls[0])
  })

  it.each(['ca.pem', 'ca.crl', 'trust.json', 'tsa.key', 'platform-encrypt.pem'])('without %s is refused by the name of the file', async (name) => {
    rmSync(join(dir, name))
    await expect(readPractice(dir)).rejects.toMatchObject({ code: 'file-not-found', detail: join(dir, name) })
  })

  it.each(['ca.pem', 'trust.json', 'tsa.key', 'platform.pem'])('with rubbish in %s is refused by the name of the file', async (name) => {
    writeFileSync(join(dir, name), 'rubbish')
    await expect(readPractice(dir)).rejects.toMatchObject({ code: 'bad-input', detail: join(dir, name) })
  })

  it('with a key that is another one is refused', async () => {
    renameSync(join(dir, 'agency.key'), join(dir, 'certifier.key'))
    await expect(readPractice(dir)).rejects.toMatchObject({ code: 'bad-input', detail: `${join(dir, 'certifier.key')}: not the key of certifier.pem` })
  })

  it('with another root is refused', async () => {
    renameSync(join(dir, 'agency.pem'), join(dir, 'ca.pem'))
    await expect(readPractice(dir)).rejects.toMatchObject({ code: 'bad-input', detail: expect.stringContaining('not issued by ca.pem') })
  })

  it('with a trust list of production is refused', async () => {
    const file = join(dir, 'trust.json')
    writeFileSync(file, readFileSync(file, 'utf8').replace('"practice"', '"production"'))
    await expect(readPractice(dir)).rejects.toMatchObject({ code: 'not-practice' })
  })
})
