import type { Migration } from './migration.ts'

/**
 * What a bid was sealed from: a digest of the answers, so that a later change of the draft is seen, and what the form fields and schedules
 * said, encrypted under the workspace key like a capsule, so that an announcement can be held against it after the draft has gone.
 */
export const sealedAnswers: Migration = {
  version: 7,
  sql: `
    CREATE TABLE sealed_answers (
      bid_digest TEXT NOT NULL PRIMARY KEY CHECK (length(bid_digest) = 64),
      answers_digest TEXT NOT NULL CHECK (length(answers_digest) = 64),
      nonce BLOB NOT NULL CHECK (length(nonce) = 12),
      tag BLOB NOT NULL CHECK (length(tag) = 16),
      ciphertext BLOB NOT NULL
    ) STRICT;

    CREATE TABLE capsule_copies (
      bid_digest TEXT NOT NULL PRIMARY KEY CHECK (length(bid_digest) = 64),
      exported_at TEXT NOT NULL
    ) STRICT;
  `,
}
