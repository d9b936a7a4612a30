import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WindowDesk } from '../../../support/bridge.ts'
import { testPlatform, type TestPlatform } from '../../../support/platform.ts'
import { openWindow, type TestWindow } from '../window.ts'

/** The studio's stores over the real border and to the real reference platform: an agency's whole job, without the components. */

let platform: TestPlatform
let desk: WindowDesk
let window: TestWindow
let folder = ''
let stores: Awaited<ReturnType<typeof load>>

async function load() {
  const [definition, definitions, publication, certificates, platforms, app, json] = await Promise.all([
    import('../../../../renderer/agency/definition-store.ts'), import('../../../../renderer/agency/definitions-store.ts'),
    import('../../../../renderer/agency/publication-store.ts'), import('../../../../renderer/certificates/certificates-store.ts'),
    import('../../../../renderer/connection/platforms-store.ts'), import('../../../../renderer/shell/app-store.ts'),
    import('../../../../renderer/agency/definition-json.ts'),
  ])
  return { ...definition, ...definitions, ...publication, ...certificates, ...platforms, ...app, ...json }
}

const studio = () => stores.useDefinition.getState()
const publications = () => stores.usePublications.getState()

beforeAll(async () => {
  platform = await testPlatform('2026-12-01T01:00:00Z')
  desk = await WindowDesk.open({ practice: platform.practice, rehearsalPlatform: platform.origin })
  folder = mkdtempSync(join(tmpdir(), 'sealbid-studio-'))
  window = await openWindow(desk)
  stores = await load()
  await stores.useApp.getState().load()
  await desk.certificate('agency')
  await stores.useCertificates.getState().load()
  await stores.usePlatforms.getState().certify(platform.origin)
})

afterAll(async () => {
  await window?.close()
  await desk?.end()
  await platform?.end()
  rmSync(folder, { recursive: true, force: true })
})

const stored = async (): Promise<unknown> => (await desk.ask('definitions.get', { definition: studio().view!.id })).json

describe('a definition that is open', () => {
  it('begins with what is missing, each at a place of a form', async () => {
    const id = await stores.useDefinitions.getState().create({ kind: 'blank' })
    await studio().open(id!)
    expect(studio().faults.map((each) => each.place)).toEqual(expect.arrayContaining(['tender.id', 'tender.title', 'tender.lots.0.title']))
    expect(new Set(studio().faults.map((each) => each.part))).toEqual(new Set(['basics', 'parties', 'sections']))
  })

  it('is saved by itself, as a whole, with every letter that was typed', async () => {
    for (const title of ['河', '河道', '河道整治']) studio().set(['tender', 'title'], title)
    expect(studio().state).toBe('changed')
    expect(await studio().flush()).toBe(true)
    expect(studio().state).toBe('saved')
    expect(stores.textAt(await stored(), ['tender', 'title'])).toBe('河道整治')
    expect(studio().faults.some((each) => each.place === 'tender.title')).toBe(false)
  })

  it('loses nothing that is written while a document is added', async () => {
    writeFileSync(join(folder, '02-评标办法.txt'), '评标办法\n'.repeat(1000))
    const token = await desk.file(join(folder, '02-评标办法.txt'))
    const adding = studio().addDocument({ token, name: '02-评标办法.txt' })
    studio().set(['tender', 'description'], '写于添加文件之时')
    await adding
    await studio().flush()
    const json = await stored()
    expect(stores.textAt(json, ['tender', 'description'])).toBe('写于添加文件之时')
    expect(stores.listAt(json, ['tender', 'documents'])).toMatchObject([{ file: '02-评标办法.txt', title: '评标办法', documentType: 'evaluationCriteria' }])
    expect(studio().view?.documents.map((each) => each.file)).toEqual(['02-评标办法.txt'])
  })

  it('removes a document with its file', async () => {
    await studio().removeDocument('02-评标办法.txt')
    await studio().flush()
    expect(stores.listAt(await stored(), ['tender', 'documents'])).toEqual([])
    expect(studio().view?.documents).toEqual([])
  })

  it('says why a certificate is not taken, and goes on', async () => {
    writeFileSync(join(folder, 'broken.pem'), 'not a certificate')
    await studio().addCertificate('main', { file: await desk.file(join(folder, 'broken.pem')) })
    expect(studio().refused?.code).toBe('certificate-unreadable')
    await studio().addCertificate('main', { file: await desk.file(join(platform.practice, 'tenderer-encrypt.pem')) })
    expect(studio().refused).toBeNull()
    expect(studio().view?.certificates.map((each) => each.holder.name)).toEqual(['苏州市吴越水务发展有限公司'])
  })

  it('keeps what could not be saved, says so, and saves it later', async () => {
    const huge = 'x'.repeat(17 * 1024 * 1024)
    studio().set(['tender', 'description'], huge)
    expect(await studio().flush()).toBe(false)
    expect(studio().state).toBe('failed')
    expect(studio().problem).not.toBeNull()
    expect(stores.textAt(studio().json, ['tender', 'description'])).toHaveLength(huge.length)
    studio().set(['tender', 'description'], '短')
    expect(await studio().flush()).toBe(true)
    expect(studio().problem).toBeNull()
    expect(stores.textAt(await stored(), ['tender', 'description'])).toBe('短')
  })
})

describe('publication', () => {
  it('builds the sample, publishes it, and shows what the platform says', async () => {
    const id = await stores.useDefinitions.getState().create({ kind: 'sample' })
    await studio().open(id!)
    expect(studio().faults).toEqual([])
    const certificate = stores.useCertificates.getState().current!.id
    const tender = await desk.ask('definitions.build', { definition: id!, certificate, job: crypto.randomUUID() })
    await publications().ask(tender)
    expect(publications().of[tender.digest]).toEqual({ state: 'absent' })
    await publications().publish(tender, 'x')
    expect(publications().problems[tender.digest]).toBeNull()
    expect(publications().of[tender.digest]).toMatchObject({ state: 'published', inForce: true, deadline: '2026-12-22T09:30:00+08:00' })
    expect(publications().receipts[tender.digest]).toBe(true)
    await studio().refresh()
    expect(studio().view?.built.map((each) => each.digest)).toEqual([tender.digest])
  }, 90_000)

  it('does not publish what a person declines, and says nothing of it', async () => {
    const old = Object.keys(publications().of).at(-1)!
    const id = await stores.useDefinitions.getState().create({ kind: 'addendum', tender: old })
    const certificate = stores.useCertificates.getState().current!.id
    const addendum = await desk.ask('definitions.build', { definition: id!, certificate, job: crypto.randomUUID() })
    const { reply } = desk.person
    desk.person.reply = () => ({ confirmed: false })
    await publications().publish(addendum, 'x')
    desk.person.reply = reply
    expect(publications().of[addendum.digest]).toEqual({ state: 'absent' })
    expect(publications().problems[addendum.digest]).toBeNull()
    await publications().publish(addendum, 'x')
    expect(publications().of[addendum.digest]).toMatchObject({ state: 'published', inForce: true })
    await publications().ask(await desk.ask('tenders.get', { tender: old }))
    expect(publications().of[old]).toMatchObject({ state: 'published', inForce: false })
  }, 90_000)

  it('assumes nothing when the platform is gone', async () => {
    const [digest] = Object.keys(publications().of)
    const tender = await desk.ask('tenders.get', { tender: digest! })
    const before = publications().of[digest!]
    await platform.close()
    await publications().ask(tender)
    expect(publications().problems[digest!]?.code).toBe('platform-unreachable')
    expect(publications().of[digest!]).toEqual(before)
  }, 90_000)
})
