import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openingState } from '../../../../interface/schemas/opening.ts'
import { ownTask } from '../../../../renderer/projects/open/own-action.ts'
import { receiptMessage } from '../../../../renderer/projects/submit/receipt-message.ts'
import { codeOf, partyOf, setClock, testPlatform, type TestPlatform } from '../../../support/platform.ts'
import { Bidder, publishTender, Tenderer } from '../../../support/rehearsal.ts'
import { deadline } from '../../../support/tender.ts'

/** What a bidder is told to do at every point of an opening that a real platform runs. */

let platform: TestPlatform
beforeEach(async () => { platform = await testPlatform() })
afterEach(() => platform.end())

const holder = partyOf('bidder-a').id
const task = async (bidder: Bidder, id = holder): Promise<string> => ownTask(openingState.parse(await bidder.state()), id, ['capsule']).task

describe('the bidder\'s task', () => {
  it('goes from the closing to the announcement', async () => {
    const tender = await publishTender(platform)
    const a = await Bidder.of(platform, tender, 'bidder-a')
    await a.submit()
    expect(await task(a)).toBe('closing')
    await setClock(platform.origin, { time: deadline })
    expect(await task(a)).toBe('sign-in')
    expect(await task(await Bidder.of(platform, tender, 'bidder-b'))).toBe('no-bid')
    await a.act('sign-ins', { type: 'sign-in', role: 'bidder' })
    expect(await task(a)).toBe('release')
    expect(await codeOf(await a.release())).toBe('ok')
    expect(await task(a)).toBe('tenderer')
    const tenderer = await Tenderer.of(platform, tender)
    expect(await codeOf(await tenderer.open())).toBe('ok')
    expect(await task(a)).toBe('over')
  })

  it('is the agreed remedy where the tenderer could not open the own layer', async () => {
    const tender = await publishTender(platform)
    const a = await Bidder.of(platform, tender, 'bidder-a')
    await a.submit()
    await setClock(platform.origin, { time: deadline })
    await a.act('sign-ins', { type: 'sign-in', role: 'bidder' })
    await a.release()
    await (await Tenderer.of(platform, tender)).open('s1', () => true)
    expect(await task(a)).toBe('capsule')
    expect(ownTask(openingState.parse(await a.state()), holder, [])).toMatchObject({ task: 'failed', stage: 's1' })
    expect(await codeOf(await a.remedy())).toBe('ok')
    expect(await task(a)).not.toBe('capsule')
  })
})

describe('a receipt that is fetched again', () => {
  it('tells the message that it confirms, and nothing else passes for one', async () => {
    const a = await Bidder.of(platform, await publishTender(platform), 'bidder-a')
    const bytes = new Uint8Array(await (await a.submit()).arrayBuffer())
    expect(receiptMessage(bytes)).toMatchObject({ type: 'submit', lot: '1', previous: null })
    const closing = async (): Promise<Uint8Array> => {
      await setClock(platform.origin, { time: deadline })
      return new Uint8Array(await (await a.client.get(`${a.lotPath}/closing`)).arrayBuffer())
    }
    for (const other of [new Uint8Array(), bytes.subarray(0, 40), new TextEncoder().encode('not a container at all, but long enough'), await closing()]) {
      expect(() => receiptMessage(other)).toThrow('receipt-invalid')
    }
  })
})
