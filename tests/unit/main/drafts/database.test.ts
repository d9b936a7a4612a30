import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applicationId, inTransaction, openDatabase, schemaVersion } from '../../../../main/drafts/database.ts'
import { migrations } from '../../../../main/drafts/migrations/index.ts'
import { Scratch } from './a-workspace.ts'

let scratch: Scratch
let file: string
beforeEach(() => {
  scratch = new Scratch()
  file = join(scratch.folder, 'workspace.sqlite')
})
afterEach(() => scratch.remove())

const refused = (code: string): unknown => expect.objectContaining({ name: 'Refusal', code })
const moduleUrl = new URL('../../../../main/drafts/database.ts', import.meta.url).href

describe('openDatabase', () => {
  it('makes a database that is flushed at every commit and keeps its references', () => {
    const database = openDatabase(file)
    const pragma = (name: string): unknown => database.pragma(name, { simple: true })
    expect([pragma('journal_mode'), pragma('synchronous'), pragma('foreign_keys'), pragma('user_version'), pragma('application_id')])
      .toEqual(['wal', 2, 1, schemaVersion, applicationId])
    const tables = database.prepare<[], { name: string, strict: number }>("SELECT name, strict FROM pragma_table_list WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").all()
    expect(tables.length).toBeGreaterThan(7)
    expect(tables.filter((each) => each.strict !== 1)).toEqual([])
    database.close()
  })

  it('numbers its migrations without gaps', () => {
    expect(migrations.map((each) => each.version)).toEqual(migrations.map((_, index) => index + 1))
  })

  it('refuses a newer database and leaves every byte as it was', () => {
    const database = openDatabase(file)
    database.pragma(`user_version = ${schemaVersion + 1}`)
    database.pragma('journal_mode = DELETE')
    database.close()
    const before = readFileSync(file)
    expect(() => openDatabase(file)).toThrow(refused('workspace-newer'))
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('refuses a newer database whose changes are still in the log, and leaves both', () => {
    const database = openDatabase(file)
    database.pragma(`user_version = ${schemaVersion + 1}`)
    const copy = join(scratch.folder, 'copy.sqlite')
    const [main, log] = [readFileSync(file), readFileSync(`${file}-wal`)]
    writeFileSync(copy, main)
    writeFileSync(`${copy}-wal`, log)
    database.close()
    expect(() => openDatabase(copy)).toThrow(refused('workspace-newer'))
    expect(readFileSync(copy).equals(main) && readFileSync(`${copy}-wal`).equals(log)).toBe(true)
  })

  it('refuses what is not a database', () => {
    writeFileSync(file, 'this is not a database at all, and it is long enough to be looked at '.repeat(20))
    const before = readFileSync(file)
    expect(() => openDatabase(file)).toThrow(refused('workspace-damaged'))
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('refuses the database of another program', () => {
    const other = new BetterSqlite3(file)
    other.exec('CREATE TABLE notes (text)')
    other.close()
    expect(() => openDatabase(file)).toThrow(refused('workspace-damaged'))
  })

  it('refuses a database with an overwritten page', () => {
    const database = openDatabase(file)
    const size = Number(database.pragma('page_size', { simple: true }))
    const pages = Number(database.pragma('page_count', { simple: true }))
    database.close()
    const whole = readFileSync(file)
    let refusals = 0
    for (let page = 1; page < pages; page++) {
      writeFileSync(file, Buffer.from(whole).fill(0xa5, page * size, (page + 1) * size))
      expect(() => openDatabase(file), `page ${page}`).toThrow(refused('workspace-damaged'))
      refusals += 1
    }
    expect(refusals).toBeGreaterThan(5)
  })

  it('refuses a database that was cut off', () => {
    openDatabase(file).close()
    const whole = readFileSync(file)
    writeFileSync(file, whole.subarray(0, whole.length / 2))
    expect(() => openDatabase(file)).toThrow(refused('workspace-damaged'))
  })

  it('takes an empty file, as a crash right after creation leaves it', () => {
    writeFileSync(file, '')
    const database = openDatabase(file)
    expect(database.pragma('user_version', { simple: true })).toBe(schemaVersion)
    database.close()
  })
})

describe('two processes', () => {
  const run = async (script: string): Promise<number | null> => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'ignore', 'inherit'] })
    const [code] = await once(child, 'exit') as [number | null]
    return code
  }

  it('may make one workspace at the same moment', async () => {
    const script = `const { openDatabase } = await import(${JSON.stringify(moduleUrl)}); openDatabase(${JSON.stringify(file)}).close()`
    expect(await Promise.all(Array.from({ length: 4 }, () => run(script)))).toEqual([0, 0, 0, 0])
    const database = openDatabase(file)
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
  })

  it('do not both bring it to a new version', async () => {
    const database = new BetterSqlite3(file)
    database.pragma('journal_mode = WAL')
    database.exec('BEGIN IMMEDIATE')
    const other = run(`const { openDatabase } = await import(${JSON.stringify(moduleUrl)}); openDatabase(${JSON.stringify(file)}).close()`)
    for (const { sql } of migrations) database.exec(sql)
    database.pragma(`application_id = ${applicationId}`)
    database.pragma(`user_version = ${schemaVersion}`)
    // By now the other one has seen the old version and waits for the lock.
    await new Promise((resolve) => { setTimeout(resolve, 1_500) })
    database.exec('COMMIT')
    expect(await other).toBe(0)
    database.close()
  })

  it('wait for each other instead of failing', async () => {
    const database = openDatabase(file)
    database.exec('CREATE TABLE counter (value INTEGER NOT NULL) STRICT; INSERT INTO counter VALUES (0)')
    const script = `
      const { openDatabase, inTransaction } = await import(${JSON.stringify(moduleUrl)})
      const database = openDatabase(${JSON.stringify(file)})
      for (let i = 0; i < 50; i++) inTransaction(database, () => {
        const { value } = database.prepare('SELECT value FROM counter').get()
        database.prepare('UPDATE counter SET value = ?').run(value + 1)
      })
      database.close()`
    const children = Promise.all([run(script), run(script)])
    for (let i = 0; i < 50; i++) {
      inTransaction(database, () => database.prepare('UPDATE counter SET value = value + 1').run())
      await new Promise((resolve) => { setTimeout(resolve, 2) })
    }
    expect(await children).toEqual([0, 0])
    expect(database.prepare('SELECT value FROM counter').pluck().get()).toBe(150)
    database.close()
  })

  it('are told when the other one never finishes', () => {
    const [one, other] = [openDatabase(file), openDatabase(file)]
    other.pragma('busy_timeout = 50')
    one.exec('BEGIN IMMEDIATE')
    expect(() => inTransaction(other, () => 0)).toThrow(refused('workspace-busy'))
    one.exec('ROLLBACK')
    expect(inTransaction(other, () => 1)).toBe(1)
    one.close()
    other.close()
  })
})
