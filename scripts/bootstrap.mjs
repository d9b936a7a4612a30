#!/usr/bin/env node
// Makes every command of the README work on a machine that has nothing but Node 20 or newer. Plain JavaScript on
// purpose: it runs before anything is installed, on whatever Node the machine has. It installs what the lock file
// names (no install scripts, nothing but the registry), installs or names the system programs, and hands over to the
// Node that the program needs.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What each command runs, and the system programs (with their Debian package) that it cannot do without. */
const openssl = { openssl: 'openssl' }
/** A browser to show the window in, and Chinese letters for it. */
const window = { chromium: 'chromium', 'Chinese fonts': 'fonts-noto-cjk' }
const commands = {
  start: { script: 'scripts/start.ts', get programs() { return { ...openssl, ...(needsBrowser() ? window : {}) } } },
  demo: { script: 'scripts/demo.ts', programs: { ...openssl, unzip: 'unzip' } },
  cli: { script: 'cli/main.ts', programs: {}, quiet: true },
  test: { script: 'scripts/test.ts', programs: { ...openssl, unzip: 'unzip', qpdf: 'qpdf', pdftotext: 'poppler-utils', ...window } },
  lint: { script: 'scripts/lint.ts', programs: {} },
  bench: { script: 'scripts/bench.ts', programs: openssl },
  openapi: { script: 'scripts/openapi.ts', programs: {} },
  sample: { script: 'scripts/sample.ts', programs: { 'fc-list': 'fontconfig' } },
}

/** Names under which systems have a Chromium; browser-host/chromium.ts finds the same ones, and knows where they lie on Windows and macOS. */
const browsers = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge']

/** `npm start` shows its window in Electron where its binary is; without a display it shows nothing and says so. */
function needsBrowser() {
  const { DISPLAY, WAYLAND_DISPLAY, SEALBID_HEADLESS, CI } = process.env
  const isShown = [DISPLAY, WAYLAND_DISPLAY, SEALBID_HEADLESS, CI].some((each) => each !== undefined && !['', '0', 'false'].includes(each))
  return process.platform === 'linux' && isShown && !existsSync(join(root, 'node_modules', 'electron', 'path.txt'))
}

const say = (line) => process.stderr.write(`${line}\n`)

/** The Node 24 or newer that runs TypeScript as it is: this one, or the pinned one from the registry. */
export function pinnedNode() {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath
  const system = process.platform === 'win32' ? 'win' : process.platform
  const file = join(root, 'node_modules', `node-${system}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  return existsSync(file) ? file : undefined
}

/** `npm ci`, unless what is installed is what the lock file names. */
export function installPackages() {
  const lock = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
  const stamp = join(root, 'node_modules', '.sealbid-lock')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return
  say('sealbid: installing packages (npm ci) …')
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32',
  })
  if (npm.status !== 0) {
    say('sealbid: npm ci failed. The registry must be reachable once; run the command again when it is.')
    process.exit(1)
  }
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, lock)
}

const isInPath = (program) => spawnSync(process.platform === 'win32' ? 'where' : 'which', [program], { stdio: 'ignore' }).status === 0

/** Not there, or (openssl) not the one whose `cms -cades` and AES-GCM we need: LibreSSL and OpenSSL 1 do not count. */
function isMissing(program) {
  if (program === 'chromium') return process.platform === 'linux' && !browsers.some(isInPath)
  // fc-list comes with every desktop's fonts, and with Chromium.
  if (program === 'Chinese fonts') return process.platform === 'linux' && !spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout
  const found = isInPath(program)
  if (!found || program !== 'openssl') return !found
  return !/^OpenSSL ([3-9]|\d\d)\./.test(spawnSync('openssl', ['version'], { encoding: 'utf8' }).stdout ?? '')
}

/** Installs missing system programs as root on Debian; elsewhere names them. */
function installPrograms(programs) {
  const missing = Object.entries(programs).filter(([program]) => isMissing(program)).map(([, debian]) => debian)
  const isDebian = existsSync('/etc/debian_version') && process.getuid?.() === 0
  const fonts = missing.indexOf('fonts-noto-cjk')
  if (!isDebian && fonts >= 0) {
    say('sealbid: no Chinese font was found (Debian: fonts-noto-cjk); without one Chinese texts are shown as boxes.')
    missing.splice(fonts, 1)
  }
  if (missing.length === 0) return
  if (!isDebian) {
    say(`sealbid: please install these programs first (openssl: 3.0 or newer): ${missing.join(', ')}`)
    process.exit(1)
  }
  say(`sealbid: installing ${missing.join(', ')} …`)
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const run = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env: environment }).status === 0
  if (!run('update', '-qq') || !run('install', '-y', '-qq', '--no-install-recommends', ...missing)) {
    say(`sealbid: could not install ${missing.join(', ')}; install them by hand and run the command again.`)
    process.exit(1)
  }
}

/** Runs one of our commands in the right Node and ends as it ends; signals reach it. */
export function run(name, args) {
  const command = commands[name]
  if (command === undefined) {
    say(`sealbid: unknown command ${name ?? ''}; there are: ${Object.keys(commands).join(', ')}`)
    process.exit(2)
  }
  installPackages()
  installPrograms(command.programs)
  const node = pinnedNode()
  if (node === undefined) {
    say(`sealbid: no Node 24 comes with the packages for ${process.platform}-${process.arch}; install Node 24 or newer.`)
    process.exit(1)
  }
  const child = spawn(node, [join(root, command.script), ...args], {
    stdio: 'inherit',
    // Node keeps what it has compiled: a command starts in half the time.
    env: { NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'), ...process.env, INIT_CWD: process.env.INIT_CWD ?? process.cwd() },
  })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(signal === null ? code : 1))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) run(process.argv[2], process.argv.slice(3))
