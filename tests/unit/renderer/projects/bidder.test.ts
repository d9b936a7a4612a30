import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { publishTender } from '../../../../interface/flows.ts'
import type { ResponseInput } from '../../../../interface/schemas/bid.ts'
import { assets, job, WindowDesk } from '../../../support/bridge.ts'
import { testPlatform, type TestPlatform } from '../../../support/platform.ts'
import { openWindow, type TestWindow } from '../window.ts'

/** A bidder's way from a platform's list to a receipt, through the stores of the screens, the real border and a real platform. */

const sample = join(assets, 'sample/bidder-a')
const response = JSON.parse(readFileSync(join(sample, 'response.json'), 'utf8')) as ResponseInput
let platform: TestPlatform
let desk: WindowDesk
let agency: WindowDesk
let page: TestWindow
let stores: Awaited<ReturnType<typeof load>>
let draft = ''

async function load() {
  const [app, certificates, home, listed, project, savers, submission, own] = await Promise.all([
    import('../../../../renderer/shell/app-store.ts'), import('../../../../renderer/certificates/certificates-store.ts'),
    import('../../../../renderer/projects/home/home-store.ts'), import('../../../../renderer/projects/home/platform-tenders-store.ts'),
    import('../../../../renderer/projects/project-store.ts'), import('../../../../renderer/projects/draft/draft-savers.ts'),
    import('../../../../renderer/projects/submit/submission-store.ts'), import('../../../../renderer/bridge.ts'),
  ])
  return { ...app, ...certificates, ...home, ...listed, ...project, ...savers, ...submission, ...own }
}

async function publishSample(): Promise<void> {
  const certificate = await agency.certificate('agency')
  await agency.accept(platform.origin)
  const { id } = await agency.ask('definitions.create', { from: { kind: 'sample' } })
  const tender = await agency.ask('definitions.build', { definition: id, certificate, job: job() })
  const source = agency.slices(await agency.ask('tenders.slices', { tender: tender.digest }))
  await publishTender(await agency.connect(platform.origin, certificate), { digest: tender.digest, size: tender.size, source }, tender.id, { chunkBytes: 1024 * 1024 })
}

beforeAll(async () => {
  platform = await testPlatform('2026-12-01T01:00:00Z')
  desk = await WindowDesk.open({ practice: platform.practice, rehearsalPlatform: platform.origin })
  agency = await WindowDesk.open({ practice: platform.practice, rehearsalPlatform: platform.origin })
  page = await openWindow(desk)
  stores = await load()
  await publishSample()
  await desk.certificate('bidder-a')
  await stores.useApp.getState().load()
  await stores.useCertificates.getState().load()
})

afterAll(async () => {
  await page?.close()
  await desk?.end()
  await agency?.end()
  await platform?.end()
})

const place = () => {
  const { tender, lot } = stores.useProject.getState().draft!
  return { tender: tender.id, tenderDigest: tender.digest, lot }
}

it('takes a package from the list of a platform', async () => {
  const { search, fetch } = stores.usePlatformTenders.getState()
  await search(platform.origin, '')
  const [found] = stores.usePlatformTenders.getState().tenders
  const taken = await fetch(found!)
  expect(taken.digest).toBe(found!.digest)
  await stores.useHome.getState().load()
  expect(stores.useHome.getState()).toMatchObject({ problem: null, drafts: [], tenders: [{ digest: found!.digest }] })
  draft = (await stores.sealbid.drafts.create({ tender: taken.digest, lot: '1' })).id
  await stores.useProject.getState().load(draft)
})

it('stores what is typed, and what is missing falls to nothing', async () => {
  const errors = (): number => stores.useProject.getState().draft!.errors
  expect(errors()).toBeGreaterThan(5)
  for (const [section, answer] of Object.entries(response.sections)) {
    if ('form' in answer) stores.formSaver(draft, section).change(answer.form)
    if ('schedule' in answer) stores.scheduleSaver(draft, section).change(Object.fromEntries(answer.schedule.map((row) => [row.item, row.unitPrice])))
    if ('file' in answer) await stores.sealbid.drafts.attach({ draft, section, file: await desk.file(join(sample, answer.file)), job: job() })
  }
  expect(await stores.flushAll()).toBe(true)
  expect(errors()).toBe(0)
})

it('uploads ahead, submits, and shows the receipt as the platform has it', async () => {
  const certificate = stores.useCertificates.getState().current!.id
  const bid = await stores.sealbid.bids.seal({ draft, certificate, backups: [], job: job() })
  const { ask, upload } = stores.useSubmission.getState()
  await ask(platform.origin, place(), bid)
  expect(stores.useSubmission.getState().status[stores.placeKey(place())]).toMatchObject({ state: 'none', receipts: [] })
  expect(stores.useSubmission.getState().transfers[bid.digest]).toBeUndefined()
  await upload(platform.origin, place().tender, bid)
  expect(stores.useSubmission.getState().transfers[bid.digest]).toMatchObject({ phase: 'complete', done: bid.size, problem: null })
  expect(stores.useSubmission.getState().status[stores.placeKey(place())]?.state).toBe('none')

  // As after a restart: what was uploaded is asked from the platform.
  stores.useSubmission.setState({ transfers: {} })
  await ask(platform.origin, place(), bid)
  expect(stores.useSubmission.getState().transfers[bid.digest]).toMatchObject({ phase: 'complete', done: bid.size })

  expect(await stores.useSubmission.getState().submit(platform.origin, place(), 'submit', bid)).toBe(true)
  const { status, problem, busy } = stores.useSubmission.getState()
  expect({ problem, busy }).toEqual({ problem: null, busy: null })
  expect(status[stores.placeKey(place())]).toMatchObject({ state: 'submitted', bidDigest: bid.digest })
  expect(stores.useProject.getState().receipts).toMatchObject([{ type: 'submit', bidDigest: bid.digest }])
  expect(stores.useProject.getState().draft?.receipt).toMatchObject({ type: 'submit' })
})

it('does nothing where the person declines, and tells no problem', async () => {
  const { reply } = desk.person
  desk.person.reply = () => ({ confirmed: false })
  expect(await stores.useSubmission.getState().withdraw(platform.origin, place())).toBe(false)
  desk.person.reply = reply
  expect(stores.useSubmission.getState()).toMatchObject({ problem: null, busy: null })
  expect(stores.useSubmission.getState().status[stores.placeKey(place())]?.state).toBe('submitted')
})

it('asks the platform where the answer was lost, and fetches, verifies and keeps the receipt', async () => {
  // Every attempt takes effect at most once, and none of its answers arrives.
  for (let attempt = 0; attempt < 4; attempt++) platform.faults.loseNextAnswer('submit')
  expect(await stores.useSubmission.getState().withdraw(platform.origin, place())).toBe(false)
  const { status, problem, recovered } = stores.useSubmission.getState()
  expect(problem).toMatchObject({ act: 'withdraw', problem: { code: 'platform-unreachable' } })
  expect(status[stores.placeKey(place())]).toMatchObject({ state: 'withdrawn' })
  expect(recovered).toBe(1)
  expect(stores.useProject.getState().receipts.map((each) => each.type)).toEqual(['submit', 'withdraw'])
  expect(stores.useProject.getState().draft?.receipt).toMatchObject({ type: 'withdraw' })
})
