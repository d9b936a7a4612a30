import { X509Certificate } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import { trustSchema } from '../../../../interface/schemas/trust.ts'
import { identities } from '../../../../platform/practice/identities.ts'
import { initPractice } from '../../../../platform/practice/init.ts'
import { password, practiceFolder } from '../../../support/practice.ts'

const scratch = mkdtempSync(join(tmpdir(), 'sealbid-init-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const expected = [
  'ca.pem', 'ca.key', 'ca.crl', 'tsa.pem', 'tsa.key', 'trust.json', 'passwords.json',
  ...identities.flatMap(({ name }) => [`${name}.p12`, `${name}.pem`, `${name}.key`, `${name}-encrypt.pem`, `${name}-encrypt.key`]),
].sort()

const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  const outcome = await work.then(() => undefined, (error: unknown) => error)
  expect(outcome).toBeInstanceOf(Refusal)
  return outcome as Refusal
}

describe('practice init', () => {
  it('makes every file that is promised and no other', async () => {
    expect(readdirSync(await practiceFolder()).sort()).toEqual(expected)
  })

  it.skipIf(process.platform === 'win32')('keeps keys and passwords from others', async () => {
    const dir = await practiceFolder()
    expect(statSync(dir).mode & 0o777).toBe(0o700)
    for (const name of expected) {
      const secret = /\.(key|p12)$|^passwords\.json$/.test(name)
      if (secret) expect(statSync(join(dir, name)).mode & 0o777, name).toBe(0o600)
    }
  })

  it('gives each identity a password of its own', async () => {
    const dir = await practiceFolder()
    const passwords = identities.map(({ name }) => password(dir, name))
    expect(new Set(passwords).size).toBe(identities.length)
    for (const each of passwords) expect(each).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/)
  })

  it('writes a trust list of the practice profile', async () => {
    const dir = await practiceFolder()
    const trust = trustSchema.parse(JSON.parse(readFileSync(join(dir, 'trust.json'), 'utf8')))
    const file = (name: string) => readFileSync(join(dir, name), 'utf8')
    expect(trust).toEqual({
      format: 'sealbid/trust/1',
      profile: 'practice',
      anchors: [file('ca.pem')],
      crls: [file('ca.crl')],
      timestampAuthorities: [file('ca.pem')],
      certificationBodies: [file('certifier.pem')],
    })
  })

  it('marks every certificate as practice', async () => {
    const dir = await practiceFolder()
    for (const name of expected.filter((each) => each.endsWith('.pem'))) {
      expect(new X509Certificate(readFileSync(join(dir, name))).subject.split('\n'), name).toContain('OU=PRACTICE 演练')
    }
  })

  it('refuses a folder that holds one already, and changes nothing in it', async () => {
    const dir = join(scratch, 'twice')
    mkdirSync(dir)
    writeFileSync(join(dir, 'ca.pem'), 'mine')
    expect(await refusal(initPractice(dir))).toMatchObject({ code: 'file-exists', detail: join(dir, 'ca.pem') })
    expect(readdirSync(dir)).toEqual(['ca.pem'])
    expect(readFileSync(join(dir, 'ca.pem'), 'utf8')).toBe('mine')
  })

  it('moves in beside other files, but over none', async () => {
    const dir = join(scratch, 'shared')
    mkdirSync(dir)
    writeFileSync(join(dir, 'notes.txt'), 'mine')
    await initPractice(dir)
    expect(readdirSync(dir).sort()).toEqual([...expected, 'notes.txt'].sort())

    const taken = join(scratch, 'taken')
    mkdirSync(taken)
    writeFileSync(join(taken, 'agency.key'), 'mine')
    expect(await refusal(initPractice(taken))).toMatchObject({ code: 'file-exists', items: ['agency.key'] })
    expect(readdirSync(taken)).toEqual(['agency.key'])
  })

  it('of two at once one wins, whole, and nothing else is left', async () => {
    const dir = join(scratch, 'deep', 'race')
    const outcomes = await Promise.allSettled([initPractice(dir), initPractice(dir)])
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const [lost] = outcomes.filter((outcome) => outcome.status === 'rejected')
    expect(lost?.reason).toMatchObject({ code: 'file-exists' })
    expect(readdirSync(dir).sort()).toEqual(expected)
    expect(readdirSync(join(scratch, 'deep'))).toEqual(['race'])
    expect(existsSync(join(dir, 'ca.pem'))).toBe(true)
  })
})
