import Database from 'better-sqlite3'
import { Refusal } from '../../interface/errors.ts'

export type Connection = Database.Database

const schemaVersion = 1

/** Times are milliseconds since 1970 by the platform's clock, except of sessions: those count real time. */
const schema = `
  CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE challenges (nonce TEXT PRIMARY KEY, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE sessions (
    token TEXT PRIMARY KEY, -- SHA-256 of the bearer token
    holder TEXT NOT NULL, name TEXT NOT NULL, expires INTEGER NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE uploads (
    id TEXT PRIMARY KEY, holder TEXT NOT NULL, tender TEXT, created INTEGER NOT NULL, upload TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE messages ( -- every signed message that took effect; a nonce is used once
    nonce TEXT PRIMARY KEY, type TEXT NOT NULL, holder TEXT NOT NULL, message TEXT NOT NULL, signature TEXT NOT NULL, at INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE answers ( -- by Idempotency-Key
    holder TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, status INTEGER NOT NULL, type TEXT NOT NULL, body BLOB NOT NULL,
    PRIMARY KEY (holder, key)) STRICT;
  CREATE TABLE tenders (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL, sequence INTEGER NOT NULL, digest TEXT NOT NULL UNIQUE, size INTEGER NOT NULL,
    published INTEGER NOT NULL, publisher TEXT NOT NULL, tender TEXT NOT NULL, receipt BLOB NOT NULL, upload TEXT NOT NULL,
    UNIQUE (id, sequence)) STRICT;
  CREATE TABLE bids (
    digest TEXT PRIMARY KEY, tender TEXT NOT NULL, lot TEXT NOT NULL, holder TEXT NOT NULL, name TEXT NOT NULL, tenderDigest TEXT NOT NULL,
    size INTEGER NOT NULL, bid TEXT NOT NULL, upload TEXT NOT NULL) STRICT, WITHOUT ROWID;
  CREATE TABLE receipts (
    number INTEGER PRIMARY KEY, digest TEXT NOT NULL UNIQUE, tender TEXT NOT NULL, lot TEXT NOT NULL, holder TEXT NOT NULL,
    type TEXT NOT NULL, bid TEXT NOT NULL REFERENCES bids (digest), received INTEGER NOT NULL, container BLOB NOT NULL) STRICT;
  CREATE INDEX receiptsOfLot ON receipts (tender, lot, holder);
  CREATE TABLE closings (
    tender TEXT NOT NULL, lot TEXT NOT NULL, tenderDigest TEXT NOT NULL, digest TEXT NOT NULL, root TEXT NOT NULL, size INTEGER NOT NULL,
    closed INTEGER NOT NULL, container BLOB NOT NULL, PRIMARY KEY (tender, lot)) STRICT;
  CREATE TABLE signIns (
    tender TEXT NOT NULL, lot TEXT NOT NULL, role TEXT NOT NULL, holder TEXT NOT NULL, name TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (tender, lot, role, holder)) STRICT;
  CREATE TABLE stages (
    tender TEXT NOT NULL, lot TEXT NOT NULL, stage TEXT NOT NULL, phase TEXT NOT NULL, since INTEGER NOT NULL, answered INTEGER,
    outcome TEXT, PRIMARY KEY (tender, lot, stage)) STRICT;
  CREATE TABLE keys ( -- what was released, still enveloped; good is null until it was judged
    tender TEXT NOT NULL, lot TEXT NOT NULL, stage TEXT NOT NULL, bid TEXT NOT NULL REFERENCES bids (digest), envelope TEXT NOT NULL,
    source TEXT NOT NULL, payload BLOB, good INTEGER, reason TEXT,
    PRIMARY KEY (tender, lot, stage, bid, envelope, source)) STRICT;
  CREATE TABLE announcements (
    tender TEXT NOT NULL, lot TEXT NOT NULL, record TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (tender, lot)) STRICT;
  CREATE TABLE records (
    tender TEXT NOT NULL, lot TEXT NOT NULL, digest TEXT NOT NULL, container BLOB NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (tender, lot)) STRICT;
`

/**
 * Opens the platform's records. What a transaction has committed survives `kill -9` and power loss (WAL, synchronous=FULL). A second process
 * on the same folder is refused by the exclusive lock. Refuses records of a newer program.
 */
export function openDatabase(file: string): Connection {
  try {
    return open(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') throw new Refusal('file-exists', `${file} is in use by another platform`)
    throw error
  }
}

function open(file: string): Connection {
  const db = new Database(file, { timeout: 500 })
  db.pragma('locking_mode = EXCLUSIVE')
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = FULL')
  db.pragma('foreign_keys = ON')
  const version = db.pragma('user_version', { simple: true })
  if (typeof version === 'number' && version > schemaVersion) {
    db.close()
    throw new Refusal('workspace-newer', file)
  }
  if (version === 0) {
    db.transaction(() => {
      db.exec(schema)
      db.pragma(`user_version = ${schemaVersion}`)
    })()
  }
  return db
}
