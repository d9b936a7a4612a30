import type { Migration } from './migration.ts'

/**
 * What became of a draft. A sealed bid outlives its draft. A capsule does not refer to a bid: it is stored before the bid file gets its
 * name, so that no sealed bid is ever without one.
 */
export const sealedBidsAndCapsules: Migration = {
  version: 2,
  sql: `
    CREATE TABLE sealed_bids (
      bid_digest TEXT NOT NULL PRIMARY KEY CHECK (length(bid_digest) = 64),
      draft TEXT REFERENCES drafts (id) ON DELETE SET NULL,
      tender_digest TEXT NOT NULL CHECK (length(tender_digest) = 64),
      lot TEXT NOT NULL,
      file TEXT NOT NULL,
      sealed_at TEXT NOT NULL,
      size INTEGER NOT NULL CHECK (size > 0)
    ) STRICT;
    CREATE INDEX sealed_bids_draft ON sealed_bids (draft);

    CREATE TABLE capsules (
      bid_digest TEXT NOT NULL PRIMARY KEY CHECK (length(bid_digest) = 64),
      nonce BLOB NOT NULL CHECK (length(nonce) = 12),
      tag BLOB NOT NULL CHECK (length(tag) = 16),
      ciphertext BLOB NOT NULL
    ) STRICT;

    CREATE TABLE trials (
      id INTEGER PRIMARY KEY,
      bid_digest TEXT NOT NULL CHECK (length(bid_digest) = 64),
      at TEXT NOT NULL,
      statement TEXT NOT NULL
    ) STRICT;
    CREATE INDEX trials_bid ON trials (bid_digest);
  `,
}
