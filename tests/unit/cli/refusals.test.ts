import { cpSync, existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { refusalOf, runCli } from '../../support/cli.ts'
import { testPlatform, type TestPlatform } from '../../support/platform.ts'
import { renumber, settings, workplace, type Workplace } from '../../support/workplace.ts'

/** What the command line refuses: exit 1, a code on stdout, cause and remedy on stderr in both languages (tests/support/cli.ts checks all of it). */

const id = 'SZWY2026-SG-0188'
let place: Workplace
let platform: TestPlatform
const on = (): string[] => ['--platform', platform.origin]

beforeAll(async () => {
  place = await workplace()
  platform = await testPlatform('2026-12-05T02:00:00Z')
  const definition = renumber(place, 'tender', id)
  await place.done('agency', ['tender', 'build', '--definition', definition, '--documents', 'tender/documents', ...on(), '--out', 't0.etender'])
  await place.done('agency', ['tender', 'publish', 't0.etender', ...on()])
  await place.done('bidder-a', ['bid', 'seal', '--tender', 't0.etender', '--response', 'bidder-a', '--out', 'a.ebid'])
})
afterAll(async () => {
  await platform.end()
  place.remove()
})

let calls = 0

/** Refused with this code, and the texts of one language after the other: tests/unit/cli/report.test.ts has all codes in both. */
async function refused(code: string, name: Parameters<Workplace['refused']>[0], args: readonly string[]) {
  const error = await place.refused(name, [...args, '--lang', calls++ % 2 === 0 ? 'zh' : 'en'])
  expect(error.code).toBe(code)
  return error
}

describe('before anything is sent', () => {
  test('a PDF as bid', async () => {
    await refused('not-encrypted', 'bidder-a', ['submit', 'bidder-a/boq-book.pdf', ...on(), '--out', 'x.receipt'])
    expect(existsSync(place.at('x.receipt'))).toBe(false)
  })

  test('the key of somebody else', async () => {
    const error = await refused('signer-mismatch', 'bidder-b', ['submit', 'a.ebid', ...on()])
    expect(error.detail).toContain('江苏太湖建设集团有限公司')
  })

  test('no trust list: the built-in anchors refuse practice', async () => {
    for (const args of [['tender', 'show', 't0.etender'], ['bid', 'inspect', 'a.ebid']]) {
      expect(refusalOf(await runCli([...args, '--json'], { cwd: place.folder })).code).toBe('practice-certificate')
    }
    const verified = await runCli(['verify', 'a.ebid', '--json'], { cwd: place.folder })
    expect(verified.code).toBe(1)
    expect(JSON.parse(verified.stdout)).toMatchObject({ ok: false, verdict: 'invalid' })
    expect(verified.stdout).toContain('practice-certificate')
    const env = { SEALBID_WORKSPACE: place.at('workspaces/production'), SEALBID_PASSWORD: JSON.parse(readFileSync(place.at('pki/passwords.json'), 'utf8'))['bidder-a'] as string }
    expect(refusalOf(await runCli(['submit', 'a.ebid', ...on(), '--key', 'pki/bidder-a.p12', '--json'], { cwd: place.folder, env })).code).toBe('practice-certificate')
  })

  test('an incomplete response, with the list of what is missing', async () => {
    cpSync(place.at('bidder-b'), place.at('incomplete'), { recursive: true })
    const file = place.at('incomplete/response.json')
    const response = JSON.parse(readFileSync(file, 'utf8')) as { sections: Record<string, { form?: Record<string, string> }> }
    delete response.sections['construction-plan']
    response.sections['bid-letter']!.form!['totalPrice'] = '1.00'
    writeFileSync(file, JSON.stringify(response))
    const error = await refused('response-incomplete', 'bidder-b', ['bid', 'seal', '--tender', 't0.etender', '--response', 'incomplete', '--out', 'incomplete.ebid'])
    expect(error.items?.some((each) => each.includes('construction-plan'))).toBe(true)
    expect(error.items?.some((each) => each.includes('bid-letter'))).toBe(true)
    expect(readdirSync(place.folder).filter((each) => each.startsWith('incomplete.ebid'))).toEqual([])
  })

  test('a response that breaks the schema or names files that are not there', async () => {
    cpSync(place.at('bidder-b'), place.at('broken'), { recursive: true })
    const seal = ['bid', 'seal', '--tender', 't0.etender', '--response', 'broken', '--out', 'broken.ebid']
    rmSync(place.at('broken/boq-book.pdf'))
    expect((await place.refused('bidder-b', seal)).items?.join()).toContain('boq-book.pdf')
    writeFileSync(place.at('broken/response.json'), '{"lot": 1}')
    expect((await place.refused('bidder-b', seal)).code).toBe('bad-input')
  })

  test('a target that exists is not overwritten', async () => {
    const before = readFileSync(place.at('a.ebid'))
    await refused('file-exists', 'bidder-a', ['bid', 'seal', '--tender', 't0.etender', '--response', 'bidder-a', '--out', 'a.ebid'])
    expect(readFileSync(place.at('a.ebid')).equals(before)).toBe(true)
  })

  test('a suite that is not there yet', async () => {
    await refused('suite-not-offered', 'bidder-a', ['bid', 'seal', '--tender', 't0.etender', '--response', 'bidder-a', '--suite', 'gm', '--out', 'gm.ebid'])
  })

  test('files and platforms that are not there', async () => {
    await refused('file-not-found', 'bidder-a', ['bid', 'inspect', 'nothing.ebid'])
    await refused('platform-unreachable', 'bidder-a', ['submit', 'a.ebid', '--platform', 'http://127.0.0.1:9'])
    await refused('bad-input', 'bidder-a', ['submit', 'a.ebid', '--platform', 'http://platform.example'])
  })
})

describe('by the platform', () => {
  test('nothing submitted, nothing to replace or withdraw', async () => {
    await refused('not-submitted', 'bidder-a', ['replace', 'a.ebid', ...on()])
    await refused('tender-unknown', 'bidder-a', ['status', '--tender', 'NO-SUCH-TENDER', ...on()])
  })

  test('an addendum announces itself and makes bids for the old version stale', async () => {
    await place.done('bidder-a', ['submit', 'a.ebid', ...on(), '--out', 'a.receipt'])
    const definition = renumber(place, 'addendum', id)
    const build = ['tender', 'build', '--definition', definition, '--documents', 'addendum/documents', ...on(), '--out', 't1.etender']
    const built = await place.done('agency', [...build, '--supersedes', 't0.etender'])
    const old = await place.done('bidder-b', ['tender', 'show', 't0.etender'])
    expect(built).toMatchObject({ id, sequence: 1, supersedes: old.digest })
    await place.done('agency', ['tender', 'publish', 't1.etender', ...on()])
    const detail = await (await fetch(`${platform.origin}/v1/tenders/${id}`)).json() as { digest: string, versions: unknown[] }
    expect(detail).toMatchObject({ digest: built.digest, sequence: 1, versions: [{ sequence: 0, digest: old.digest }, { sequence: 1 }] })
    expect(await place.done('bidder-a', ['status', 'a.ebid', ...on()])).toMatchObject({ state: 'refused' })
    await refused('tender-superseded', 'bidder-a', ['replace', 'a.ebid', ...on()])
    await place.done('bidder-b', ['bid', 'seal', '--tender', 't0.etender', '--response', 'bidder-b', '--out', 'b.ebid'])
    await refused('tender-superseded', 'bidder-b', ['submit', 'b.ebid', ...on()])
    // Prices that fitted the old bill of quantities do not fit the new one.
    const moved = await refused('response-incomplete', 'bidder-a', ['bid', 'seal', '--tender', 't1.etender', '--response', 'bidder-a', '--out', 'a1.ebid'])
    expect(moved.items?.join()).toContain('bid-letter')
  })

  test('an addendum must follow the version in force', async () => {
    const definition = renumber(place, 'addendum', id, (each) => { each.changes = '另一份补遗' })
    await place.done('agency', ['tender', 'build', '--definition', definition, '--documents', 'addendum/documents', ...on(), '--supersedes', 't0.etender', '--out', 'fork.etender'])
    await refused('tender-sequence', 'agency', ['tender', 'publish', 'fork.etender', ...on()])
  })

  test('late', async () => {
    await place.done('agency', ['practice', 'clock', ...on(), '--set', '2026-12-29T01:30:00Z'])
    await refused('deadline-passed', 'bidder-a', ['withdraw', 'a.ebid', ...on()])
    const error = await place.refused('bidder-b', ['submit', 'b.ebid', ...on(), '--out', 'late.receipt'])
    expect(['deadline-passed', 'tender-superseded']).toContain(error.code)
    expect(existsSync(place.at('late.receipt'))).toBe(false)
  })
})

test('a workspace of its own, by option as by environment', async () => {
  const result = await runCli(['bid', 'capsule', 'a.ebid', '--out', 'c', '--json', '--workspace', 'empty'], { cwd: place.folder, env: { SEALBID_TRUST: place.at('pki/trust.json') } })
  expect(refusalOf(result).code).toBe('capsule-unknown')
  expect(existsSync(place.at('empty/workspace.sqlite'))).toBe(true)
  expect(settings(place.folder, 'bidder-a').SEALBID_WORKSPACE).toBe(place.at('workspaces/bidder-a'))
})
