import { tendersAndDrafts } from './0001-tenders-and-drafts.ts'
import { sealedBidsAndCapsules } from './0002-sealed-bids-and-capsules.ts'
import { receiptsAndJournal } from './0003-receipts-and-journal.ts'
import { uploads } from './0004-uploads.ts'
import type { Migration } from './migration.ts'

/** All migrations, oldest first. */
export const migrations: readonly Migration[] = [tendersAndDrafts, sealedBidsAndCapsules, receiptsAndJournal, uploads]
