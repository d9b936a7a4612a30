import { mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../../../cli/commands.ts'
import { jsonOf, refusalOf, runCli, runProgram } from '../../support/cli.ts'
import { settings, workplace, type Workplace } from '../../support/workplace.ts'

const root = join(import.meta.dirname, '../../..')
let place: Workplace

beforeAll(async () => {
  place = await workplace()
  await place.done('agency', ['tender', 'build', '--definition', 'tender/tender.json', '--documents', 'tender/documents', '--out', 'tender.etender'])
})
afterAll(() => place.remove())

describe('wrong usage is exit 2, and says what is right', () => {
  test('a command that there is not', async () => {
    for (const args of [['frobnicate'], ['bid', 'unseal']]) {
      const result = await runCli([...args, '--json'])
      expect(refusalOf(result).code).toBe('usage')
      expect(result.stderr).toContain('sealbid COMMAND')
    }
  })

  test('options and arguments that are missing, unknown or too many', async () => {
    for (const args of [
      ['bid', 'seal'], ['verify', 'a', 'b'], ['verify', 'a', '--require', 'miracles'],
      ['bid', 'seal', '--suite', 'rot13', '--tender', 't', '--response', 'r', '--out', 'o', '--key', 'k'],
    ]) {
      const result = await runCli([...args, '--json'])
      expect(refusalOf(result).code, args.join(' ')).toBe('usage')
      expect(result.stderr, args.join(' ')).toContain(`sealbid ${args[0]}`)
    }
  })

  test('help is no error', async () => {
    const all = await runCli(['--help'])
    expect(all.code).toBe(0)
    for (const { name } of commands) expect(all.stderr).toContain(name)
    const one = await runCli(['bid', 'seal', '--help'])
    expect([one.code, one.stdout]).toEqual([0, ''])
    expect(one.stderr).toContain('--response DIR')
  })

  test('every command of the contract is there', () => {
    expect(commands.map((each) => each.name)).toEqual(expect.arrayContaining([
      'practice init', 'practice serve', 'tender build', 'tender show', 'tender publish', 'bid seal', 'bid inspect', 'bid trial-open', 'bid capsule', 'bid open',
      'verify', 'submit', 'replace', 'withdraw', 'status', 'opening status', 'opening sign-in', 'opening release', 'opening open', 'opening remedy', 'opening record',
    ]))
  })
})

describe('language', () => {
  const lines = (env: Record<string, string>, ...more: string[]) => runCli(['verify', ...more, 'zh-nothing.ebid'], { env }).then((result) => result.stderr)

  test('by option, by environment, else English; a file name decides nothing', async () => {
    expect(await lines({})).toContain('The file cannot be read.')
    expect(await lines({ SEALBID_LANG: 'zh' })).toContain('无法读取该文件')
    expect(await lines({ LANG: 'zh_CN.UTF-8' })).toContain('无法读取该文件')
    expect(await lines({ LANG: 'zh_CN.UTF-8' }, '--lang', 'en')).toContain('The file cannot be read.')
    expect(await lines({}, '--lang=zh')).toContain('无法读取该文件')
  })
})

describe('from another folder', () => {
  const elsewhere = (): string => {
    mkdirSync(place.at('some/where'), { recursive: true })
    return place.at('some/where')
  }

  test('npm run cli: paths count from where the person stands', async () => {
    const npm = ['--prefix', root, 'run', '--silent', 'cli', '--']
    const options = { cwd: elsewhere(), env: settings(place.folder, 'agency') }
    const shown = await runProgram('npm', [...npm, 'tender', 'show', '../../tender.etender', '--json'], options)
    expect(jsonOf(shown)).toMatchObject({ ok: true, id: 'SZWY2026-SG-0187' })
    expect(shown.stderr).toBe('')
    const wrong = await runProgram('npm', [...npm, 'verify', '../../nothing', '--json'], options)
    expect(refusalOf(wrong)).toMatchObject({ code: 'file-not-found', detail: place.at('nothing') })
  })

  test('npx sealbid in a folder of the checkout', async () => {
    const options = { cwd: join(root, 'docs'), env: settings(place.folder, 'agency') }
    const tender = relative(options.cwd, place.at('tender.etender'))
    const shown = await runProgram('npx', ['--no-install', 'sealbid', 'tender', 'show', tender, '--json'], options)
    expect(jsonOf(shown)).toMatchObject({ ok: true, id: 'SZWY2026-SG-0187' })
    expect((await runProgram('npx', ['--no-install', 'sealbid', 'bid', 'unseal'], options)).code).toBe(2)
  })

  test('the program itself, from the folder', async () => {
    const written = await runCli(['bid', 'seal', '--tender', '../../tender.etender', '--response', '../../bidder-a', '--key', '../../pki/bidder-a.p12',
      '--password-file', '../../pki/passwords.json', '--trust', '../../pki/trust.json', '--workspace', 'own', '--out', 'here.ebid', '--json'], { cwd: elsewhere() })
    expect(jsonOf(written)).toMatchObject({ ok: true, file: place.at('some/where/here.ebid') })
    expect(written.stderr).toBe('')
  })
})

test('without --json: lines for people on stdout, nothing else', async () => {
  const result = await runCli(['tender', 'show', 'tender.etender'], { cwd: place.folder, env: settings(place.folder, 'agency') })
  expect(result.code).toBe(0)
  expect(result.stdout).toContain('吴越第二污水处理厂提标改造工程施工')
  expect(result.stdout).not.toMatch(/^\{/m)
})

test('a target in a folder that is not there is refused before anything binding is done', async () => {
  // Nobody listens on this port: a command that reached for the platform first would say so.
  const away = ['--platform', 'http://127.0.0.1:9', '--out', 'nowhere/file']
  for (const args of [['submit', 'tender.etender'], ['replace', 'tender.etender'], ['withdraw', '--tender', 'T'], ['tender', 'publish', 'tender.etender'], ['opening', 'record', '--tender', 'T']]) {
    expect((await place.refused('agency', [...args, ...away])).code, args.join(' ')).toBe('file-not-found')
  }
})
