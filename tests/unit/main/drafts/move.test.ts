import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Tender } from '../../../../interface/schemas/tender.ts'
import { checkResponse } from '../../../../main/checks/check-response.ts'
import { isSameTender, moveDraft as moveNow } from '../../../../main/drafts/move.ts'
import { aTender } from '../checks/a-tender.ts'
import { sha256, Workspace } from './a-workspace.ts'

/** Refusals as of any verb. */
const moveDraft = async (...call: Parameters<typeof moveNow>): Promise<ReturnType<typeof moveNow>> => moveNow(...call)

let workspace: Workspace
beforeEach(async () => { workspace = await new Workspace().withTender() })
afterEach(() => workspace.remove())

async function addendum(change: (tender: Tender) => void): Promise<string> {
  const tender = { ...aTender(), sequence: 1 }
  change(tender)
  const content = JSON.stringify(tender)
  await workspace.drafts.importTender(tender, sha256(content), workspace.scratch.file('addendum', content))
  return sha256(content)
}

async function drafted(): Promise<string> {
  const { drafts, scratch, tenderDigest } = workspace
  const { id } = drafts.create(tenderDigest, '1')
  await drafts.attach(id, 'qualification', scratch.file('资格.pdf', '%PDF-1.7 qualification'))
  await drafts.attach(id, 'bill', scratch.file('bill.xml', '<bill/>'))
  drafts.setForm(id, 'letter', { manager: '张工' })
  drafts.setForm(id, 'integrity', { accepted: true })
  drafts.setSchedule(id, 'prices', [{ item: 'earth', unitPrice: '1.00' }])
  return id
}

describe('a draft', () => {
  it('moves onto an addendum with every answer whose section takes the same kind, and stays itself', async () => {
    const old = await drafted()
    const digest = await addendum(({ response }) => {
      response.sections = response.sections.filter((each) => each.id !== 'integrity').map((each) => {
        if (each.id === 'letter') return { id: each.id, title: each.title, envelope: each.envelope, kind: 'file', required: true }
        if (each.id === 'bill') return { ...each, schedule: { columns: [{ id: 'p', title: '单价', by: 'bidder' }], items: [{ id: 'x', title: 'x', unit: 'm', quantity: '1' }] } }
        return each
      })
    })
    const moved = await moveDraft(workspace.drafts, old, digest)
    expect([...moved.answers.keys()].sort()).toEqual(['prices', 'qualification'])
    const before = workspace.drafts.get(old)
    expect(before.answers.size).toBe(5)
    const [one, other] = [before, moved].map((each) => each.answers.get('qualification'))
    expect(one!.kind === 'file' && other!.kind === 'file' && one!.attachment.sha256 === other!.attachment.sha256 && one!.attachment.name === other!.attachment.name).toBe(true)
    // What was left behind is asked for again.
    const tender = workspace.drafts.tender(digest)!.tender
    expect(checkResponse(tender, '1', moved.answers).map((each) => `${each.code} ${each.section}`)).toContain('section-missing letter')
  })

  it('keeps its attachments when the old one is removed', async () => {
    const old = await drafted()
    const moved = await moveDraft(workspace.drafts, old, await addendum(() => undefined))
    workspace.drafts.remove(old)
    const answer = workspace.drafts.get(moved.id).answers.get('qualification')
    if (answer?.kind !== 'file') throw new Error('attached')
    await expect(workspace.drafts.checkAttachment(answer.attachment)).resolves.toBeUndefined()
  })

  it('takes a damaged attachment along as damaged: moving does not make it good', async () => {
    const old = await drafted()
    const before = workspace.drafts.get(old).answers.get('qualification')
    if (before?.kind !== 'file') throw new Error('attached')
    writeFileSync(before.attachment.path, '%PDF-1.7 qualificatioN')
    const moved = await moveDraft(workspace.drafts, old, await addendum(() => undefined))
    const answer = moved.answers.get('qualification')
    if (answer?.kind !== 'file') throw new Error('attached')
    expect(answer.attachment).toMatchObject({ sha256: before.attachment.sha256, name: before.attachment.name })
    expect(answer.attachment.id).not.toBe(before.attachment.id)
    await expect(workspace.drafts.checkAttachment(answer.attachment)).rejects.toMatchObject({ code: 'attachment-damaged' })
  })

  it('moves to another version of the same tender only', async () => {
    const old = await drafted()
    const count = workspace.drafts.list().length
    await expect(moveDraft(workspace.drafts, old, workspace.tenderDigest)).rejects.toMatchObject({ code: 'tender-sequence' })
    await expect(moveDraft(workspace.drafts, old, await addendum(({ tender }) => { tender.id = 'tender-2' }))).rejects.toMatchObject({ code: 'tender-sequence' })
    await expect(moveDraft(workspace.drafts, old, await addendum(({ tender }) => { tender.lots = [{ id: '2', title: '设备' }] }))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(moveDraft(workspace.drafts, old, 'f'.repeat(64))).rejects.toMatchObject({ code: 'tender-unknown' })
    expect(workspace.drafts.list()).toHaveLength(count)
  })
})

it('a package with the number of another tender is not its newer version', () => {
  const agency = (id: string) => ({ ...aTender(), parties: [{ id, name: '代理', roles: ['procuringEntity' as const] }] })
  expect(isSameTender(agency('91320599MA1X3T6P7X'), agency('91320599MA1X3T6P7X'))).toBe(true)
  expect(isSameTender(agency('91320599MA1X3T6P7X'), agency('91320599MA1Y8W2K7T'))).toBe(false)
})
