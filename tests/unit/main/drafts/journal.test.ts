import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Journal, journalStart, type JournalEntry } from '../../../../main/drafts/journal.ts'
import { Workspace } from './a-workspace.ts'

let workspace: Workspace
let journal: Journal
beforeEach(() => {
  workspace = new Workspace()
  journal = new Journal(workspace.database)
})
afterEach(() => workspace.remove())

const entry = (n: number): JournalEntry => ({ at: `2026-11-01T08:00:0${n}Z`, event: 'clock-sample', details: { 偏移: n, b: [1.5, null, 'é'] } })
const fill = (): string[] => [1, 2, 3, 4].map((n) => journal.append(entry(n)))

/** Somebody with the file and another program: triggers do not hold them. */
function tamper(sql: string): void {
  workspace.database.exec('DROP TRIGGER journal_is_never_changed; DROP TRIGGER journal_is_never_cut')
  workspace.database.exec(sql)
}

describe('the journal', () => {
  it('chains what is appended', () => {
    expect(journal.verify()).toEqual({ length: 0, head: journalStart, broken: null })
    const heads = fill()
    expect(journal.entries()).toEqual([1, 2, 3, 4].map((n) => ({ sequence: n, entry: entry(n), digest: heads[n - 1] })))
    expect(journal.verify()).toEqual({ length: 4, head: heads[3], broken: null })
    expect(journal.verify(heads[1])).toMatchObject({ broken: null })
  })
  it('has the digests that its description says', () => {
    const first = '{"at":"2026-11-01T08:00:01Z","details":{"b":[1.5,null,"é"],"偏移":1},"event":"clock-sample"}'
    expect(journal.append(entry(1))).toBe(createHash('sha256').update(Buffer.alloc(32)).update(first).digest('hex'))
  })
  it('goes on where it was after a restart', () => {
    fill()
    workspace.reopen()
    const again = new Journal(workspace.database)
    again.append(entry(5))
    expect(again.verify()).toMatchObject({ length: 5, broken: null })
  })
  it('cannot be changed or cut by this program', () => {
    fill()
    expect(() => workspace.database.exec("UPDATE journal SET entry = '{}'")).toThrow('only grows')
    expect(() => workspace.database.exec('DELETE FROM journal')).toThrow('only grows')
  })
  it.each([
    ['a changed entry', "UPDATE journal SET entry = replace(entry, 'sample', 'simple') WHERE sequence = 2", 2],
    ['a changed digest', "UPDATE journal SET digest = replace(digest, substr(digest, 1, 1), 'x') WHERE sequence = 3", 3],
    ['a missing entry', 'DELETE FROM journal WHERE sequence = 2', 2],
    ['a missing first entry', 'DELETE FROM journal WHERE sequence = 1', 1],
    ['entries that changed places', 'UPDATE journal SET sequence = 9 WHERE sequence = 2; UPDATE journal SET sequence = 2 WHERE sequence = 3; UPDATE journal SET sequence = 3 WHERE sequence = 9', 2],
  ])('shows %s', (_, sql, broken) => {
    fill()
    tamper(sql)
    expect(journal.verify().broken).toBe(broken)
  })
  it('shows a cut end to whoever holds an earlier head', () => {
    const head = fill().at(-1)
    tamper('DELETE FROM journal WHERE sequence = 4')
    expect(journal.verify().broken).toBeNull()
    expect(journal.verify(head).broken).toBe(4)
  })
})
