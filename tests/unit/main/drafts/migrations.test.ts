import { join } from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { applicationId, openDatabase, schemaVersion, type Database } from '../../../../main/drafts/database.ts'
import { migrations } from '../../../../main/drafts/migrations/index.ts'
import { Scratch } from './a-workspace.ts'

let scratch: Scratch
let file: string
beforeEach(() => {
  scratch = new Scratch()
  file = join(scratch.folder, 'workspace.sqlite')
})
afterEach(() => scratch.remove())

/** A database as the program of that version has left it. */
function databaseAt(version: number): Database {
  const database = new BetterSqlite3(file)
  database.pragma('journal_mode = WAL')
  database.pragma('foreign_keys = ON')
  for (const each of migrations.slice(0, version)) database.exec(each.sql)
  if (version > 0) database.pragma(`application_id = ${applicationId}`)
  database.pragma(`user_version = ${version}`)
  return database
}

/** Rows that a workspace of each version may hold; `from` is the version that brought the table. */
const rows: { from: number, table: string, insert: string }[] = [
  { from: 1, table: 'tenders', insert: `INSERT INTO tenders VALUES ('${'a'.repeat(64)}', '{}', 'tenders/a.etender', '2026-01-01T00:00:00Z')` },
  { from: 1, table: 'drafts', insert: `INSERT INTO drafts VALUES ('d', '${'a'.repeat(64)}', '1', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')` },
  { from: 1, table: 'contents', insert: `INSERT INTO contents VALUES ('${'b'.repeat(64)}', 5, 4294967295)` },
  { from: 1, table: 'answers', insert: `INSERT INTO answers VALUES ('d', 's', 'file', 'id', 'a.pdf', '${'b'.repeat(64)}', NULL), ('d', 't', 'form', NULL, NULL, NULL, '{}')` },
  { from: 2, table: 'sealed_bids', insert: `INSERT INTO sealed_bids VALUES ('${'c'.repeat(64)}', 'd', '${'a'.repeat(64)}', '1', 'sealed/c.ebid', '2026-01-01T00:00:00Z', 7)` },
  { from: 2, table: 'capsules', insert: `INSERT INTO capsules VALUES ('${'c'.repeat(64)}', zeroblob(12), zeroblob(16), x'01')` },
  { from: 2, table: 'trials', insert: `INSERT INTO trials VALUES (1, '${'c'.repeat(64)}', '2026-01-01T00:00:00Z', '{}')` },
  { from: 3, table: 'receipts', insert: `INSERT INTO receipts VALUES (1, '${'e'.repeat(64)}', 'P', 't', '1', 'submit', NULL, NULL, '2026-01-01T00:00:00Z', x'01')` },
  { from: 3, table: 'journal', insert: `INSERT INTO journal VALUES (1, '{}', '${'f'.repeat(64)}')` },
  { from: 4, table: 'uploads', insert: `INSERT INTO uploads VALUES ('${'c'.repeat(64)}', 'P', 'http://127.0.0.1/v1/uploads/1')` },
  { from: 5, table: 'key_files', insert: `INSERT INTO key_files VALUES ('${'d'.repeat(32)}', 'a.p12', 'keys/d.p12', 'I', 'N', 'S', 'E', '[]', '2026-01-01T00:00:00Z')` },
  { from: 6, table: 'settings', insert: `INSERT INTO settings VALUES ('language', 'zh')` },
  { from: 6, table: 'platforms', insert: `INSERT INTO platforms VALUES ('https://p.example', 'P', '{}', '2026-01-01T00:00:00Z')` },
  { from: 7, table: 'sealed_answers', insert: `INSERT INTO sealed_answers VALUES ('${'c'.repeat(64)}', '${'d'.repeat(64)}', zeroblob(12), zeroblob(16), x'01')` },
  { from: 7, table: 'capsule_copies', insert: `INSERT INTO capsule_copies VALUES ('${'c'.repeat(64)}', '2026-01-01T00:00:00Z')` },
  { from: 8, table: 'records', insert: `INSERT INTO records VALUES (1, '${'f'.repeat(64)}', '${'a'.repeat(64)}', '1', '2026-01-01T00:00:00Z', x'01')` },
  { from: 9, table: 'definitions', insert: `INSERT INTO definitions VALUES ('x', '{}', NULL, '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z')` },
  { from: 9, table: 'built_packages', insert: `INSERT INTO built_packages VALUES (1, 'x', '${'a'.repeat(64)}', 0, '2026-01-01T00:00:00Z')` },
]

const contentOf = (database: Database, table: string): unknown[] => database.prepare(`SELECT * FROM ${table}`).raw().all()

describe.each(migrations.map((each) => each.version))('migration to %i', (version) => {
  it('takes a database of the version before, with rows in it, and keeps them', () => {
    const old = databaseAt(version - 1)
    const held = rows.filter((each) => each.from < version)
    for (const { insert } of held) old.exec(insert)
    const before = held.map(({ table }) => contentOf(old, table))
    old.close()

    const database = openDatabase(file)
    expect(database.pragma('user_version', { simple: true })).toBe(schemaVersion)
    expect(held.map(({ table }) => contentOf(database, table))).toEqual(before)
    for (const { insert } of rows.filter((each) => each.from >= version)) database.exec(insert)
    expect(database.pragma('foreign_key_check')).toEqual([])
    expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
    database.close()
  })

  it('is done wholly or not at all', () => {
    const old = databaseAt(version - 1)
    // A table that the migration wants to make is there already: it fails on its way.
    const last = [...(migrations[version - 1]?.sql ?? '').matchAll(/CREATE TABLE (\w+)/g)].at(-1)?.[1]
    old.exec(`CREATE TABLE ${last} (x)`)
    if (version === 1) old.pragma(`application_id = ${applicationId}`)
    const before = contentOf(old, 'sqlite_schema')
    old.close()
    expect(() => openDatabase(file)).toThrow(/already exists/)
    const after = new BetterSqlite3(file)
    expect(after.pragma('user_version', { simple: true })).toBe(version - 1)
    expect(contentOf(after, 'sqlite_schema')).toEqual(before)
    after.close()
  })
})

it('the rows above are in every table there is', () => {
  const database = openDatabase(file)
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").pluck().all()
  expect(rows.map((each) => each.table).sort()).toEqual(tables)
  database.close()
})
