import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openingState, recordSchema, type OpeningState } from '../../../../interface/schemas/opening.ts'
import { actsOf, nextAct, type Act } from '../../../../renderer/opening/acts.ts'
import { announcedTable } from '../../../../renderer/opening/announced.ts'
import { currentStep, momentOf, pathOf } from '../../../../renderer/opening/phases.ts'
import { rolesOf } from '../../../../renderer/opening/roles.ts'
import { codeOf, partyOf, setClock, testPlatform, type TestPlatform } from '../../../support/platform.ts'
import { Bidder, publishTender, Tenderer } from '../../../support/rehearsal.ts'
import { deadline, tenderJson } from '../../../support/tender.ts'

/** What the hall shows and offers at every point of an opening that a real platform runs. */

let platform: TestPlatform
beforeEach(async () => { platform = await testPlatform() })
afterEach(() => platform.end())

const ids = { agency: partyOf('agency').id, tenderer: partyOf('tenderer').id, a: partyOf('bidder-a').id, stranger: partyOf('bidder-b').id }

async function stateOf(bidder: Bidder): Promise<OpeningState> {
  return openingState.parse(await bidder.state())
}

/** `name: state` of everything that somebody can do, and what comes next. */
function offered(state: OpeningState, holder: string, submitted: boolean): { acts: string[], next: Act['name'] | null } {
  const tender = tenderJson(platform.practice)
  const acts = actsOf(state, tender, holder, rolesOf(tender, holder, submitted))
  return { acts: acts.map((each) => `${each.name}: ${each.state}${each.reason === null ? '' : ` ${each.reason}`}`), next: nextAct(acts)?.name ?? null }
}

describe('the opening hall', () => {
  it('offers each party what the platform will take, and nothing else', async () => {
    const tender = await publishTender(platform)
    const a = await Bidder.of(platform, tender, 'bidder-a')
    await a.submit()
    const before = await stateOf(a)
    expect(currentStep(before)).toBe('waiting')
    expect(momentOf(before)).toEqual({ name: 'deadline', at: before.deadline })
    expect(offered(before, ids.a, true)).toEqual({ acts: ['sign-in: later before-deadline', 'release: later before-deadline', 'remedy: later if-needed'], next: null })
    expect(offered(before, ids.stranger, false)).toEqual({ acts: [], next: null })

    await setClock(platform.origin, { time: deadline })
    const opened = await stateOf(a)
    expect(currentStep(opened)).toBe('releasing')
    expect(momentOf(opened)).toEqual({ name: 'releasing', at: opened.stages[0]?.endsAt })
    expect(offered(opened, ids.a, true)).toEqual({ acts: ['sign-in: possible', 'release: possible', 'remedy: later if-needed'], next: 'sign-in' })
    expect(offered(opened, ids.tenderer, false)).toEqual({ acts: ['sign-in: possible', 'open-layer: later bidders-release'], next: 'sign-in' })
    expect(offered(opened, ids.agency, false)).toEqual({ acts: ['sign-in: possible', 'sign-record: later not-announced'], next: 'sign-in' })

    expect(await codeOf(await a.act('sign-ins', { type: 'sign-in', role: 'bidder' }))).toBe('ok')
    expect(offered(await stateOf(a), ids.a, true).next).toBe('release')
    expect(await codeOf(await a.release())).toBe('ok')
    const released = await stateOf(a)
    expect(currentStep(released)).toBe('tenderer')
    expect(offered(released, ids.a, true)).toEqual({ acts: ['sign-in: done', 'release: done', 'remedy: later if-needed'], next: null })
    const tenderer = await Tenderer.of(platform, tender)
    expect(await codeOf(await tenderer.act('sign-ins', { type: 'sign-in', role: 'tenderer' }))).toBe('ok')
    expect(offered(await stateOf(a), ids.tenderer, false)).toEqual({ acts: ['sign-in: done', 'open-layer: possible'], next: 'open-layer' })

    expect(await codeOf(await tenderer.open())).toBe('ok')
    const announced = await stateOf(a)
    expect(momentOf(announced)).toEqual({ name: 'record', at: null })
    expect(offered(announced, ids.agency, false)).toEqual({ acts: ['sign-in: missed announced', 'sign-record: possible'], next: 'sign-record' })
    expect(offered(announced, ids.tenderer, false).next).toBeNull()
    expect(pathOf(announced, tenderJson(platform.practice), false).map((each) => `${each.step} ${each.state}`)).toEqual([
      'waiting finish', 'closed finish', 'sign-in finish', 'releasing finish', 'tenderer finish', 'remedying passed', 'announced finish', 'recorded process',
    ])
  })

  it('offers the remedy to the bidder whose key failed, and to nobody else', async () => {
    const tender = await publishTender(platform)
    const [a, b] = [await Bidder.of(platform, tender, 'bidder-a'), await Bidder.of(platform, tender, 'bidder-b')]
    await a.submit({ total: '1180000.00' })
    await b.submit({ total: '998000.50' })
    await setClock(platform.origin, { time: deadline })
    await a.release()
    await b.release()
    const tenderer = await Tenderer.of(platform, tender)
    expect(await codeOf(await tenderer.open('s1', (layer) => layer.bidDigest === a.bid.digest))).toBe('ok')
    const failed = await stateOf(a)
    expect(momentOf(failed).name).toBe('remedying')
    expect(offered(failed, ids.a, true).acts).toContain('remedy: possible')
    expect(offered(await stateOf(b), ids.stranger, true).acts).toContain('remedy: over stage-over')
    expect(await codeOf(await a.remedy())).toBe('ok')
    expect(offered(await stateOf(a), ids.a, true)).toEqual({ acts: ['sign-in: missed announced', 'release: done', 'remedy: over stage-over'], next: null })

    const record = recordSchema.parse(await (await a.client.get(`${a.lotPath}/opening/announcement`)).json())
    const table = announcedTable(record, tenderJson(platform.practice))
    expect(table.columns).toEqual([{ key: 'price/total', title: '投标总价', type: 'amount', unit: null }])
    expect(table.rows.map((each) => [each.bidder.id, each.outcome, each.remedy, each.values['price/total']])).toEqual([
      [ids.a, 'opened', 'capsule', '1180000.00'], [ids.stranger, 'opened', null, '998000.50'],
    ])
  })

  it('says who missed the window, and never counts that bid among the opened', async () => {
    const tender = await publishTender(platform, { control: 'bidder', remedy: { ways: [], windowMinutes: 20 } })
    const a = await Bidder.of(platform, tender, 'bidder-a')
    await a.submit()
    await setClock(platform.origin, { time: deadline })
    expect(offered(await stateOf(a), ids.a, true).acts).toContain('release: possible')
    await setClock(platform.origin, { advanceSeconds: 31 * 60 })
    const state = await stateOf(a)
    const steps = pathOf(state, { remedy: { ways: [], windowMinutes: 20 } }, false).map((each) => each.step)
    expect(steps).toEqual(['waiting', 'closed', 'sign-in', 'releasing', 'announced', 'recorded'])
    expect(offered(state, ids.a, true).acts).toContain('release: missed window-over')
    const record = recordSchema.parse(await (await a.client.get(`${a.lotPath}/opening/announcement`)).json())
    const { rows } = announcedTable(record, null)
    expect(rows).toHaveLength(1)
    expect(rows[0]).toMatchObject({ outcome: 'revoked', values: {}, reason: { stage: 's1', text: 'not released within the window' } })
  })
})
