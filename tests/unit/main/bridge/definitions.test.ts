import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { DefinitionView } from '../../../../preload/contract/definitions.ts'
import type { TenderDefinition } from '../../../../interface/schemas/tender.ts'
import { job, WindowDesk, willing } from '../../../support/bridge.ts'
import { practiceFolder } from '../../../support/practice.ts'

/** The agency's desk over the border, with no platform. */

let window: WindowDesk
let scratch: string
let agency: string
let sample: DefinitionView
beforeAll(async () => {
  window = await WindowDesk.open({ practice: await practiceFolder() })
  scratch = mkdtempSync(join(tmpdir(), 'sealbid-definitions-'))
  agency = await window.certificate('agency')
  await window.ask('practice.setTime', { time: '2026-12-01T09:00:00+08:00' })
})
afterAll(async () => {
  await window.end()
  rmSync(scratch, { recursive: true, force: true })
})
beforeEach(async () => {
  sample = await window.ask('definitions.create', { from: { kind: 'sample' } })
  window.person.reply = willing
  window.person.asked.length = 0
})

const save = (json: unknown): Promise<DefinitionView> => window.ask('definitions.save', { definition: sample.id, json })
const definition = (): TenderDefinition => structuredClone(sample.json) as TenderDefinition
const places = (view: DefinitionView): string[] => view.faultList.map((each) => each.place)
const build = () => window.codeOf('definitions.build', { definition: sample.id, certificate: agency, job: job() })
const file = async (name: string, content = 'x'): Promise<string> => {
  writeFileSync(join(scratch, name), content)
  return window.file(join(scratch, name))
}

describe('a definition', () => {
  it('begins blank, with its faults named by place', async () => {
    const blank = await window.ask('definitions.create', { from: { kind: 'blank' } })
    expect(places(blank)).toEqual(expect.arrayContaining(['ocid', 'parties', 'tender.id', 'tender.title', 'response.sections']))
    expect(blank.json).toMatchObject({ tender: { tenderPeriod: { endDate: '2026-12-22T09:30:00+08:00' } } })
    expect(await window.codeOf('definitions.preview', { definition: blank.id })).toBe('tender-definition')
    await window.ask('definitions.remove', { definition: blank.id })
    expect(await window.codeOf('definitions.get', { definition: blank.id })).toBe('definition-unknown')
    expect(existsSync(join(window.folder, 'definitions', blank.id))).toBe(false)
  })

  it('may be anything while it is written', async () => {
    for (const json of [null, [], 'x', { tender: 5, sealing: [] }]) {
      const view = await save(json)
      expect(view.faults).toBeGreaterThan(0)
      expect(view).toMatchObject({ title: '', certificates: [] })
    }
    const added = await window.ask('definitions.addDocument', { definition: sample.id, file: await file('补充 公告.pdf'), job: job() })
    expect((added.json as TenderDefinition).tender.documents).toEqual([{ id: 'document', title: '补充 公告', documentType: 'biddingDocuments', file: '补充 公告.pdf' }])
  })

  it('of the sample is whole, with the tenderer\'s practice certificates', async () => {
    expect(sample.faultList).toEqual([])
    expect(sample.documents).toHaveLength(7)
    expect(sample.certificates.map((each) => each.holder.id)).toEqual(['91320599MA1Y8W2K7T', '91320599MA1Y8W2K7T'])
  })

  it('whose times have passed is moved to times that are still to come', async () => {
    const state = await window.ask('app.state')
    await window.ask('practice.setTime', { time: '2027-02-01T09:00:00+08:00' })
    const later = await window.ask('definitions.create', { from: { kind: 'sample' } })
    await window.ask('practice.setTime', { time: state.now })
    expect(later.faultList).toEqual([])
    expect(Date.parse((later.json as TenderDefinition).tender.tenderPeriod.endDate)).toBeGreaterThan(Date.parse('2027-02-15T00:00:00Z'))
  })
})

describe('its files', () => {
  it('are added and removed with their entries', async () => {
    const token = await file('Notice 2.pdf')
    const added = await window.ask('definitions.addDocument', { definition: sample.id, file: token, job: job() })
    expect(added.documents.map((each) => each.file)).toContain('Notice 2.pdf')
    expect((added.json as TenderDefinition).tender.documents.at(-1)).toMatchObject({ id: 'notice-2', file: 'Notice 2.pdf' })
    expect((await window.ask('definitions.addDocument', { definition: sample.id, file: token, job: job() })).documents).toHaveLength(8)
    const removed = await window.ask('definitions.removeDocument', { definition: sample.id, document: 'Notice 2.pdf' })
    expect(removed.json).toEqual(sample.json)
    expect(await window.codeOf('definitions.addDocument', { definition: sample.id, file: await file('con.pdf'), job: job() })).toBe('container-name')
    expect(await window.codeOf('definitions.addDocument', { definition: sample.id, file: await file('01-NOTICE.pdf'), job: job() })).toBe('container-duplicate')
  })

  it('that are named but not there are faults', async () => {
    const json = definition()
    json.tender.documents[1]!.file = 'none.pdf'
    json.sealing.openingCertificates[1]!.path = 'certificates/backup-00.pem'
    expect(places(await save(json))).toEqual(['tender.documents.1.file', 'sealing.openingCertificates.1.path'])
  })

  it.each(['../../keys/x.pem', '/etc/ssl/certs/ca-certificates.crt', '../tender.json', 'certificates/../../workspace.key', '../../../workspace.sqlite'])('never lie outside its folder: %s', async (path) => {
    const json = definition()
    json.sealing.openingCertificates[1]!.path = path
    json.tender.documents[0]!.file = path
    expect(places(await save(json))).toEqual(['tender.documents.0.file', 'sealing.openingCertificates.1.path'])
    expect(await build()).toBe('tender-definition')
    await window.ask('definitions.removeDocument', { definition: sample.id, document: path })
    expect(existsSync(join(window.folder, 'workspace.sqlite'))).toBe(true)
    expect(window.person.asked).toEqual([])
  })

  it('certificates are the tenderer\'s, and encrypt', async () => {
    const add = (name: string, role = 'main') => window.file(join(window.practice, name))
      .then((token) => window.codeOf('definitions.addCertificate', { definition: sample.id, role, source: { file: token } }))
    expect(await add('tenderer.pem')).toBe('key-usage')
    expect(await add('trust.json')).toBe('certificate-unreadable')
    expect(await add('agency-encrypt.pem')).toBe('ok')
    const view = await window.ask('definitions.get', { definition: sample.id })
    expect((view.json as TenderDefinition).sealing.openingCertificates.map((each) => each.role)).toEqual(['main', 'backup'])
    expect(places(view)).toEqual(['sealing.openingCertificates.0.path'])
    const tenderer = await window.certificate('tenderer')
    const mended = await window.ask('definitions.addCertificate', { definition: sample.id, role: 'main', source: { certificate: tenderer } })
    expect(mended.faultList).toEqual([])
  })
})

describe('building', () => {
  it('is the agency\'s, and shows nothing to anybody else', async () => {
    const bidder = await window.certificate('bidder-a')
    window.person.asked.length = 0
    expect(await window.codeOf('definitions.build', { definition: sample.id, certificate: bidder, job: job() })).toBe('signer-mismatch')
    expect(window.person.asked).toEqual([])
  })

  it('refuses a document that was exchanged behind the confirmation', async () => {
    window.person.reply = (question) => {
      writeFileSync(join(window.folder, 'definitions', sample.id, 'documents', '01-notice.pdf'), 'another notice')
      return willing(question)
    }
    expect(await build()).toBe('bad-input')
    expect(await window.ask('tenders.list')).toEqual([])
  })

  it('makes a package, and an addendum to it that follows', async () => {
    const built = await window.ask('definitions.build', { definition: sample.id, certificate: agency, job: job() })
    expect(window.person.asked.at(-1)).toMatchObject({ act: 'build-tender', warnings: ['practice', 'no-timestamp'] })
    expect(built).toMatchObject({ sequence: 0, supersedes: null, verdict: { state: 'indeterminate' } })
    const addendum = await window.ask('definitions.create', { from: { kind: 'addendum', tender: built.digest } })
    expect(addendum).toMatchObject({ supersedes: built.digest, faultList: [], tender: built.id })
    expect(addendum.documents).toHaveLength(7)
    const json = structuredClone(addendum.json) as TenderDefinition
    json.tender.tenderPeriod.endDate = '2026-12-20T09:30:00+08:00'
    json.sealing.stages[0]!.openingTime = json.tender.tenderPeriod.endDate
    expect((await window.ask('definitions.save', { definition: addendum.id, json: json as never })).faultList)
      .toEqual([{ place: 'tender.tenderPeriod.endDate', message: 'an addendum must not bring the deadline forward' }])
    json.tender.tenderPeriod.endDate = '2026-12-29T09:30:00+08:00'
    json.sealing.stages[0]!.openingTime = json.tender.tenderPeriod.endDate
    json.changes = '开标时间顺延一周。'
    await window.ask('definitions.save', { definition: addendum.id, json: json as never })
    const next = await window.ask('definitions.build', { definition: addendum.id, certificate: agency, job: job() })
    expect(next).toMatchObject({ sequence: 1, supersedes: built.digest })
    expect(await window.ask('tenders.compare', { from: built.digest, to: next.digest })).toMatchObject({ text: json.changes, sections: [], documents: [], other: ['sealing'], deadline: { to: json.tender.tenderPeriod.endDate } })
    // Another sample gets a number that is free.
    expect((await window.ask('definitions.create', { from: { kind: 'sample' } })).tender).toBe(`${built.id}-2`)
  })
})
