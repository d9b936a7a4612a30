import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { answersDigest, SealedAnswers } from '../../../../main/drafts/sealed-answers.ts'
import { FileKeyStore } from '../../../../main/drafts/workspace-key.ts'
import { Workspace } from './a-workspace.ts'

let workspace: Workspace
let sealed: SealedAnswers
const bid = 'b'.repeat(64)
beforeEach(async () => {
  workspace = await new Workspace().withTender()
  sealed = new SealedAnswers(workspace.database, new FileKeyStore(workspace.folder))
})
afterEach(() => workspace.remove())

async function answers() {
  const { drafts, scratch, tenderDigest } = workspace
  const { id } = drafts.create(tenderDigest, '1')
  drafts.setForm(id, 'offer', { total: '98765432.10', words: '' })
  drafts.setSchedule(id, 'prices', [{ item: 'earth', unitPrice: '1.00' }])
  await drafts.attach(id, 'qualification', scratch.file('a.pdf', '%PDF-1.7'))
  return { id, get: () => drafts.get(id).answers }
}

it('keeps what forms and schedules said, encrypted and bound to its bid', async () => {
  const { get } = await answers()
  sealed.save(bid, get())
  expect(sealed.sections(bid)).toEqual({ offer: { form: { total: '98765432.10', words: '' } }, prices: { schedule: [{ item: 'earth', unitPrice: '1.00' }] } })
  expect(sealed.sections('c'.repeat(64))).toBeUndefined()
  workspace.drafts.list().forEach((each) => workspace.drafts.remove(each.id))
  workspace.database.exec('VACUUM')
  workspace.database.pragma('wal_checkpoint(TRUNCATE)')
  expect(readFileSync(join(workspace.folder, 'workspace.sqlite')).includes('98765432.10')).toBe(false)
  workspace.database.prepare('UPDATE sealed_answers SET bid_digest = ?').run('c'.repeat(64))
  expect(() => sealed.sections('c'.repeat(64))).toThrow('workspace-damaged')
})

it('the digest of answers tells every change, and nothing but changes', async () => {
  const { id, get } = await answers()
  const before = answersDigest(get())
  sealed.save(bid, get())
  expect(sealed.digest(bid)).toBe(before)
  workspace.drafts.setForm(id, 'offer', { words: '', total: '98765432.10' })
  expect(answersDigest(get())).toBe(before)
  workspace.drafts.setForm(id, 'offer', { words: '', total: '98765432.11' })
  expect(answersDigest(get())).not.toBe(before)
  workspace.drafts.setForm(id, 'offer', { words: '', total: '98765432.10' })
  await workspace.drafts.attach(id, 'qualification', workspace.scratch.file('a.pdf', '%PDF-1.8'))
  expect(answersDigest(get())).not.toBe(before)
})
