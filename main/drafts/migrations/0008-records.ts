import type { Migration } from './migration.ts'

/** Opening records that were verified, byte for byte. */
export const records: Migration = {
  version: 8,
  sql: `
    CREATE TABLE records (
      id INTEGER PRIMARY KEY,
      digest TEXT NOT NULL UNIQUE CHECK (length(digest) = 64),
      tender_digest TEXT NOT NULL CHECK (length(tender_digest) = 64),
      lot TEXT NOT NULL,
      kept_at TEXT NOT NULL,
      bytes BLOB NOT NULL
    ) STRICT;
    CREATE INDEX records_tender ON records (tender_digest, lot);
  `,
}
