import type { Migration } from './migration.ts'

/** Tender packages in the workspace, drafts with one answer for each section, and the contents that file answers share. */
export const tendersAndDrafts: Migration = {
  version: 1,
  sql: `
    CREATE TABLE tenders (
      digest TEXT NOT NULL PRIMARY KEY CHECK (length(digest) = 64),
      tender TEXT NOT NULL,
      file TEXT NOT NULL,
      imported_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE drafts (
      id TEXT NOT NULL PRIMARY KEY,
      tender_digest TEXT NOT NULL REFERENCES tenders (digest),
      lot TEXT NOT NULL,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE contents (
      sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
      size INTEGER NOT NULL CHECK (size >= 0),
      crc32 INTEGER NOT NULL CHECK (crc32 BETWEEN 0 AND 4294967295)
    ) STRICT;

    CREATE TABLE answers (
      draft TEXT NOT NULL REFERENCES drafts (id) ON DELETE CASCADE,
      section TEXT NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('file', 'form', 'schedule')),
      attachment TEXT UNIQUE,
      name TEXT,
      sha256 TEXT REFERENCES contents (sha256),
      value TEXT,
      PRIMARY KEY (draft, section),
      CHECK ((kind = 'file') = (attachment IS NOT NULL AND name IS NOT NULL AND sha256 IS NOT NULL)),
      CHECK ((kind = 'file') = (value IS NULL))
    ) STRICT;
    CREATE INDEX answers_sha256 ON answers (sha256);
    CREATE INDEX drafts_tender ON drafts (tender_digest);
  `,
}
