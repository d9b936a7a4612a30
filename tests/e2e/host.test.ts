import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { practiceFolder } from '../support/practice.ts'
import { environmentOf, openProgram, type Program, type ProgramOptions } from '../support/window.ts'

/** The program as a whole: it starts, asks, is closed, is killed, and starts again. */

const root = join(import.meta.dirname, '../..')
const folder = mkdtempSync(join(tmpdir(), 'host-'))
// The programs' temporary files are looked at, so they have a folder of their own; short, because a socket of the browser lies in it.
const temporary = join(folder, 't')
let options: ProgramOptions
let passwords: Record<string, string>
let program: Program

beforeAll(async () => {
  const practice = await practiceFolder()
  passwords = JSON.parse(readFileSync(join(practice, 'passwords.json'), 'utf8')) as Record<string, string>
  mkdirSync(temporary)
  options = { workspace: join(folder, 'workspace'), trust: join(practice, 'trust.json'), practice, files: practice, env: { TMPDIR: temporary } }
})
afterEach(() => program?.kill())
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const ask = <T>(text: string): Promise<T> => program.page.evaluate(`(async () => (${text}))()`)

describe('the program', () => {
  it('starts, asks for files and passwords in windows of its own, and ends with its window', async () => {
    program = await openProgram(options)
    process.stdout.write(`first content after ${Math.round(program.startMilliseconds)} ms\n`)

    const cancelled = ask("sealbid.files.choose({ purpose: 'certificate' })")
    await program.choose()
    expect(await cancelled).toEqual({ ok: true, value: [] })

    const chosen = ask<{ value: { token: string, name: string }[] }>("sealbid.files.choose({ purpose: 'certificate' })")
    await program.choose(join(options.practice!, 'bidder-a.p12'))
    const [file] = (await chosen).value
    expect(file).toMatchObject({ name: 'bidder-a.p12', kind: 'certificate' })

    const imported = ask(`sealbid.certificates.import({ file: '${file!.token}' })`)
    await program.confirm(passwords['bidder-a'])
    expect(await imported).toMatchObject({ ok: true, value: { unlocked: true } })
    expect(program.pages()).toHaveLength(1)

    await program.close()
    expect(await program.ended).toBe(0)
    expect(readdirSync(temporary)).toEqual([])
  })

  it('shows one question at a time, and takes a closed window as a no', async () => {
    program = await openProgram(options)
    const both = ask("Promise.all([sealbid.practice.import({ name: 'bidder-b' }), sealbid.practice.import({ name: 'agency' })])")
    await program.prompt()
    expect(program.pages().filter((each) => each.url().includes('prompt'))).toHaveLength(1)
    await program.cancel()
    await program.confirm(passwords.agency)
    expect(await both).toMatchObject([{ ok: false, error: { code: 'cancelled' } }, { ok: true }])
  })

  it('takes dropped files whole before anything is asked about them', async () => {
    program = await openProgram(options)
    const size = 20 * 1024 * 1024 + 7
    expect(await ask(`sealbid.files.dropped(new File([new Uint8Array(${size})], '施工组织设计.pdf'))`)).toMatchObject({ ok: true, value: { name: '施工组织设计.pdf', size, kind: 'pdf' } })
  })

  it('knows what it knew after it was killed, and is told of files by a second start', async () => {
    program = await openProgram(options)
    await ask("sealbid.app.configure({ language: 'en', theme: 'dark' })")
    expect(await ask("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true)
    await program.kill()
    program = await openProgram(options)
    expect(await ask('sealbid.app.state()')).toMatchObject({ value: { language: 'en', theme: 'dark' } })
    expect(await ask("matchMedia('(prefers-color-scheme: dark)').matches")).toBe(true)

    // What the killed program left is swept.
    await expect.poll(() => readdirSync(temporary)).toHaveLength(1)

    await ask("(() => { window.opened = new Promise((resolve) => { sealbid.on.opened(() => resolve('told')) }) })()")
    writeFileSync(join(folder, '一.etender'), 'x')
    const second = spawn(process.execPath, [join(root, 'browser-host/start.ts'), '一.etender'], { cwd: folder, stdio: 'ignore', env: { ...process.env, SEALBID_HEADLESS: '1', ...environmentOf(options) } })
    expect(await once(second, 'exit')).toEqual([0, null])
    expect(await ask('window.opened')).toBe('told')
  })

  it('says why it cannot open a workspace, and ends', async () => {
    const workspace = join(folder, 'broken')
    program = await openProgram({ ...options, workspace })
    await program.close()
    copyFileSync(options.trust, join(workspace, 'workspace.sqlite'))
    for (const each of ['-wal', '-shm']) rmSync(join(workspace, `workspace.sqlite${each}`), { force: true })
    const { status, stderr } = spawnSync(process.execPath, [join(root, 'browser-host/start.ts')], {
      encoding: 'utf8', env: { ...process.env, SEALBID_HEADLESS: '1', ...environmentOf({ ...options, workspace }) },
    })
    expect(status).toBe(1)
    expect(stderr).toContain('封标 SealBid')
    expect(existsSync(join(workspace, 'workspace.sqlite'))).toBe(true)
  })
})
