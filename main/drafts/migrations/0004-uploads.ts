import type { Migration } from './migration.ts'

/** Addresses of unfinished uploads, so that an upload goes on after a restart. */
export const uploads: Migration = {
  version: 4,
  sql: `
    CREATE TABLE uploads (
      digest TEXT NOT NULL CHECK (length(digest) = 64),
      platform TEXT NOT NULL,
      url TEXT NOT NULL,
      PRIMARY KEY (digest, platform)
    ) STRICT, WITHOUT ROWID;
  `,
}
