import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { Connection } from './cdp.ts'
import { temporaryFolder } from './temporary.ts'

/** A Chromium of the machine's own, with an empty profile that is thrown away. */

const names = process.platform === 'win32'
  ? ['chromium.exe', 'chrome.exe', 'msedge.exe']
  : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']

/** Where installers put it when they do not put it in PATH. */
const places = {
  darwin: ['/Applications/Chromium.app/Contents/MacOS', '/Applications/Google Chrome.app/Contents/MacOS'],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((each) => ['Google/Chrome/Application', 'Microsoft/Edge/Application', 'Chromium/Application'].map((folder) => join(process.env[each] ?? '', folder))),
} as Record<string, string[]>

const isProgram = (file: string): boolean => {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** Path of a Chromium, or null. */
export function findChromium(): string | null {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...places[process.platform] ?? []].filter((each) => each !== '')
  const inMacs = process.platform === 'darwin' ? ['Chromium', 'Google Chrome'] : []
  for (const name of [...names, ...inMacs]) {
    const found = folders.map((folder) => join(folder, name)).find(isProgram)
    if (found !== undefined) return found
  }
  return null
}

export interface LaunchOptions {
  headless: boolean
  /** Proxy of the default context; it decides about everything that leaves the browser. */
  proxy: string
  /** Opens a debugging port for tests as well; never in a program that a person uses. */
  debug: boolean
}

export interface Chromium {
  connection: Connection
  /** WebSocket address of the debugging port. */
  debugAddress: Promise<string> | null
  /** Its last words, for when it ended by itself. */
  words(): string
  /** Ends the browser. */
  end(): Promise<void>
}

/** What no switch turns off for good. */
const preferences = {
  translate: { enabled: false }, browser: { has_seen_welcome_page: true }, credentials_enable_service: false, profile: { password_manager_enabled: false },
  autofill: { profile_enabled: false, credit_card_enabled: false }, search: { suggest_enabled: false }, alternate_error_pages: { enabled: false },
}

const off = [
  'Translate', 'OptimizationHints', 'MediaRouter', 'DialMediaRouteProvider', 'AutofillServerCommunication', 'InterestFeedContentSuggestions', 'HttpsUpgrades',
  'CertificateTransparencyComponentUpdater', 'GlobalMediaControls', 'DestroyProfileOnBrowserClose',
]

function options({ headless, proxy, debug }: LaunchOptions, profile: string): string[] {
  // Chromium's own sandbox needs an ordinary user.
  const isRoot = process.getuid?.() === 0
  return [
    `--user-data-dir=${profile}`, '--remote-debugging-pipe', ...debug ? ['--remote-debugging-port=0'] : [],
    ...headless ? ['--headless=new'] : [], ...isRoot ? ['--no-sandbox', '--test-type'] : [], '--disable-gpu', '--disable-dev-shm-usage',
    `--proxy-server=${proxy}`, '--proxy-bypass-list=<-loopback>', '--dns-prefetch-disable', '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-extensions',
    '--disable-default-apps', '--disable-domain-reliability', '--disable-breakpad', '--metrics-recording-only', '--no-pings', '--no-service-autorun',
    '--deny-permission-prompts', '--password-store=basic', '--use-mock-keychain', '--disable-search-engine-choice-screen', '--disable-session-crashed-bubble', '--hide-crash-restore-bubble',
    `--disable-features=${off.join(',')}`, '--app=data:text/html,<title>SealBid</title>',
  ]
}

/** Starts it. The connection answers as soon as the browser does; nothing has to be waited for before it is used. */
export function launchChromium(program: string, launch: LaunchOptions): Chromium {
  const profile = join(temporaryFolder(), 'p')
  // It leaves things in the folder for temporary files, too; they go with the rest. Short, because a socket's path may not be long.
  const temporary = join(temporaryFolder(), 't')
  mkdirSync(temporary)
  mkdirSync(join(profile, 'Default'), { recursive: true })
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify(preferences))
  const child = spawn(program, options(launch, profile), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'], env: process.platform === 'linux' ? { ...process.env, TMPDIR: temporary } : process.env,
  })
  const [, , , toBrowser, fromBrowser] = child.stdio as [null, null, Readable, Writable, Readable]
  const debugAddress = launch.debug ? debugLine(child) : null
  let words = ''
  child.stderr?.on('data', (chunk: Buffer) => { words = (words + chunk.toString('utf8')).slice(-4_000) })
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  process.once('exit', () => child.kill('SIGKILL'))
  return {
    connection: new Connection(fromBrowser, toBrowser),
    debugAddress,
    words: () => words,
    async end() {
      child.kill('SIGTERM')
      const timer = setTimeout(() => child.kill('SIGKILL'), 3_000)
      await gone
      clearTimeout(timer)
    },
  }
}

function debugLine(child: ChildProcess): Promise<string> {
  let text = ''
  return new Promise((resolve) => child.stderr?.on('data', (chunk: Buffer) => {
    text += chunk.toString('utf8')
    const match = /DevTools listening on (ws:\S+)/.exec(text)
    if (match?.[1] !== undefined) resolve(match[1])
  }))
}
