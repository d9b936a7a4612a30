import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { PlatformList } from '../../../../main/bridge/origins.ts'
import type { Descriptor } from '../../../../interface/schemas/platform.ts'
import { WindowDesk } from '../../../support/bridge.ts'
import { practiceFolder } from '../../../support/practice.ts'
import { testPlatform } from '../../../support/platform.ts'

const origin = 'https://platform.example'
const accepted = (practice: boolean) => ({ origin, descriptor: { practice } as Descriptor }) as Parameters<PlatformList['accept']>[0]

afterEach(() => { vi.useRealTimers() })

describe('the list of origins', () => {
  it('lets nothing through at first', () => {
    const list = new PlatformList()
    for (const url of [origin, `${origin}/v1/clock`, 'http://127.0.0.1:8470/v1/clock', 'not an address', 'file:///etc/passwd', 'data:,x']) expect(list.permits(url, 'GET')).toBe(false)
  })

  it('lets a candidate be asked who it is, for a minute and nothing else', () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const list = new PlatformList()
    list.reach(origin)
    for (const path of ['/.well-known/tendering-platform', '/v1/certification', '/v1/clock']) expect(list.permits(`${origin}${path}`, 'GET')).toBe(true)
    expect(list.permits(`${origin}/v1/clock`, 'POST')).toBe(false)
    expect(list.permits(`${origin}/v1/tenders`, 'GET')).toBe(false)
    expect(list.permits(`${origin}/v1/clock/..%2ftenders`, 'GET')).toBe(false)
    expect(list.permits('https://platform.example.evil.example/v1/clock', 'GET')).toBe(false)
    expect(list.permits('https://platform.example@evil.example/v1/clock', 'GET')).toBe(false)
    expect(list.permits('https://user:password@platform.example/v1/clock', 'GET')).toBe(false)
    expect(list.permits('http://platform.example/v1/clock', 'GET')).toBe(false)
    vi.setSystemTime(Date.now() + 60_000)
    expect(list.permits(`${origin}/v1/clock`, 'GET')).toBe(false)
  })

  it('lets an accepted platform be used, and its rehearsal clock only where it is one', () => {
    const list = new PlatformList()
    list.accept(accepted(false))
    expect(list.permits(`${origin}/v1/tenders`, 'POST')).toBe(true)
    expect(list.permits(`${origin}/practice/clock`, 'POST')).toBe(false)
    expect(list.permits('https://platform.example:444/v1/tenders', 'GET')).toBe(false)
    list.accept(accepted(true))
    expect(list.permits(`${origin}/practice/clock`, 'POST')).toBe(true)
    expect(list.permits(`${origin}/practice/timestamp`, 'POST')).toBe(false)
    list.forget(origin)
    expect(list.permits(`${origin}/v1/tenders`, 'GET')).toBe(false)
  })

  it('takes https, and plain http to loopback only', () => {
    const list = new PlatformList()
    expect(() => list.reach('http://platform.example')).toThrow('bad-input')
    expect(() => list.reach('ftp://platform.example')).toThrow('bad-input')
    list.reach('http://127.0.0.1:8470')
    expect(list.permits('http://127.0.0.1:8470/v1/clock', 'GET')).toBe(true)
  })
})

describe('a platform', () => {
  let practice: string
  beforeAll(async () => { practice = await practiceFolder() })

  it('is accepted by its certification, its time followed, and forgotten with its connections', async () => {
    const platform = await testPlatform('2026-03-02T01:00:00Z')
    const desk = await WindowDesk.open({ practice })
    try {
      const certificate = await desk.certificate('bidder-a')
      const client = await desk.accept(platform.origin)
      expect(desk.bridge.origins.permits(`${platform.origin}/v1/tenders`, 'GET')).toBe(true)
      expect((await desk.ask('app.state')).now).toMatch(/^2026-03-02T01:0/)
      const { connection } = await desk.connect(platform.origin, certificate)
      const [descriptor, certification] = [await client.descriptor(), Buffer.from(await client.certification()).toString('base64')]
      const time = { descriptor, certification, clock: '2030-01-01T00:00:00Z' }
      expect(await desk.codeOf('platforms.accept', { origin: 'https://elsewhere.example', ...time })).toBe('platform-uncertified')
      expect(await desk.codeOf('platforms.accept', { origin: platform.origin, ...time, descriptor: { ...descriptor, name: '假平台' } })).toBe('platform-uncertified')
      // What was refused leaves the clock alone.
      expect((await desk.ask('app.state')).now).toMatch(/^2026-03-02T01:0/)
      await desk.ask('platforms.forget', { origin: platform.origin })
      expect(await desk.codeOf('connections.loadUpload', { connection, digest: 'a'.repeat(64) })).toBe('token-unknown')
      expect(await desk.ask('platforms.list')).toEqual([])
    } finally {
      await desk.end()
      await platform.end()
    }
  })
})
