import { createHash } from 'node:crypto'
import { createServer, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { publishTender } from '../../../../interface/flows.ts'
import { Refusal } from '../../../../interface/errors.ts'
import { job, WindowDesk } from '../../../support/bridge.ts'
import { testPlatform, type TestPlatform } from '../../../support/platform.ts'
import { openWindow, type TestWindow } from '../window.ts'

/** The window's way to a platform: the real stores over the real border, to the real reference platform. */

const begin = '2026-12-01T01:00:00Z'
let platform: TestPlatform
let desk: WindowDesk
let agency: WindowDesk
let window: TestWindow
let stores: Awaited<ReturnType<typeof load>>
let bidderA = ''
let bidderB = ''

async function load() {
  const [app, certificates, platforms, connection, clock, download, slices, practice, trusted] = await Promise.all([
    import('../../../../renderer/shell/app-store.ts'), import('../../../../renderer/certificates/certificates-store.ts'),
    import('../../../../renderer/connection/platforms-store.ts'), import('../../../../renderer/connection/connection-store.ts'),
    import('../../../../renderer/connection/clock-store.ts'), import('../../../../renderer/connection/download.ts'),
    import('../../../../renderer/connection/slices.ts'), import('../../../../renderer/practice/practice-store.ts'),
    import('../../../../renderer/connection/trusted-side.ts'),
  ])
  return { ...app, ...certificates, ...platforms, ...connection, ...clock, ...download, ...slices, ...practice, ...trusted }
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(() => 'ok', (error: unknown) => error instanceof Refusal ? error.code : String(error))

beforeAll(async () => {
  platform = await testPlatform(begin)
  desk = await WindowDesk.open({ practice: platform.practice, rehearsalPlatform: platform.origin })
  window = await openWindow(desk)
  stores = await load()
  stores.followCertificates()
  stores.followConnection()
  await stores.useApp.getState().load()
  agency = await WindowDesk.open({ practice: platform.practice, rehearsalPlatform: platform.origin })
})

afterAll(async () => {
  await window?.close()
  await desk?.end()
  await agency?.end()
  await platform.end()
})

/** The sample tender, published by an agency with a program of its own. */
async function publishSample(): Promise<{ id: string, digest: string, size: number }> {
  const certificate = await agency.certificate('agency')
  await agency.accept(platform.origin)
  const { id } = await agency.ask('definitions.create', { from: { kind: 'sample' } })
  const tender = await agency.ask('definitions.build', { definition: id, certificate, job: job() })
  const source = agency.slices(await agency.ask('tenders.slices', { tender: tender.digest }))
  await publishTender(await agency.connect(platform.origin, certificate), { digest: tender.digest, size: tender.size, source }, tender.id, { chunkBytes: 1024 * 1024 })
  return { id: tender.id, digest: tender.digest, size: tender.size }
}

describe('platforms', () => {
  it('are accepted by main, and put the rehearsal on their clock', async () => {
    const accepted = await stores.usePlatforms.getState().certify(platform.origin)
    expect(accepted).toMatchObject({ origin: platform.origin, practice: true })
    expect(stores.usePlatforms.getState()).toMatchObject({ certified: [platform.origin], busy: null, problem: null })
    expect(Math.abs(stores.now().getTime() - Date.parse(begin))).toBeLessThan(60_000)
    expect(stores.platformNow(platform.origin).getTime() - stores.now().getTime()).toBeLessThan(2_000)
  })

  it('are refused for an address that the certification does not name', async () => {
    const copy = async (path: string, response: ServerResponse): Promise<void> => {
      const answer = await fetch(`${platform.origin}${path}`)
      response.setHeader('content-type', answer.headers.get('content-type') ?? '')
      response.end(new Uint8Array(await answer.arrayBuffer()))
    }
    const server = createServer((request, response) => { void copy(request.url ?? '', response) })
    await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
    onTestFinished(() => { server.close() })
    const origin = `http://127.0.0.1:${(server.address() as { port: number }).port}`
    expect(await codeOf(stores.usePlatforms.getState().certify(origin))).toBe('platform-uncertified')
    expect(stores.usePlatforms.getState().problem).toMatchObject({ code: 'platform-uncertified' })
    expect(stores.usePlatforms.getState().list.map((each) => each.origin)).toEqual([platform.origin])
  })

  it('are told apart from what is no address, and from nobody there', async () => {
    expect(stores.originOf(' Platform.Example/path ')).toBe('https://platform.example')
    expect(await codeOf(stores.usePlatforms.getState().certify('http://platform.example'))).toBe('bad-input')
    expect(await codeOf(stores.usePlatforms.getState().certify('http://127.0.0.1:9'))).toBe('platform-unreachable')
  })
})

describe('connections', () => {
  it('need a certificate; the first that is imported is the identity', async () => {
    expect(await codeOf(stores.ensureConnection(platform.origin))).toBe('key-missing')
    bidderA = await desk.certificate('bidder-a')
    await expect.poll(() => stores.useCertificates.getState().current?.id).toBe(bidderA)
    bidderB = await desk.certificate('bidder-b')
    await expect.poll(() => stores.useCertificates.getState().list.length).toBe(2)
    expect(stores.useCertificates.getState().current?.id).toBe(bidderA)
  })

  it('log in once for two who ask at the same time, and are kept', async () => {
    stores.useCertificates.getState().choose(bidderA)
    const [one, other] = await Promise.all([stores.ensureConnection(platform.origin), stores.ensureConnection(platform.origin)])
    expect(one).toBe(other)
    expect(one.client.token).not.toBeNull()
    expect(one).toMatchObject({ certificate: bidderA, platform: { origin: platform.origin } })
    expect(await stores.ensureConnection(platform.origin)).toBe(one)
  })

  it('are made again for another identity', async () => {
    stores.useCertificates.getState().choose(bidderB)
    expect(await stores.ensureConnection(platform.origin)).toMatchObject({ certificate: bidderB })
    stores.useCertificates.getState().choose(bidderA)
    expect(await stores.ensureConnection(platform.origin)).toMatchObject({ certificate: bidderA })
  })

  it('are renewed where the token has ended, and the work runs once more', async () => {
    const before = await stores.ensureConnection(platform.origin)
    await desk.ask('connections.close', { connection: before.token })
    const seen: string[] = []
    await stores.withConnection(platform.origin, async ({ side, token }) => {
      seen.push(token)
      await side.sign({ type: 'login' }, 'A'.repeat(43))
    })
    expect(seen).toHaveLength(2)
    expect(seen[0]).toBe(before.token)
    expect(seen[1]).not.toBe(before.token)
  })

  it('have nothing signed by its content that has a verb of its own', async () => {
    const { side } = await stores.ensureConnection(platform.origin)
    const record = { type: 'record', tender: 't', tenderDigest: 'a'.repeat(64), lot: '1', closingRoot: 'b'.repeat(64), recordDigest: 'c'.repeat(64) } as const
    expect(await codeOf((async () => side.sign(record))())).toBe('bad-input')
  })

  it('end with their certificate', async () => {
    stores.useCertificates.getState().choose(bidderB)
    await stores.ensureConnection(platform.origin)
    await desk.ask('certificates.remove', { certificate: bidderB })
    await expect.poll(() => stores.useConnection.getState().current).toBeNull()
    expect(stores.useCertificates.getState().current?.id).toBe(bidderA)
  })
})

describe('bytes', () => {
  it('of a tender package come in by pieces, and go out by range as they came', async () => {
    const published = await publishSample()
    const { client } = await stores.ensureConnection(platform.origin)
    const progress: number[] = []
    const tender = await stores.downloadPackage(client, published, (received) => progress.push(received))
    expect(tender).toMatchObject({ digest: published.digest, verdict: { state: 'valid' } })
    expect(progress.at(-1)).toBe(published.size)
    const slices = await desk.ask('tenders.slices', { tender: tender.digest })
    const source = stores.sliceSource(slices)
    const middle = Math.floor(published.size / 2)
    const hash = createHash('sha256').update(await source.slice(0, middle)).update(await source.slice(middle, published.size + 100))
    expect(hash.digest('hex')).toBe(published.digest)
    expect(await codeOf(stores.sliceSource({ url: slices.url.replace(/.{10}$/, 'x'.repeat(10)), size: 10 }).slice(0, 10))).toBe('token-unknown')
  })

  it('that are not those that the platform named are refused', async () => {
    const { client } = await stores.ensureConnection(platform.origin)
    const { digest, id, size } = await client.tender('SZWY2026-SG-0187')
    expect(await codeOf(stores.downloadPackage(client, { id, digest, size: size - 1 }))).toBe('platform-answer')
    const stopped = AbortSignal.abort()
    expect(await codeOf(stores.downloadPackage(client, { id, digest, size }, undefined, stopped))).toBe('cancelled')
  })
})

describe('the rehearsal', () => {
  it('puts platform, main and window forward together', async () => {
    const before = stores.now().getTime()
    await stores.usePractice.getState().advance(3_600)
    expect(stores.now().getTime() - before).toBeGreaterThanOrEqual(3_600_000)
    expect(Math.abs(Date.parse((await desk.ask('app.state')).now) - stores.now().getTime())).toBeLessThan(2_000)
    await stores.usePractice.getState().setTime('2026-12-20T00:00:00+08:00')
    expect(Math.abs(stores.platformNow(platform.origin).getTime() - Date.parse('2026-12-19T16:00:00Z'))).toBeLessThan(60_000)
  })

  it('offers its identities, and the imported one becomes the current', async () => {
    await stores.usePractice.getState().load()
    expect(stores.usePractice.getState().identities.map(({ name, imported }) => [name, imported])).toContainEqual(['bidder-a', true])
    await stores.usePractice.getState().importIdentity('tenderer')
    expect(stores.useCertificates.getState().current).toMatchObject({ practice: true, unlocked: true })
    expect(desk.person.asked.at(-1)).toMatchObject({ kind: 'password', purpose: 'import' })
  })
})
