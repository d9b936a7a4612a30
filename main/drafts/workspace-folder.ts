import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { isAbsolute, join, relative, resolve, sep } from 'node:path'
import { hasCode, syncFolderNow } from '../container/files.ts'

/** Temporary files of this process that are in use; a sweep leaves them alone. */
const inUse = new Set<string>()

/**
 * The workspace's folder and how files get into it: written under a temporary name that says which process writes it, flushed, then renamed.
 * A file under its final name is always whole.
 */
export class WorkspaceFolder {
  readonly root: string
  readonly #temporary: string

  constructor(root: string) {
    this.root = resolve(root)
    this.#temporary = join(this.root, 'temporary')
    mkdirSync(this.#temporary, { recursive: true, mode: 0o700 })
  }

  /** Absolute path of what the database names relative to the workspace. Sealed bids may lie elsewhere, by absolute path. */
  path(stored: string): string {
    return isAbsolute(stored) ? stored : join(this.root, ...stored.split('/'))
  }

  /** The form in which the database names a file: relative with `/` inside the workspace, so that the folder can be moved. */
  stored(path: string): string {
    const inside = relative(this.root, resolve(path))
    return inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside) ? resolve(path) : inside.split(sep).join('/')
  }

  /** Gives `work` the path of a private file that does not exist yet, and removes whatever is still there afterwards. */
  async withTemporary<T>(work: (path: string) => Promise<T>): Promise<T> {
    const { path, remove } = this.temporaryFile()
    try {
      return await work(path)
    } finally {
      remove()
    }
  }

  /** The same for work that outlives one call: `remove` ends it. After a crash the next sweep does. */
  temporaryFile(): { path: string, remove(): void } {
    const path = join(this.#temporary, `${process.pid}-${randomUUID()}.part`)
    inUse.add(path)
    return {
      path,
      remove() {
        rmSync(path, { force: true })
        inUse.delete(path)
      },
    }
  }

  /** Moves a flushed temporary file to its final name and flushes the folders, so that the name survives a power cut. */
  settle(temporary: string, stored: string): void {
    const target = this.path(stored)
    const folder = join(target, '..')
    const made = mkdirSync(folder, { recursive: true, mode: 0o700 })
    renameSync(temporary, target)
    syncFolderNow(folder)
    if (made !== undefined) for (let each = folder; each !== join(made, '..');) syncFolderNow(each = join(each, '..'))
  }

  remove(stored: string): void {
    rmSync(this.path(stored), { force: true })
  }

  /** Removes temporary files whose process has died. */
  sweepTemporary(): void {
    for (const name of readdirSync(this.#temporary)) {
      const path = join(this.#temporary, name)
      const writer = Number(/^(\d+)-/.exec(name)?.[1] ?? 0)
      if (inUse.has(path) || (writer !== process.pid && isAlive(writer))) continue
      rmSync(path, { force: true })
    }
  }

  /** Files below a folder of the workspace, in stored form. */
  files(folder: string): string[] {
    try {
      return readdirSync(this.path(folder), { recursive: true, withFileTypes: true })
        .filter((each) => !each.isDirectory())
        .map((each) => this.stored(join(each.parentPath, each.name)))
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return []
      throw error
    }
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return hasCode(error, 'EPERM')
  }
}
