import { existsSync, mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { Refusal } from '../../interface/errors.ts'
import { migrations } from './migrations/index.ts'

export type Database = BetterSqlite3.Database

/** `PRAGMA application_id` of a workspace: "SbWs" in ASCII. It tells our databases from others (SQLite file format, 1.3.17). */
export const applicationId = 0x53625773
export const schemaVersion = migrations.length

/** How long a command waits for another process that is writing. Nobody holds the lock for longer than a few file operations. */
const busyMilliseconds = 10_000

/**
 * Opens the workspace database, makes it if it is not there, and brings it to this version, one transaction for each migration.
 * What was committed survives a crash of the process and of the machine (WAL, `synchronous=FULL`).
 * @throws Refusal `workspace-newer` (the database file is left as it was), `workspace-damaged`, `workspace-busy`, `disk-full`, `file-not-found`
 */
export function openDatabase(file: string): Database {
  if (existsSync(file)) inspect(file)
  else mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  return refusing(() => {
    const database = new BetterSqlite3(file, { timeout: busyMilliseconds })
    try {
      enterWalMode(database)
      database.pragma('synchronous = FULL')
      database.pragma('foreign_keys = ON')
      migrate(database)
      return database
    } catch (error) {
      database.close()
      throw error
    }
  })
}

/**
 * Runs `work` in one transaction that holds the write lock from its first statement, so that what it reads cannot change before it writes.
 * @throws Refusal `workspace-busy`, `workspace-damaged`, `disk-full`
 */
export function inTransaction<T>(database: Database, work: () => T): T {
  return refusing(() => database.transaction(work).immediate())
}

/** Looks before anything is written: a newer or damaged database is left as it is. */
function inspect(file: string): void {
  refusing(() => {
    const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true, timeout: busyMilliseconds })
    try {
      const version = versionOf(database)
      const id = database.pragma('application_id', { simple: true })
      if (id !== applicationId && !isEmpty(database)) throw new Refusal('workspace-damaged', 'not the database of a workspace')
      if (version > schemaVersion) throw new Refusal('workspace-newer', `version ${version}, this program knows ${schemaVersion}`)
      const state = database.pragma('quick_check(1)', { simple: true })
      if (state !== 'ok') throw new Refusal('workspace-damaged', String(state))
    } finally {
      database.close()
    }
  })
}

const versionOf = (database: Database): number => Number(database.pragma('user_version', { simple: true }))

const isEmpty = (database: Database): boolean => database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined

function migrate(database: Database): void {
  for (const { version, sql } of migrations) {
    if (versionOf(database) >= version) continue
    const step = database.transaction(() => {
      // Another process may have done it while this one waited for the lock.
      if (versionOf(database) >= version) return
      database.exec(sql)
      database.pragma(`application_id = ${applicationId}`)
      database.pragma(`user_version = ${version}`)
    })
    step.immediate()
  }
}

/** Two processes that open a new workspace at once both ask for WAL; SQLite answers the second one busy without waiting. */
function enterWalMode(database: Database): void {
  const giveUp = Date.now() + busyMilliseconds
  for (;;) {
    try {
      const mode = database.pragma('journal_mode = WAL', { simple: true })
      if (mode !== 'wal') throw new Refusal('workspace-damaged', `the file system does not allow WAL (${String(mode)})`)
      return
    } catch (error) {
      if (!(error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')) || Date.now() > giveUp) throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
    }
  }
}

/** Turns what SQLite reports about disk, file and lock into our closed list; anything else is a bug and passes. */
function refusing<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof BetterSqlite3.SqliteError) {
      if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(error.code)) throw new Refusal('workspace-damaged', error.message)
      if (error.code.startsWith('SQLITE_BUSY')) throw new Refusal('workspace-busy')
      if (error.code.startsWith('SQLITE_FULL')) throw new Refusal('disk-full')
      if (error.code.startsWith('SQLITE_CANTOPEN')) throw new Refusal('file-not-found', error.message)
    }
    throw error
  }
}
