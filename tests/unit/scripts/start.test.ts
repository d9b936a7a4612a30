import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { Children } from '../../../scripts/start/children.ts'
import { canShow, chooseHost, electronProgram } from '../../../scripts/start/host.ts'

const scratch = mkdtempSync(join(tmpdir(), 'sealbid-host-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

describe('where the window runs', () => {
  it('needs a display on Linux, unless nothing is to be seen', () => {
    expect(canShow({}, 'linux')).toBe(false)
    expect(canShow({ DISPLAY: '', SEALBID_HEADLESS: '0' }, 'linux')).toBe(false)
    expect(canShow({ DISPLAY: ':0' }, 'linux')).toBe(true)
    expect(canShow({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true)
    expect(canShow({ SEALBID_HEADLESS: '1' }, 'linux')).toBe(true)
    expect(canShow({}, 'win32')).toBe(true)
  })

  it('is Electron only where its binary is, not where its package is', () => {
    const folder = join(scratch, 'electron')
    mkdirSync(join(folder, 'dist'), { recursive: true })
    expect(electronProgram(folder)).toBeUndefined()
    writeFileSync(join(folder, 'path.txt'), 'electron')
    expect(electronProgram(folder)).toBeUndefined()
    writeFileSync(join(folder, 'dist/electron'), '')
    expect(electronProgram(folder)).toBe(join(folder, 'dist/electron'))
  })

  it('is Electron before a Chromium, and nothing where there is neither', () => {
    expect(chooseHost('/some/electron', '/usr/bin/chromium')?.kind).toBe('electron')
    expect(chooseHost(electronProgram(scratch), '/usr/bin/chromium')).toMatchObject({ kind: 'browser', program: process.execPath })
    expect(chooseHost(electronProgram(scratch), null)).toBeUndefined()
  })
})

describe('ending', () => {
  const child = (script: string) => spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'ignore'] })
  const stubborn = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); console.log('up')"

  it('ends the last first, and kills what does not end', async () => {
    const order: string[] = []
    const children = new Children()
    for (const [name, script] of [['first', stubborn], ['second', "setInterval(() => {}, 1000); console.log('up')"]] as const) {
      const started = child(script)
      await once(started.stdout, 'data')
      started.once('exit', (_code, signal) => order.push(`${name} ${signal ?? ''}`))
      children.add(started, () => started.kill('SIGTERM'))
    }
    await children.end(300)
    expect(order).toEqual(['second SIGTERM', 'first SIGKILL'])
  })

  it('lets nothing start any more', async () => {
    const children = new Children()
    await children.end()
    const late = child(stubborn)
    children.add(late, () => undefined)
    const [, signal] = await once(late, 'exit') as [number | null, string | null]
    expect(signal).toBe('SIGKILL')
  })
})
