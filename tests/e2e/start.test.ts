import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { PlatformClient } from '../../interface/client.ts'
import { root } from '../../scripts/run.ts'

/** `npm start` as a newcomer runs it, only without a visible window. */

const scratch = mkdtempSync(join(tmpdir(), 'sealbid-start-'))
const folder = join(scratch, 'rehearsal')
const tender = 'SZWY2026-SG-0187'
const running = new Set<Started>()
afterEach(async () => { for (const each of running) await each.interrupt() })
afterAll(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }))

function environment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const unset = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined, CI: undefined, SEALBID_HEADLESS: undefined }
  return { ...process.env, ...unset, INIT_CWD: scratch, ...more }
}

const script = join(root, 'scripts/start.ts')
const runToEnd = (env: NodeJS.ProcessEnv, ...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8', env: environment(env) })

class Started {
  readonly child: ChildProcess
  output = ''
  readonly #gone: Promise<number | null>

  constructor() {
    this.child = spawn(process.execPath, [script, '--dir', 'rehearsal'], { env: environment({ SEALBID_HEADLESS: '1', SEALBID_DEBUG: '1' }), stdio: ['ignore', 'pipe', 'pipe'] })
    for (const stream of [this.child.stdout, this.child.stderr]) stream?.on('data', (chunk: Buffer) => { this.output += chunk.toString() })
    this.#gone = new Promise((resolve) => { this.child.once('exit', (code) => resolve(code)) })
    running.add(this)
  }

  /** Waits until this was printed. */
  async printed(pattern: RegExp): Promise<RegExpExecArray> {
    const ended = this.#gone.then(() => 'ended')
    for (;;) {
      const match = pattern.exec(this.output)
      if (match !== null) return match
      if (await Promise.race([ended, new Promise((resolve) => { setTimeout(resolve, 100) })]) === 'ended') throw new Error(`ended without ${pattern.source}\n${this.output}`)
    }
  }

  async interrupt(): Promise<number | null> {
    running.delete(this)
    this.child.kill('SIGINT')
    return this.#gone
  }
}

/** Every process below this one, by /proc. */
function descendants(pid: number): number[] {
  const children = readdirSync('/proc').filter((each) => /^\d+$/.test(each)).map(Number).filter((each) => parentOf(each) === pid)
  return children.flatMap((each) => [each, ...descendants(each)])
}

function parentOf(pid: number): number | undefined {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1'))?.[1])
  } catch {
    return undefined
  }
}

/** Ended, or ended and not yet collected by the system. */
function isGone(pid: number): boolean {
  try {
    return /\) Z/.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch {
    return true
  }
}

describe.skipIf(process.platform !== 'linux')('npm start', () => {
  it('comes up, says where, and goes on where it stood', { timeout: 400_000 }, async () => {
    const first = new Started()
    const [, origin = ''] = await first.printed(/rehearsal platform: (http:\/\/127\.0\.0\.1:\d+)/)
    await first.printed(/SZWY2026-SG-0187 已发布 published/)
    await first.printed(/local Chromium|✓ 窗口 window: Electron/)
    await first.printed(/debugging at ws:/)
    expect(first.output).toContain('passwords.json')
    for (const file of [`${tender}.etender`, 'README.txt', 'bidder-a/qualification.pdf', 'bidder-a/values.txt', 'certificates/bidder-a.p12', 'tender-documents/01-notice.pdf']) {
      expect(existsSync(join(folder, 'files', file)), file).toBe(true)
    }
    const platform = new PlatformClient(origin)
    const { digest } = await platform.tender(tender)
    await platform.setClock({ advanceSeconds: 86_400 })

    const second = runToEnd({ SEALBID_HEADLESS: '1' }, '--dir', 'rehearsal')
    expect(second.status).toBe(1)
    expect(second.stderr).toContain('running already')

    const started = descendants(first.child.pid ?? 0)
    expect(started.length).toBeGreaterThan(2)
    expect(await first.interrupt()).toBe(0)
    await expect.poll(() => started.filter((pid) => !isGone(pid)), { timeout: 10_000 }).toEqual([])
    await expect(platform.clock()).rejects.toThrow('platform-unreachable')

    const again = new Started()
    const [, samePlace = ''] = await again.printed(/rehearsal platform: (http:\/\/127\.0\.0\.1:\d+)/)
    await again.printed(/as before[\s\S]*as before/)
    const continued = new PlatformClient(samePlace)
    expect((await continued.tender(tender)).digest).toBe(digest)
    expect(Date.parse((await continued.clock()).time)).toBeGreaterThan(Date.parse('2026-12-09T09:00:00+08:00'))
    expect(await again.interrupt()).toBe(0)
  })

  it('without a display says so and names the demo', () => {
    const { status, stdout } = runToEnd({}, '--dir', 'nothing')
    expect(status).toBe(0)
    expect(stdout).toContain('没有显示器')
    expect(stdout).toContain('npm run demo')
    expect(existsSync(join(scratch, 'nothing'))).toBe(false)
  })

  it('does not touch a folder that is not its own', () => {
    mkdirSync(join(scratch, 'mine'))
    writeFileSync(join(scratch, 'mine/file'), 'mine')
    const { status, stderr } = runToEnd({ SEALBID_HEADLESS: '1' }, '--dir', 'mine')
    expect(status).toBe(1)
    expect(stderr).toContain('neither empty nor a rehearsal')
    expect(readdirSync(join(scratch, 'mine'))).toEqual(['file'])
  })
})
