import { createHash } from 'node:crypto'
import { canonical } from '../../interface/canonical.ts'
import { inTransaction, type Database } from './database.ts'

/** One thing that was tried, answered or measured. Never a secret: the journal goes into evidence packages. */
export interface JournalEntry {
  /** RFC 3339, by this machine's clock. */
  at: string
  /** What happened, for example `submit-attempt`, `receipt`, `clock-sample`. */
  event: string
  /** JSON. */
  details: Record<string, unknown>
}

export interface ChainedEntry {
  /** 1 for the first. */
  sequence: number
  entry: JournalEntry
  /** SHA-256, hex. */
  digest: string
}

/** `broken` is the sequence of the first entry that does not follow from the one before, or is missing; null if the chain is whole. */
export interface JournalState { length: number, head: string, broken: number | null }

interface Row { sequence: number, entry: string, digest: string }

/** What the first entry follows. */
export const journalStart = '0'.repeat(64)

/**
 * Hash-chained journal: the digest of an entry is SHA-256(digest of the entry before, 32 bytes ‖ canonical JSON of the entry, RFC 8785).
 * A chain cannot tell that its end was cut off; whoever holds an earlier head can: `verify` takes it.
 */
export class Journal {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Answers the new head. */
  append(entry: JournalEntry): string {
    const json = Buffer.from(canonical(entry))
    return inTransaction(this.#database, () => {
      const last = this.#database.prepare<[], Row>('SELECT * FROM journal ORDER BY sequence DESC LIMIT 1').get()
      const digest = chain(last?.digest ?? journalStart, json)
      this.#database.prepare('INSERT INTO journal (sequence, entry, digest) VALUES (?, ?, ?)').run((last?.sequence ?? 0) + 1, json.toString('utf8'), digest)
      return digest
    })
  }

  /** Oldest first. */
  entries(): ChainedEntry[] {
    return this.#rows().map(({ sequence, entry, digest }) => ({ sequence, entry: JSON.parse(entry) as JournalEntry, digest }))
  }

  /** Computes the whole chain again. With `knownHead`, an earlier head that no entry has any more counts as broken, after the end. */
  verify(knownHead?: string): JournalState {
    let head = journalStart
    let length = 0
    let isKnown = knownHead === undefined || knownHead === journalStart
    for (const row of this.#rows()) {
      const digest = chain(head, Buffer.from(row.entry, 'utf8'))
      if (row.sequence !== length + 1 || row.digest !== digest) return { length, head, broken: length + 1 }
      head = digest
      length += 1
      if (head === knownHead) isKnown = true
    }
    return { length, head, broken: isKnown ? null : length + 1 }
  }

  #rows(): Row[] {
    return this.#database.prepare<[], Row>('SELECT * FROM journal ORDER BY sequence').all()
  }
}

const chain = (previous: string, entry: Uint8Array): string => createHash('sha256').update(Buffer.from(previous, 'hex')).update(entry).digest('hex')
