import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { _electron, chromium, type CDPSession, type Page } from 'playwright-core'
import { ensureBuilt } from '../../scripts/start/build.ts'

const root = join(import.meta.dirname, '../..')

export interface ProgramOptions {
  /** Folder of the workspace. */
  workspace: string
  /** Practice trust list. */
  trust: string
  /** Folder of practice identities; the window offers them. */
  practice?: string
  /** Origin of the rehearsal platform. */
  rehearsal?: string
  /** Where file dialogs start. */
  files?: string
  env?: Record<string, string>
  /** Files to open, as by double click. */
  args?: readonly string[]
}

/** The running program, as a person at the screen has it. */
export interface Program {
  host: 'browser' | 'electron'
  /** The client window. */
  page: Page
  /** Milliseconds from the start of the process until the client window had content. */
  startMilliseconds: number
  /** Waits for main's prompt window; it is gone after its answer. */
  prompt(): Promise<Page>
  /** Types the password (if one is asked for) and confirms. */
  confirm(password?: string): Promise<void>
  /** Closes the prompt window without an answer. */
  cancel(): Promise<void>
  /** Waits for the file dialog and answers it: a path to open or to save under, or nothing to cancel. */
  choose(path?: string): Promise<void>
  /** What the program wrote to stderr. */
  errors(): string
  /** CDP of the client window, for attacks. */
  cdp(): Promise<CDPSession>
  /** All pages of the browser, for attacks. */
  pages(): Page[]
  /** Ends at once, as by a power cut: main and browser. */
  kill(): Promise<void>
  /** Closes the window and waits for the program to end. */
  close(): Promise<void>
  /** Resolves with the exit code when the program has ended. */
  ended: Promise<number | null>
}

export const environmentOf = ({ workspace, trust, practice, rehearsal, files, env }: ProgramOptions): Record<string, string> => ({
  SEALBID_WORKSPACE: workspace, SEALBID_TRUST: trust,
  ...(practice === undefined ? {} : { SEALBID_PRACTICE: practice }),
  ...(rehearsal === undefined ? {} : { SEALBID_REHEARSAL: rehearsal }),
  ...(files === undefined ? {} : { SEALBID_FILES: files }),
  ...env,
})

/** Electron's program, where its download has been: never asked for by `require`, which would begin one. */
export function electronBinary(): string | null {
  const folder = join(root, 'node_modules/electron')
  return existsSync(join(folder, 'path.txt')) && existsSync(join(folder, 'dist')) ? folder : null
}

async function waitFor<T>(find: () => T | undefined, what: string, child: ChildProcess, milliseconds = 20_000): Promise<T> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await new Promise((resolve) => { setTimeout(resolve, 20) })) {
    const found = find()
    if (found !== undefined) return found
    if (child.exitCode !== null) throw new Error(`the program ended (${child.exitCode}) before there was ${what}`)
  }
  throw new Error(`no ${what} after ${milliseconds} ms`)
}

/** A test that ends badly leaves no program behind. */
const running = new Set<ChildProcess>()
process.once('exit', () => { for (const child of running) killGroup(child) })

/** The act closes the window, perhaps before it has answered itself. */
async function closing(window: Page, act: () => Promise<void>): Promise<void> {
  const closed = window.waitForEvent('close', { timeout: 15_000 })
  await Promise.all([closed, act().catch(() => undefined)])
}

/** What differs between the two ways to run the program. */
interface Running {
  host: Program['host']
  child: ChildProcess
  /** Every window that there is. */
  pages(): Page[]
  /** Whether a window shows a page of this name: client, prompt, files. */
  shows(page: Page, name: string): boolean
  disconnect(): Promise<void>
}

/** Starts the built program: in Electron where its binary is, else in the browser host. The build is made where it is missing. */
export async function openProgram(options: ProgramOptions): Promise<Program> {
  await ensureBuilt()
  const begun = performance.now()
  const output = { errors: '' }
  const running = await (electronBinary() === null ? startBrowserHost(options, output) : startElectron(options, output))
  try {
    return await programOf(running, output, begun)
  } catch (error) {
    killGroup(running.child)
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output.errors}`, { cause: error })
  }
}

async function startBrowserHost(options: ProgramOptions, output: { errors: string }): Promise<Running> {
  const child = spawn(process.execPath, [join(root, 'browser-host/start.ts'), ...options.args ?? []], {
    cwd: root, detached: true, stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, SEALBID_HEADLESS: '1', SEALBID_DEBUG: '1', ...environmentOf(options) },
  })
  keepTrack(child)
  let text = ''
  child.stdout.on('data', (chunk: Buffer) => { text += chunk.toString('utf8') })
  child.stderr.on('data', (chunk: Buffer) => { output.errors += chunk.toString('utf8') })
  const address = await waitFor(() => /debugging at (ws:\S+)/.exec(text)?.[1], 'debugging address', child).catch((error: Error) => {
    killGroup(child)
    throw new Error(`${error.message}\n${output.errors}`, { cause: error })
  })
  // Without Playwright's own settings: the program decides about colours itself.
  const browser = await chromium.connectOverCDP(address, { noDefaults: true })
  return {
    host: 'browser', child,
    pages: () => browser.contexts().flatMap((context) => context.pages()),
    shows: (page, name) => page.url().startsWith(`http://${name}.sealbid.localhost/`),
    disconnect: () => browser.close().catch(() => undefined),
  }
}

/**
 * The same program in Electron. Not run where this was written: no binary could be had. The inspect fuse must be on, as it is in the binary
 * that the package downloads; a native file dialog cannot be driven, so `choose` answers only in the browser host.
 */
async function startElectron(options: ProgramOptions, output: { errors: string }): Promise<Running> {
  const application = await _electron.launch({ cwd: root, args: [root, ...options.args ?? []], env: { ...process.env as Record<string, string>, ...environmentOf(options) } })
  const child = application.process()
  keepTrack(child)
  child.stderr?.on('data', (chunk: Buffer) => { output.errors += chunk.toString('utf8') })
  return {
    host: 'electron', child,
    pages: () => application.windows(),
    shows: (page, name) => page.url().startsWith(`app://${name}/`),
    disconnect: () => application.close().catch(() => undefined),
  }
}

function keepTrack(child: ChildProcess): void {
  running.add(child)
  child.once('exit', () => running.delete(child))
}

function killGroup(child: ChildProcess): void {
  try {
    // The group that was made for it: main, the browser and its processes.
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It has ended already.
  }
}

async function programOf({ host, child, pages, shows, disconnect }: Running, output: { errors: string }, begun: number): Promise<Program> {
  const ended = new Promise<number | null>((resolve) => {
    if (child.exitCode !== null) resolve(child.exitCode)
    else child.once('exit', resolve)
  })
  const find = async (name: string, what: string): Promise<Page> => {
    const page = await waitFor(() => pages().find((each) => shows(each, name)), what, child)
    await page.waitForLoadState()
    // Every window may believe that it has the focus, as the one that a person looks at does.
    await page.context().newCDPSession(page).then((cdp) => cdp.send('Emulation.setFocusEmulationEnabled', { enabled: true }))
    return page
  }
  const page = await find('client', 'client window')
  await page.waitForFunction(() => (document.querySelector('#root')?.textContent ?? '') !== '' && document.querySelector('.skeleton') === null)
  const startMilliseconds = performance.now() - begun
  const end = async (how: () => void | Promise<void>): Promise<void> => {
    await how()
    await ended
    await disconnect()
  }
  const prompt = (): Promise<Page> => find('prompt', 'prompt window')
  return {
    host, page, startMilliseconds, prompt, pages, ended, errors: () => output.errors,
    async confirm(password) {
      const window = await prompt()
      // The page works only after a moment, and Enter alone does not confirm what binds: as a person does, the button is pressed.
      const button = window.locator('#confirm')
      await button.waitFor()
      if (password !== undefined) for (const field of await window.locator('input[type=password]').all()) await field.fill(password)
      await closing(window, () => button.click())
    },
    async cancel() {
      const window = await prompt()
      await closing(window, () => window.close())
    },
    async choose(path) {
      const window = await find('files', 'file dialog')
      await window.waitForFunction(() => document.activeElement?.id === 'path')
      if (path !== undefined) await window.locator('#path').fill(path)
      await closing(window, () => window.keyboard.press(path === undefined ? 'Escape' : 'Enter'))
    },
    cdp: () => page.context().newCDPSession(page),
    kill: () => end(() => killGroup(child)),
    close: () => end(() => page.close()),
  }
}
