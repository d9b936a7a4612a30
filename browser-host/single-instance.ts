import { randomUUID } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'

/**
 * One instance for each folder. The lock is a lock of the system on a file (SQLite takes it), so that it ends with its process, however that
 * ends. A second instance leaves its arguments in the folder and goes.
 */
const isCall = (name: string): boolean => /^second-[0-9a-f-]{36}\.json$/.test(name)

export function takeInstance(folder: string, called: (argv: string[], folder: string) => void): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new Database(join(folder, 'instance.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    const name = `second-${randomUUID()}.json`
    writeFileSync(join(folder, `.${name}`), JSON.stringify({ argv: process.argv, folder: process.cwd() }), { mode: 0o600 })
    renameSync(join(folder, `.${name}`), join(folder, name))
    return false
  }
  process.once('exit', () => lock.close())
  const take = (): void => {
    for (const name of readdirSync(folder).filter(isCall)) {
      const call = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { argv: string[], folder: string }
      rmSync(join(folder, name))
      called(call.argv, call.folder)
    }
  }
  for (const name of readdirSync(folder).filter(isCall)) rmSync(join(folder, name))
  watch(folder, { persistent: false }, (_event, name) => { if (name !== null && isCall(name)) take() })
  return true
}
