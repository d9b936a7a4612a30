import { tendersAndDrafts } from './0001-tenders-and-drafts.ts'
import { sealedBidsAndCapsules } from './0002-sealed-bids-and-capsules.ts'
import { receiptsAndJournal } from './0003-receipts-and-journal.ts'
import { uploads } from './0004-uploads.ts'
import { keyFiles } from './0005-key-files.ts'
import { settingsAndPlatforms } from './0006-settings-and-platforms.ts'
import { sealedAnswers } from './0007-sealed-answers.ts'
import { records } from './0008-records.ts'
import { definitions } from './0009-definitions.ts'
import type { Migration } from './migration.ts'

/** All migrations, oldest first. */
export const migrations: readonly Migration[] = [
  tendersAndDrafts, sealedBidsAndCapsules, receiptsAndJournal, uploads, keyFiles, settingsAndPlatforms, sealedAnswers, records, definitions,
]
