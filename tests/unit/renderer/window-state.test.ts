import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CertificateView } from '../../../preload/contract/certificates.ts'
import { WindowDesk } from '../../support/bridge.ts'
import { practiceFolder } from '../../support/practice.ts'
import { openWindow, type TestWindow } from './window.ts'

/** What the window remembers, over the real border. */

let desk: WindowDesk
let window: TestWindow
let folder: string
let stores: Awaited<ReturnType<typeof load>>

async function load() {
  const [app, navigation, opened, jobs, state, countdown] = await Promise.all([
    import('../../../renderer/shell/app-store.ts'), import('../../../renderer/shell/navigation.ts'), import('../../../renderer/shell/opened-store.ts'),
    import('../../../renderer/components/jobs-store.ts'), import('../../../renderer/certificates/state.ts'), import('../../../renderer/components/urgency.ts'),
  ])
  return { ...app, ...navigation, ...opened, ...jobs, ...state, ...countdown }
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sealbid-opened-'))
  desk = await WindowDesk.open({ practice: await practiceFolder() })
  window = await openWindow(desk)
  stores = await load()
})

afterAll(async () => {
  await window?.close()
  await desk?.end()
  rmSync(folder, { recursive: true, force: true })
})

describe('the place', () => {
  it('is written down at every move, and found again', async () => {
    const place = { screen: 'project', draft: '3f1c9a77-b2d0-4e5f-8a6b-c1d2e3f40516', step: 'seal' } as const
    stores.useNavigation.getState().go(place)
    await expect.poll(async () => (await desk.ask('app.state')).place).toBe(JSON.stringify(place))
    stores.useNavigation.getState().restore(null)
    expect(stores.useNavigation.getState().place).toEqual({ screen: 'home' })
    stores.useNavigation.getState().restore((await desk.ask('app.state')).place)
    expect(stores.useNavigation.getState().place).toEqual(place)
  })

  it.each(['', '{', '{"screen":"elsewhere"}', '{"screen":"project","draft":"d","step":"fly"}', 'null'])('that cannot be read is home: %s', (text) => {
    stores.useNavigation.getState().restore(text)
    expect(stores.useNavigation.getState().place).toEqual({ screen: 'home' })
  })
})

describe('files opened by double click', () => {
  const open = (name: string): void => {
    const path = join(folder, name)
    writeFileSync(path, 'x')
    desk.bridge.openedFile(path)
  }

  it.each([['a.etender', 'tender', 'home'], ['b.ebid', 'bid', 'verify'], ['c.receipt', 'receipt', 'verify'], ['d.p12', 'certificate', 'certificates']] as const)('%s go to the screen that takes them, once', async (name, kind, screen) => {
    open(name)
    await stores.useOpened.getState().collect()
    expect(stores.useNavigation.getState().place).toEqual({ screen })
    expect(stores.useOpened.getState().take('pdf')).toEqual([])
    expect(stores.useOpened.getState().take(kind).map((file) => file.name)).toEqual([name])
    expect(stores.useOpened.getState().take(kind)).toEqual([])
  })

  it('that belong into a draft go nowhere by themselves', async () => {
    stores.useNavigation.getState().go({ screen: 'settings' })
    open('e.pdf')
    await stores.useOpened.getState().collect()
    expect(stores.useNavigation.getState().place).toEqual({ screen: 'settings' })
    expect(stores.useOpened.getState().files).toEqual([])
  })

  it('leave the window where it is when none waits', async () => {
    stores.useNavigation.getState().go({ screen: 'settings' })
    await stores.useOpened.getState().collect()
    expect(stores.useNavigation.getState().place).toEqual({ screen: 'settings' })
  })
})

describe('language and theme', () => {
  it('are kept by main', async () => {
    await stores.useApp.getState().configure({ language: 'en', theme: 'dark' })
    expect(await desk.ask('app.state')).toMatchObject({ language: 'en', theme: 'dark' })
    expect(stores.useApp.getState().state).toMatchObject({ language: 'en', theme: 'dark' })
  })
})

describe('long work', () => {
  it('shows what main tells about it, and is gone when it has ended, well or badly', async () => {
    const stop = stores.followJobs()
    const seen: unknown[] = []
    const answer = await stores.runJob('sealing', async (job) => {
      desk.person.emit('progress', { job, step: 'encrypting', done: 3, total: 4, secondsLeft: 2 })
      seen.push(stores.useJobs.getState().jobs[job])
      return job
    })
    expect(seen).toMatchObject([{ id: answer, label: 'sealing', step: 'encrypting', done: 3, total: 4, secondsLeft: 2 }])
    await expect(stores.runJob(null, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed')
    desk.person.emit('progress', { job: answer, step: 'writing', done: 1, total: 1, secondsLeft: 0 })
    expect(stores.useJobs.getState().jobs).toEqual({})
    stop()
  })

  it('is cancelled here and in main', async () => {
    const abort = new AbortController()
    await stores.runJob('download', async (job) => {
      stores.reportProgress(job, 1, 10)
      await stores.useJobs.getState().cancel(job)
      expect(stores.useJobs.getState().jobs[job]).toMatchObject({ step: 'moving', done: 1, cancelling: true, secondsLeft: null })
    }, () => abort.abort())
    expect(abort.signal.aborted).toBe(true)
  })
})

describe('certificates and deadlines', () => {
  const at = new Date('2026-12-08T01:00:00Z')
  const details = (notBefore: string, notAfter: string, state: 'valid' | 'indeterminate' | 'invalid' = 'valid') => ({ notBefore, notAfter, verdict: { state, parts: [] } })
  const view = (signing: object, encryption: object): CertificateView => ({ signing, encryption }) as unknown as CertificateView
  const good = details('2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z')

  it.each([
    ['valid', good, good],
    ['ending', good, details('2026-01-01T00:00:00Z', '2027-02-06T00:00:00Z')],
    ['valid', good, details('2026-01-01T00:00:00Z', '2027-02-07T02:00:00Z')],
    ['expired', details('2020-01-01T00:00:00Z', '2026-12-08T00:59:59Z'), good],
    ['not-yet', good, details('2026-12-09T00:00:00Z', '2028-01-01T00:00:00Z')],
    ['unusable', details('2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z', 'invalid'), good],
    ['valid', details('2026-01-01T00:00:00Z', '2028-01-01T00:00:00Z', 'indeterminate'), good],
  ] as const)('%s is the worse of both certificates', (expected, signing, encryption) => {
    expect(stores.validityOf(view(signing, encryption), at)).toBe(expected)
  })

  it('come nearer by words', () => {
    expect([-1, 0, 1, 3_600_000, 3_600_001, 86_400_000, 86_400_001].map(stores.urgency)).toEqual(['past', 'past', 'hour', 'hour', 'day', 'day', 'calm'])
  })
})
