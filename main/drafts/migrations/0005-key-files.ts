import type { Migration } from './migration.ts'

/** Certificate files (.p12) that were imported: where they lie, and their public certificates, so that a list needs no password. */
export const keyFiles: Migration = {
  version: 5,
  sql: `
    CREATE TABLE key_files (
      id TEXT NOT NULL PRIMARY KEY CHECK (length(id) = 32),
      name TEXT NOT NULL,
      file TEXT NOT NULL,
      holder_id TEXT NOT NULL,
      holder_name TEXT NOT NULL,
      signing TEXT NOT NULL,
      encryption TEXT NOT NULL,
      chain TEXT NOT NULL,
      imported_at TEXT NOT NULL
    ) STRICT;
  `,
}
