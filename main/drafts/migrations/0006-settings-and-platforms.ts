import type { Migration } from './migration.ts'

/** What a person chose, and platforms whose certification was accepted once. A platform is judged again before it is used again. */
export const settingsAndPlatforms: Migration = {
  version: 6,
  sql: `
    CREATE TABLE settings (
      name TEXT NOT NULL PRIMARY KEY,
      value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE platforms (
      origin TEXT NOT NULL PRIMARY KEY,
      code TEXT NOT NULL,
      descriptor TEXT NOT NULL,
      accepted_at TEXT NOT NULL
    ) STRICT;
  `,
}
