import type { Migration } from './migration.ts'

/** What platforms confirmed, byte for byte, and the hash-chained journal of attempts and answers. The journal only grows. */
export const receiptsAndJournal: Migration = {
  version: 3,
  sql: `
    CREATE TABLE receipts (
      id INTEGER PRIMARY KEY,
      digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
      platform TEXT NOT NULL,
      tender TEXT NOT NULL,
      lot TEXT NOT NULL,
      type TEXT NOT NULL,
      bid_digest TEXT,
      holder TEXT,
      received_at TEXT NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX receipts_tender ON receipts (tender, lot, holder);

    CREATE TABLE journal (
      sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
      entry TEXT NOT NULL,
      digest TEXT NOT NULL CHECK (length(digest) = 64)
    ) STRICT;
    CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
    CREATE TRIGGER journal_is_never_cut BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal only grows'); END;
  `,
}
