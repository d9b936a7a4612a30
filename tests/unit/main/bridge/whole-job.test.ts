import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { PlatformClient } from '../../../../interface/client.ts'
import { closingEvidence, deliverRecord, openTenderersLayer, publishTender, releaseKeys, signIn, submitBid, type OpeningPlace } from '../../../../interface/flows.ts'
import type { ResponseInput } from '../../../../interface/schemas/bid.ts'
import { ownOutcome } from '../../../../main/opening/kept-records.ts'
import type { TenderView } from '../../../../preload/contract/tenders.ts'
import type { DraftView, SealedView } from '../../../../preload/contract/drafts.ts'
import { assets, job, WindowDesk } from '../../../support/bridge.ts'
import { setClock, testPlatform, type TestPlatform } from '../../../support/platform.ts'

/** The three jobs through the border alone: agency, bidder and opening, each with a window and a workspace of its own. */

const published = '2026-12-01T01:00:00Z'
const opening = '2026-12-22T01:30:01Z'
const chunkBytes = 4 * 1024 * 1024
const response = JSON.parse(readFileSync(join(assets, 'sample/bidder-a/response.json'), 'utf8')) as ResponseInput

let platform: TestPlatform
let agency: WindowDesk
let bidder: WindowDesk
let tenderer: WindowDesk
let scratch: string
let tender: TenderView
let draft: DraftView
let sealed: SealedView
const certificate = new Map<WindowDesk, string>()
const place = (): OpeningPlace => ({ tender: tender.id, tenderDigest: tender.digest, lot: '1' })
const connect = (desk: WindowDesk) => desk.connect(platform.origin, certificate.get(desk)!)

beforeAll(async () => {
  platform = await testPlatform(published)
  scratch = mkdtempSync(join(tmpdir(), 'sealbid-saved-'))
  for (const name of ['agency', 'bidder-a', 'tenderer'] as const) {
    const desk = await WindowDesk.open({ practice: platform.practice, rehearsalPlatform: platform.origin })
    certificate.set(desk, await desk.certificate(name))
    await desk.accept(platform.origin)
    if (name === 'agency') agency = desk
    else if (name === 'bidder-a') bidder = desk
    else tenderer = desk
  }
})

afterAll(async () => {
  for (const desk of [agency, bidder, tenderer]) await desk?.end()
  await platform.end()
  rmSync(scratch, { recursive: true, force: true })
})

describe('the agency', () => {
  it('writes, builds and publishes the sample tender', async () => {
    const definition = await agency.ask('definitions.create', { from: { kind: 'sample' } })
    expect(definition.faultList).toEqual([])
    expect(definition.json).toMatchObject({ platform: { code: 'JS-PRACTICE-01', origin: platform.origin } })
    const preview = await agency.ask('definitions.preview', { definition: definition.id })
    tender = await agency.ask('definitions.build', { definition: definition.id, certificate: certificate.get(agency)!, job: job() })
    expect(preview).toEqual(tender.tender)
    expect(agency.person.facts).toMatchObject({ 'tender-id': 'SZWY2026-SG-0187', version: '0', documents: '7', 'valid-until': expect.any(String) })
    expect(tender.verdict).toMatchObject({ state: 'valid', stampedAt: expect.stringMatching(/^2026-12-01T01:0/) })
    expect((await agency.ask('definitions.list'))[0]!.built).toMatchObject([{ digest: tender.digest, sequence: 0 }])

    const parties = await connect(agency)
    const slices = await agency.ask('tenders.slices', { tender: tender.digest })
    const receipt = await publishTender(parties, { ...slices, source: agency.slices(slices) }, tender.id, { chunkBytes })
    expect(agency.person.acts).toEqual(['build-tender', 'publish'])
    expect(agency.person.facts).toMatchObject({ digest: tender.digest, size: String(slices.size), origin: platform.origin })
    const [kept] = await agency.ask('receipts.list', { tender: tender.id, lot: '1' })
    expect(kept).toMatchObject({ type: 'publish', bidDigest: null, platform: 'JS-PRACTICE-01' })
    agency.person.target = join(scratch, 'publication.receipt')
    expect(await agency.ask('receipts.save', { receipt: kept!.digest })).toEqual({ name: 'publication.receipt' })
    expect(readFileSync(agency.person.target)).toEqual(Buffer.from(receipt))
  })
})

async function fill(desk: WindowDesk, id: string): Promise<DraftView> {
  for (const [section, value] of Object.entries(response.sections)) {
    if ('form' in value) await desk.ask('drafts.setForm', { draft: id, section, values: value.form })
    else if ('schedule' in value) await desk.ask('drafts.setSchedule', { draft: id, section, rows: value.schedule })
    else await desk.ask('drafts.attach', { draft: id, section, file: await desk.file(join(assets, 'sample/bidder-a', value.file)), job: job() })
  }
  return desk.ask('drafts.get', { draft: id })
}

describe('the bidder', () => {
  let client: PlatformClient

  it('receives the package piece by piece and drafts', async () => {
    const parties = await connect(bidder)
    client = parties.client
    const received = await bidder.receive(client, tender.id)
    expect(received).toEqual({ ...tender, importedAt: received.importedAt })
    const empty = await bidder.ask('drafts.create', { tender: tender.digest, lot: '1' })
    expect(empty).toMatchObject({ answered: 0, scheduleTotal: null, totalInWords: null, sealed: null, receipt: null })
    expect(empty.errors).toBeGreaterThan(5)
    draft = await fill(bidder, empty.id)
    expect(draft).toMatchObject({ errors: 0, findings: [], scheduleTotal: '27222041.45', totalInWords: '贰仟柒佰贰拾贰万贰仟零肆拾壹元肆角伍分' })
    expect(draft).toMatchObject({ answered: Object.keys(response.sections).length, sections: draft.content.length })
  })

  it('seals: main shows from its own data what is signed and who opens it when', async () => {
    const backup = await bidder.certificate('bidder-a-backup')
    await bidder.ask('certificates.lock', { certificate: certificate.get(bidder)! })
    sealed = await bidder.ask('bids.seal', { draft: draft.id, certificate: certificate.get(bidder)!, backups: [backup], job: job() })
    const question = bidder.person.asked.at(-1)!
    expect(question).toMatchObject({ kind: 'confirm', act: 'seal', warnings: ['practice'], password: { mode: 'open', wrong: false, hint: bidder.password('bidder-a') } })
    expect(question.facts.filter((each) => each.label === 'opened-by')).toHaveLength(4)
    expect(bidder.person.facts).toMatchObject({ tender: tender.title, bidder: expect.stringContaining('913205997149382018'), documents: '4', deadline: tender.deadline })
    expect(sealed).toMatchObject({ present: true, stamped: true, current: true, trials: [], bidder: { id: '913205997149382018' } })
    expect(bidder.person.events.filter((each) => each.event === 'progress').length).toBeGreaterThan(0)
  })

  it('opens on trial and is told how much that proves', async () => {
    const trial = await bidder.ask('bids.trialOpen', { bid: sealed.digest, certificate: certificate.get(bidder)!, job: job() })
    expect(trial.complete).toBe(true)
    expect(trial.envelopes.map((each) => each.tenderersLayer)).toEqual(Array(3).fill('addressed-correctly-not-opened'))
    expect((await bidder.ask('drafts.list'))[0]!.sealed).toMatchObject({ digest: sealed.digest, current: true, tried: true })
  })

  it('exports the capsule under a password that the window never sees', async () => {
    bidder.person.target = join(scratch, 'bid.capsule')
    expect(await bidder.ask('bids.exportCapsule', { bid: sealed.digest })).toEqual({ name: 'bid.capsule' })
    expect(bidder.person.asked.at(-1)).toMatchObject({ kind: 'password', purpose: 'capsule', password: { mode: 'set' } })
    expect(statSync(bidder.person.target).size).toBeGreaterThan(500)
  })

  it('submits what is sealed, and keeps the receipt', async () => {
    const parties = await connect(bidder)
    const slices = await bidder.ask('bids.slices', { bid: sealed.digest })
    const { digest, receipt } = await submitBid(parties, { type: 'submit', ...place(), bid: sealed }, bidder.slices(slices), { chunkBytes })
    expect(bidder.person.asked.at(-1)).toMatchObject({ kind: 'confirm', act: 'submit', warnings: ['practice'], password: null })
    expect(bidder.person.facts).toMatchObject({ digest: sealed.digest, size: String(sealed.size), tender: tender.title, origin: platform.origin })
    const view = await bidder.ask('receipts.get', { receipt: digest })
    expect(view).toMatchObject({ type: 'submit', bidDigest: sealed.digest, receipt, verdict: { state: 'valid' } })
    expect((await bidder.ask('drafts.get', { draft: draft.id })).receipt).toMatchObject({ digest, type: 'submit' })
  })

  it('withdraws what its receipt names, and submits again', async () => {
    const parties = await connect(bidder)
    const withdrawn = await submitBid(parties, { type: 'withdraw', ...place(), bid: sealed }, null, { chunkBytes })
    expect(bidder.person.asked.at(-1)).toMatchObject({ act: 'withdraw', warnings: ['practice'] })
    expect(bidder.person.facts.previous).toMatch(/^[0-9a-f]{64}$/)
    const { connection } = parties
    const lie = { type: 'withdraw', tender: tender.id, tenderDigest: tender.digest, lot: '1', bidDigest: sealed.digest, size: sealed.size + 1, previous: withdrawn.digest }
    expect(await bidder.codeOf('connections.sign', { connection, draft: lie })).toBe('message-invalid')
    const slices = await bidder.ask('bids.slices', { bid: sealed.digest })
    const again = await submitBid(parties, { type: 'submit', ...place(), bid: sealed }, bidder.slices(slices), { chunkBytes })
    expect(again.receipt.message.previous).toBe(withdrawn.digest)
  })

  it('changes the draft, and sees that the sealed bid is not current any more', async () => {
    const values = (response.sections.commitment as { form: Record<string, string> }).form
    const changed = await bidder.ask('drafts.setForm', { draft: draft.id, section: 'commitment', values: { ...values, duration: '229' } })
    expect(changed.sealed).toMatchObject({ current: false })
    const back = await bidder.ask('drafts.setForm', { draft: draft.id, section: 'commitment', values })
    expect(back.sealed).toMatchObject({ current: true })
  })
})

describe('the opening', () => {
  it('is signed in to, released, opened by the tenderer and recorded', async () => {
    const clock = (await (await setClock(platform.origin, { time: opening })).json()) as { time: string }
    for (const desk of [agency, bidder, tenderer]) await desk.ask('practice.setTime', { time: clock.time })
    expect(await agency.ask('app.state')).toMatchObject({ clock: 'rehearsal', now: expect.stringMatching(/^2026-12-22T01:3/) })

    const running = await connect(agency)
    await signIn(running, place(), 'agency')
    const bidding = await connect(bidder)
    const evidence = await closingEvidence(bidding, place().tender, place().lot, true)
    const closingRoot = await bidding.side.checkClosing(evidence, tender.digest, '1')
    const asked = bidder.person.asked.length
    for (const role of ['tenderer', 'agency'] as const) await expect(bidding.side.sign({ type: 'sign-in', ...place(), closingRoot, role })).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(bidding.side.signTendererRelease({ tenderDigest: tender.digest, lot: '1', layers: { stage: 'opening', bids: [], layers: [] }, evidence })).rejects.toMatchObject({ code: 'not-permitted' })
    expect(bidder.person.asked).toHaveLength(asked)
    await signIn(bidding, place(), 'bidder')
    await releaseKeys(bidding, place())
    expect(bidder.person.asked.at(-1)).toMatchObject({ act: 'release', warnings: ['practice', 'irrevocable'] })
    expect(bidder.person.facts).toMatchObject({ digest: sealed.digest, stage: 'opening' })

    const buying = await connect(tenderer)
    await tenderer.receive(buying.client, tender.id)
    await signIn(buying, place(), 'tenderer')
    await openTenderersLayer(buying, place())
    expect(tenderer.person.facts).toMatchObject({ bids: '1', stage: 'opening' })

    const announcement = await buying.client.announcement(tender.id, '1')
    await expect(buying.side.signRecord({ announcement, evidence: await closingEvidence(buying, tender.id, '1', false), proofs: [] })).rejects.toMatchObject({ code: 'not-permitted' })
    expect(tenderer.person.acts.at(-1)).toBe('tenderer-release')

    const container = await deliverRecord(running, place())
    expect(agency.person.acts.slice(-2)).toEqual(['sign-in', 'record'])

    const record = await bidder.ask('records.keep', { tenderDigest: tender.digest, lot: '1', record: Buffer.from(container).toString('base64') })
    expect(record).toMatchObject({ verdict: { state: 'valid' }, own: { bidDigest: sealed.digest, outcome: 'opened', differences: [] } })
    expect(record.record.stages[0]!.bids[0]!.announced.map((each) => each.value)).toContain('27222041.45')
    const other = structuredClone(record.record)
    other.stages[0]!.bids[0]!.announced.find((each) => each.field === 'totalPrice')!.value = '1.00'
    expect(ownOutcome(bidder.workspace, other)!.differences).toEqual([{ section: 'bid-letter', field: 'totalPrice', announced: '1.00', own: '27222041.45' }])
    expect(ownOutcome(agency.workspace, other)).toBeNull()
    expect(await bidder.ask('records.list', { tenderDigest: tender.digest, lot: '1' })).toEqual([record])
    expect(await bidder.codeOf('records.keep', { tenderDigest: 'a'.repeat(64), lot: '1', record: Buffer.from(container).toString('base64') })).toBe('platform-answer')
    expect((await bidder.ask('receipts.list', { tender: tender.id, lot: '1' })).map((each) => each.type)).toEqual(['submit', 'withdraw', 'submit', 'closing'])
  })

  it('goes on after the draft has been removed: what was sealed is kept', async () => {
    await bidder.ask('drafts.remove', { draft: draft.id })
    const [record] = await bidder.ask('records.list', { tenderDigest: tender.digest, lot: '1' })
    expect(record!.own).toMatchObject({ outcome: 'opened', differences: [] })
    expect(await bidder.ask('bids.list')).toMatchObject([{ digest: sealed.digest, draft: null, current: false }])
  })
})

describe('the workspace', () => {
  it('knows everything again after the program was closed, but trusts no platform and no key', async () => {
    const { folder } = bidder
    await bidder.bridge.close()
    const again = await WindowDesk.open({ practice: platform.practice, folder })
    try {
      expect(await again.ask('certificates.list')).toMatchObject([{ unlocked: false }, { unlocked: false }])
      expect(await again.ask('platforms.list')).toMatchObject([{ origin: platform.origin }])
      expect(again.bridge.origins.permits(`${platform.origin}/v1/tenders`, 'GET')).toBe(false)
      expect(await again.codeOf('connections.open', { origin: platform.origin, certificate: certificate.get(bidder)! })).toBe('platform-uncertified')
      expect(await again.ask('app.state')).toMatchObject({ clock: 'rehearsal' })
      expect(await again.ask('bids.list')).toHaveLength(1)
    } finally {
      await again.end()
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
