import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { TenderView } from '../../../../preload/contract/tenders.ts'
import { Desk } from '../../../support/desk.ts'
import { assets, job, WindowDesk } from '../../../support/bridge.ts'

/** Drafting over the border, with no platform and no key. */

let agency: Desk
let window: WindowDesk
let tender: TenderView
let draft: string

beforeAll(async () => {
  agency = await Desk.open({ control: 'bidder' })
  window = await WindowDesk.open({ practice: agency.practice })
  tender = await window.ask('tenders.import', { file: await window.file(agency.tender.file), job: job() })
})
afterAll(async () => {
  await window.end()
  await agency.close()
})
beforeEach(async () => { draft = (await window.ask('drafts.create', { tender: tender.digest, lot: '1' })).id })

const attach = async (name: string, content: string | Buffer): Promise<string> => {
  writeFileSync(agency.path(name), content)
  return window.codeOf('drafts.attach', { draft, section: 'plan', file: await window.file(agency.path(name)), job: job() })
}

describe('a draft', () => {
  it('says at every moment what is missing', async () => {
    const view = await window.ask('drafts.get', { draft })
    expect(view.findings.map((each) => `${each.code} ${each.section}`)).toEqual(['section-missing letter', 'section-missing plan', 'section-missing price'])
    const half = await window.ask('drafts.setForm', { draft, section: 'price', values: { total: '' } })
    expect(half.findings).toContainEqual(expect.objectContaining({ code: 'field-missing', section: 'price', item: 'total' }))
    expect(half).toMatchObject({ answered: 1, sections: 3, totalInWords: null })
    const whole = await window.ask('drafts.setForm', { draft, section: 'price', values: { total: '1200000.05' } })
    expect(whole.totalInWords).toBe('壹佰贰拾万元零伍分')
    expect((await window.ask('drafts.list')).find((each) => each.id === draft)).toMatchObject({ answered: 1, errors: 2 })
  })

  it('takes answers to sections of its lot only', async () => {
    expect(await window.codeOf('drafts.setForm', { draft, section: 'nowhere', values: {} })).toBe('bad-input')
    expect(await window.codeOf('drafts.create', { tender: tender.digest, lot: '9' })).toBe('bad-input')
    expect(await window.codeOf('drafts.create', { tender: 'a'.repeat(64), lot: '1' })).toBe('tender-unknown')
    expect(await window.codeOf('drafts.get', { draft: '00000000-0000-4000-8000-000000000000' })).toBe('draft-unknown')
  })

  it('drops prices that are not there yet, and finds them missing', async () => {
    const sample = JSON.parse(readFileSync(join(assets, 'sample/tender/tender.json'), 'utf8')) as { response: { sections: { id: string, kind: string, schedule?: unknown }[] } }
    expect(sample.response.sections.some((each) => each.schedule !== undefined)).toBe(true)
    await window.ask('drafts.setSchedule', { draft, section: 'letter', rows: [{ item: 'a', unitPrice: '' }, { item: 'b', unitPrice: '1.5' }] })
    const { content, findings } = await window.ask('drafts.get', { draft })
    expect(content.find((each) => each.section.id === 'letter')!.answer).toEqual({ kind: 'schedule', rows: [{ item: 'b', unitPrice: '1.5' }] })
    expect(findings).toContainEqual(expect.objectContaining({ code: 'answer-kind', section: 'letter' }))
  })

  it('keeps an attachment and shows a checked copy of it, of types without programs only', async () => {
    expect(await attach('计划.pdf', '%PDF-1.7 plan')).toBe('ok')
    await window.ask('drafts.openAttachment', { draft, section: 'plan' })
    const shown = window.person.viewed.at(-1)!
    expect(shown.startsWith(join(window.folder, 'viewing'))).toBe(true)
    expect(readFileSync(shown, 'utf8')).toBe('%PDF-1.7 plan')
    expect(await attach('macro.docm', 'x')).toBe('ok')
    expect(await window.codeOf('drafts.openAttachment', { draft, section: 'plan' })).toBe('document-type')
    expect(await window.codeOf('drafts.openAttachment', { draft, section: 'letter' })).toBe('bad-input')
  })

  it('is not shown a damaged attachment', async () => {
    await attach('plan.txt', 'the plan of this very test')
    const answer = window.workspace.drafts.get(draft).answers.get('plan')
    if (answer?.kind !== 'file') throw new Error('attached')
    writeFileSync(answer.attachment.path, 'the plan of another test..')
    const before = window.person.viewed.length
    expect(await window.codeOf('drafts.openAttachment', { draft, section: 'plan' })).toBe('digest-mismatch')
    expect(window.person.viewed).toHaveLength(before)
  })

  it('gives no path away', async () => {
    await attach('plan.txt', 'x')
    expect(JSON.stringify(await window.ask('drafts.get', { draft }))).not.toContain(window.folder)
    expect(JSON.stringify(await window.ask('tenders.list'))).not.toContain(window.folder)
  })
})

describe('a tender package', () => {
  it('shows its documents as checked copies, and saves them where the person wants', async () => {
    await window.ask('tenders.openDocument', { tender: tender.digest, document: 'notice' })
    expect(readFileSync(window.person.viewed.at(-1)!, 'utf8')).toBe('招标公告\n')
    window.person.target = agency.path('saved.txt')
    expect(await window.ask('tenders.saveDocument', { tender: tender.digest, document: 'notice' })).toEqual({ name: 'saved.txt' })
    window.person.target = agency.path('saved.etender')
    await window.ask('tenders.save', { tender: tender.digest })
    expect(readFileSync(agency.path('saved.etender'))).toEqual(readFileSync(agency.tender.file))
    window.person.target = null
    expect(await window.ask('tenders.save', { tender: tender.digest })).toBeNull()
    expect(await window.codeOf('tenders.openDocument', { tender: tender.digest, document: 'other' })).toBe('bad-input')
  })

  it('is told of its addendum, and a draft moves onto it', async () => {
    const addendum = await agency.build({ control: 'bidder', bytesPerBid: 100_000_000 }, agency.tender.file)
    await window.ask('drafts.setForm', { draft, section: 'letter', values: { valid: '90' } })
    const imported = await window.ask('tenders.import', { file: await window.file(addendum.file), job: job() })
    expect((await window.ask('tenders.list')).map(({ digest, newest }) => [digest, newest])).toEqual([[imported.digest, imported.digest], [tender.digest, imported.digest]])
    expect(await window.ask('tenders.compare', { from: tender.digest, to: imported.digest })).toMatchObject({ deadline: null, sections: [], other: ['limits'] })
    const moved = await window.ask('drafts.move', { draft, tender: imported.digest })
    expect(moved.id).not.toBe(draft)
    expect(moved).toMatchObject({ tender: { digest: imported.digest, sequence: 1 }, answered: 1 })
  })

  it('that was announced is not kept when another one comes', async () => {
    const store = await window.ask('files.inspect', { file: await window.file(agency.tender.file), job: job() })
    expect(store).toMatchObject({ kind: 'tender', verdict: { state: 'valid' }, digest: tender.digest })
    expect(await window.codeOf('tenders.receive', { origin: 'https://platform.example', tender: 'T-1', digest: tender.digest, size: 5 })).toBe('platform-uncertified')
    const bad = await window.ask('files.inspect', { file: await window.file(join(assets, 'sample/README.md')), job: job() })
    expect(bad).toMatchObject({ kind: null, content: null, signer: null, verdict: { state: 'invalid' } })
  })
})

it('leaves no copy behind when the program ends', async () => {
  const desk = await WindowDesk.open({ practice: agency.practice, folder: agency.path('own') })
  const own = await desk.ask('tenders.import', { file: await desk.file(agency.tender.file), job: job() })
  await desk.ask('tenders.openDocument', { tender: own.digest, document: 'notice' })
  expect(existsSync(join(desk.folder, 'viewing'))).toBe(true)
  await desk.end()
  expect(existsSync(join(desk.folder, 'viewing'))).toBe(false)
})
