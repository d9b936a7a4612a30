import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { answer, checkInput, problemOf } from '../../../../main/bridge/answer.ts'
import { Refusal } from '../../../../interface/errors.ts'
import { channels, contract, type Channel } from '../../../../preload/contract/index.ts'
import { WindowDesk } from '../../../support/bridge.ts'
import { practiceFolder } from '../../../support/practice.ts'

let desk: WindowDesk
beforeAll(async () => { desk = await WindowDesk.open({ practice: await practiceFolder() }) })
afterAll(() => desk.end())
afterEach(() => { vi.restoreAllMocks() })

const nested = (depth: number): unknown => depth === 0 ? 'x' : [nested(depth - 1)]
const refusal = (input: unknown, size = 1_000): string | undefined => {
  try {
    checkInput(input, size)
    return undefined
  } catch (error) {
    return (error as Refusal).code
  }
}

describe('an input', () => {
  it('is counted before any schema looks at it', () => {
    expect(refusal({ a: 'x'.repeat(990) })).toBeUndefined()
    expect(refusal({ a: 'x'.repeat(1_000) })).toBe('bad-input')
    expect(refusal({ ['n'.repeat(1_001)]: 1 })).toBe('bad-input')
    expect(refusal(Array.from({ length: 1_001 }, () => 0))).toBe('bad-input')
    // An array of a billion holes is refused by its length, not walked.
    const started = performance.now()
    // oxlint-disable-next-line unicorn/no-new-array -- holes are what is tested
    expect(refusal(new Array(1_000_000_000))).toBe('bad-input')
    expect(performance.now() - started).toBeLessThan(1_000)
  })

  it('is not deeper than any document, and may not refer to itself', () => {
    expect(refusal(nested(30))).toBeUndefined()
    expect(refusal(nested(60))).toBe('bad-input')
    const round: Record<string, unknown> = {}
    round.self = round
    expect(refusal(round, 1_000_000)).toBe('bad-input')
  })

  it.each([['a map', new Map()], ['a date', new Date()], ['bytes', new Uint8Array(3)], ['a function', () => 1], ['a big number', 3n], ['a symbol', Symbol('s')]])('is JSON, not %s', (_, value) => {
    expect(refusal({ value })).toBe('bad-input')
  })
})

describe('every verb', () => {
  it.each(channels)('%s refuses what has another shape', async (channel) => {
    for (const input of [{ unexpected: 1 }, [], 'x', 7]) expect(await desk.codeOf(channel, input)).toBe('bad-input')
  })

  it('has a handler of its own', () => {
    expect(Object.keys(desk.bridge.handlers).sort()).toEqual([...channels].sort())
    expect(channels.every((each: Channel) => contract[each].maxSize >= 1_024)).toBe(true)
  })

  it('is on the list, or is refused', async () => {
    for (const channel of ['app.quit', '__proto__', 'constructor', '']) expect(await desk.codeOf(channel as Channel)).toBe('bad-input')
  })

  it('is refused for a huge input, whatever it holds', async () => {
    expect(await desk.codeOf('app.configure', { place: 'x'.repeat(300_000) })).toBe('bad-input')
  })
})

describe('a failure', () => {
  it('that is a defect tells the window nothing and stderr everything', async () => {
    const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const handlers = { ...desk.bridge.handlers, 'app.state': () => Promise.reject(new Error('/home/someone/secret.key')) }
    expect(await answer(handlers, 'app.state', {}, { frame: 'f' })).toEqual({ ok: false, error: { code: 'unknown-failure' } })
    expect(written.mock.calls.join()).toContain('app.state')
    expect(written.mock.calls.join()).toContain('secret.key')
  })

  it('names a file, never where it lies', async () => {
    await expect(desk.ask('files.dropped', { path: '/nowhere/at/all/bid.ebid' })).rejects.toMatchObject({ code: 'file-not-found', detail: 'bid.ebid' })
    expect(problemOf(new Refusal('disk-full', '/home/a b/tenders: 5 bytes needed', ['C:\\Users\\x\\y.pdf', 'sections.a: b']), 'x'))
      .toEqual({ code: 'disk-full', detail: 'tenders: 5 bytes needed', items: ['y.pdf', 'sections.a: b'] })
  })
})
