import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { join, relative } from 'node:path'

const root = join(import.meta.dirname, '../..')
const out = join(root, 'out')

/** Everything that the bundles are made of. */
const sources = ['main', 'preload', 'interface', 'renderer', 'prompt', 'assets/texts', 'assets/trust', 'electron.vite.config.ts', 'package-lock.json']

const filesBelow = (path: string): string[] =>
  statSync(path).isFile() ? [path] : readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => join(each.parentPath, each.name))

function digestOfSources(): string {
  const digest = createHash('sha256')
  for (const file of sources.flatMap((each) => filesBelow(join(root, each))).sort()) {
    digest.update(`${relative(root, file)}\0`).update(readFileSync(file)).update('\0')
  }
  return digest.digest('hex')
}

const stamp = join(out, '.built')
const isBuilt = (digest: string): boolean => existsSync(stamp) && readFileSync(stamp, 'utf8') === digest

/**
 * Builds the bundles of main, preload and renderer into out/, unless they are those of the sources as they are. Safe beside programs that run
 * from there and beside other builds. Answers whether something was built; throws with the builder's words.
 */
export async function ensureBuilt(): Promise<boolean> {
  if (isBuilt(digestOfSources())) return false
  mkdirSync(out, { recursive: true })
  return await withLock(() => {
    const digest = digestOfSources()
    if (isBuilt(digest)) return false
    build()
    writeFileSync(stamp, digest)
    return true
  })
}

function build(): void {
  const next = join(out, `.next-${process.pid}`)
  try {
    const result = spawnSync(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build', '--logLevel', 'warn'], {
      cwd: root, encoding: 'utf8', env: { ...process.env, NODE_ENV: 'production', SEALBID_OUT: next },
    })
    if (result.status !== 0) throw new Error(`the build failed\n${result.stdout}${result.stderr}`)
    install(next)
  } finally {
    rmSync(next, { recursive: true, force: true })
  }
}

const day = 24 * 60 * 60 * 1_000

/** Puts each file in its place. Names of parts hold their digest, so a program that runs still finds its own; after a day they go. */
function install(next: string): void {
  const fresh = filesBelow(next).map((file) => relative(next, file))
  for (const file of fresh) {
    mkdirSync(join(out, file, '..'), { recursive: true })
    renameSync(join(next, file), join(out, file))
  }
  for (const part of ['main', 'preload', 'renderer']) {
    for (const file of filesBelow(join(out, part))) {
      if (!fresh.includes(relative(out, file)) && Date.now() - statSync(file).mtimeMs > day) rmSync(file)
    }
  }
}

/** One build at a time; a lock whose process is gone counts for nothing. */
async function withLock<T>(work: () => T): Promise<T> {
  const lock = join(out, '.build-lock')
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' })
      break
    } catch {
      if (!isAlive(holder(lock))) rmSync(lock, { force: true })
      await wait(200)
    }
  }
  try {
    return work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function holder(lock: string): number {
  try {
    return Number(readFileSync(lock, 'utf8'))
  } catch {
    return 0
  }
}

function isAlive(pid: number): boolean {
  // The file exists for a moment before it says whose it is.
  if (pid === 0) return true
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
