import type { Migration } from './migration.ts'

/** Tenders that an agency is writing, and the packages that were built from them. Documents and certificates lie in a folder for each. */
export const definitions: Migration = {
  version: 9,
  sql: `
    CREATE TABLE definitions (
      id TEXT NOT NULL PRIMARY KEY,
      json TEXT NOT NULL,
      supersedes TEXT,
      created_at TEXT NOT NULL,
      changed_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE built_packages (
      id INTEGER PRIMARY KEY,
      definition TEXT NOT NULL REFERENCES definitions (id) ON DELETE CASCADE,
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      sequence INTEGER NOT NULL,
      built_at TEXT NOT NULL
    ) STRICT;
    CREATE INDEX built_packages_definition ON built_packages (definition);
  `,
}
