import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jsonOf, refusalOf, runCli, type CliResult } from '../../support/cli.ts'
import { password } from '../../support/practice.ts'
import { workplace, type Workplace } from '../../support/workplace.ts'

/** Passwords: by file or environment, never as an argument, never shown. `bid seal` is the command that needs a key and no platform. */

let place: Workplace
let secret: string
let count = 0

beforeAll(async () => {
  place = await workplace()
  secret = password(place.at('pki'), 'bidder-b')
  await place.done('agency', ['tender', 'build', '--definition', 'tender/tender.json', '--documents', 'tender/documents', '--out', 'tender.etender'])
})
afterAll(() => place.remove())

async function seal(more: string[], env: Record<string, string> = {}): Promise<CliResult> {
  const args = ['bid', 'seal', '--tender', 'tender.etender', '--response', 'bidder-b', '--key', 'pki/bidder-b.p12', '--out', `b${++count}.ebid`, '--json', ...more]
  const result = await runCli(args, { cwd: place.folder, env: { SEALBID_TRUST: place.at('pki/trust.json'), SEALBID_WORKSPACE: place.at('workspace'), ...env } })
  for (const shown of [result.stdout, result.stderr, result.commandLine]) expect(shown.includes(secret)).toBe(false)
  if (process.platform === 'linux') expect(result.commandLine).toContain('bid seal')
  return result
}

describe('where a password comes from', () => {
  test('a plain file, with or without a line break at its end', async () => {
    for (const end of ['', '\r\n']) {
      writeFileSync(place.at('plain.txt'), `${secret}${end}`)
      expect(jsonOf(await seal(['--password-file', 'plain.txt']))).toMatchObject({ ok: true })
    }
  })

  test('passwords.json, by the name of the key file', async () => {
    expect(jsonOf(await seal(['--password-file', 'pki/passwords.json']))).toMatchObject({ ok: true })
  })

  test('the environment', async () => {
    expect(jsonOf(await seal([], { SEALBID_PASSWORD: secret }))).toMatchObject({ ok: true })
  })

  test('a file comes before the environment', async () => {
    writeFileSync(place.at('wrong.txt'), 'wrong')
    expect(refusalOf(await seal(['--password-file', 'wrong.txt'], { SEALBID_PASSWORD: secret })).code).toBe('password-wrong')
  })
})

describe('without the right one', () => {
  test('wrong', async () => {
    expect(refusalOf(await seal([], { SEALBID_PASSWORD: 'wrong' })).code).toBe('password-wrong')
    expect(refusalOf(await seal(['--lang', 'zh'], { SEALBID_PASSWORD: 'wrong' }), 'zh').code).toBe('password-wrong')
  })

  test('none, or none for this identity', async () => {
    expect(refusalOf(await seal([])).code).toBe('password-needed')
    writeFileSync(place.at('others.json'), JSON.stringify({ 'bidder-a': 'x' }))
    expect(refusalOf(await seal(['--password-file', 'others.json'])).code).toBe('password-needed')
    expect(refusalOf(await seal(['--password-file', 'nothing.txt'])).code).toBe('file-not-found')
  })

  test('a key file that is none', async () => {
    writeFileSync(place.at('not.p12'), 'not a key')
    expect(refusalOf(await seal(['--key', 'not.p12'], { SEALBID_PASSWORD: 'x' })).code).toMatch(/key-file-unreadable/)
  })

  test('nothing was written', () => {
    const sealed = readdirSync(place.folder).filter((each) => /^b\d+\.ebid/.test(each))
    expect(sealed.sort()).toEqual(['b1.ebid', 'b2.ebid', 'b3.ebid', 'b4.ebid'])
  })
})

test('a password is no argument: wrong usage, whatever it is called', async () => {
  for (const option of ['--password', '-p']) expect((await seal([option, 'open-sesame'])).code).toBe(2)
  const joined = await seal(['--password=open-sesame'])
  expect(joined.code).toBe(2)
  expect(`${joined.stdout}${joined.stderr}`).not.toContain('open-sesame')
})

test('the code of a capsule goes into a private file, not to a screen', async () => {
  const exported = await runCli(['bid', 'capsule', 'b1.ebid', '--out', 'b.capsule', '--json'], {
    cwd: place.folder, env: { SEALBID_TRUST: place.at('pki/trust.json'), SEALBID_WORKSPACE: place.at('workspace') },
  })
  expect(jsonOf(exported)).toMatchObject({ code: place.at('b.capsule.code') })
  const code = readFileSync(place.at('b.capsule.code'), 'utf8').trim()
  expect(code.length).toBeGreaterThan(15)
  expect(`${exported.stdout}${exported.stderr}`).not.toContain(code)
  if (process.platform !== 'win32') expect(statSync(place.at('b.capsule.code')).mode & 0o077).toBe(0)
})
