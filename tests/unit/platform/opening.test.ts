import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { canonical } from '../../../interface/canonical.ts'
import type { OpeningRecord } from '../../../interface/schemas/opening.ts'
import { recordSchema, openingState } from '../../../interface/schemas/opening.ts'
import { container, sha256 } from '../../support/containers.ts'
import type { TestPlatform } from '../../support/platform.ts'
import { codeOf, nonce, setClock, TestClient, testPlatform } from '../../support/platform.ts'
import { Bidder, publishTender, Tenderer } from '../../support/rehearsal.ts'
import { deadline } from '../../support/tender.ts'

let platform: TestPlatform
beforeEach(async () => { platform = await testPlatform() })
afterEach(() => platform.end())

async function announcement(bidder: Bidder): Promise<OpeningRecord> {
  const answer = await bidder.client.get(`${bidder.lotPath}/opening/announcement`)
  expect(answer.status).toBe(200)
  return recordSchema.parse(await answer.json())
}

const phaseOf = async (bidder: Bidder, index = 0): Promise<string | undefined> => (await bidder.state()).stages[index]?.phase

describe('an opening under dual control', () => {
  it('goes from the closing statement to the signed record', async () => {
    const tender = await publishTender(platform)
    const [a, b] = [await Bidder.of(platform, tender, 'bidder-a'), await Bidder.of(platform, tender, 'bidder-b')]
      expect((await a.submit({ total: '1180000.00', ballast: 17_000_000 })).status).toBe(201)
    expect((await b.submit({ total: '1250000.50' })).status).toBe(201)
    const before = openingState.parse(await a.state())
    expect(before).toMatchObject({ closing: null, closingRoot: null, own: null, signedIn: [] })
    expect(before.stages[0]).toMatchObject({ phase: 'waiting', expected: 0, released: 0 })
    expect(await codeOf(await a.release())).toBe('not-yet')

    await setClock(platform.origin, { time: deadline })
    expect((await a.state()).stages[0]).toMatchObject({ phase: 'releasing', expected: 2, released: 0 })
    expect(await codeOf(await a.act('sign-ins', { type: 'sign-in', role: 'bidder' }))).toBe('ok')
    expect(await codeOf(await a.act('sign-ins', { type: 'sign-in', role: 'tenderer' }))).toBe('not-permitted')
    expect(await codeOf(await a.release())).toBe('ok')
    expect(await codeOf(await a.release())).toBe('already-exists')
    const tenderer = await Tenderer.of(platform, tender)
    expect(await codeOf(await tenderer.client.get(`${a.lotPath}/opening/stages/s1/inner-layers`))).toBe('not-yet')
    expect(await codeOf(await b.release())).toBe('ok')
    expect(await phaseOf(a)).toBe('tenderer')
    expect(await codeOf(await a.client.get(`${a.lotPath}/opening/stages/s1/inner-layers`))).toBe('not-permitted')
    expect(await codeOf(await a.client.get(`${a.lotPath}/opening/announcement`))).toBe('not-yet')
    expect(await codeOf(await tenderer.open())).toBe('ok')

    const record = await announcement(a)
    expect(record.stages[0]?.bids.map((each) => [each.bidder.name, each.outcome, each.announced.map((one) => one.value)])).toEqual([
      ['江苏太湖建设集团有限公司', 'opened', ['1180000.00']],
      ['常州运河市政工程有限公司', 'opened', ['1250000.50']],
    ])
    expect(record.stages[0]?.bids[0]?.envelopes).toEqual([
      { id: 'business', keyCheck: true, commitment: true }, { id: 'price', keyCheck: true, commitment: true },
    ])
    expect((await a.state()).own?.stages).toEqual([{ stage: 's1', state: 'opened' }])
    await deliverRecord(a, record)
  })

  it('mends a failed key from the capsule, and says whose fault it is otherwise', async () => {
    const tender = await publishTender(platform)
    const [a, b] = [await Bidder.of(platform, tender, 'bidder-a'), await Bidder.of(platform, tender, 'bidder-b')]
    await a.submit()
    await b.submit({ commitment: '0'.repeat(64) })
    await setClock(platform.origin, { time: deadline })
    expect(await codeOf(await a.release('s1', ['price']))).toBe('message-invalid')
    expect(await codeOf(await a.remedy())).toBe('not-yet')
    expect(await codeOf(await a.release())).toBe('ok')
    expect(await codeOf(await b.release())).toBe('ok')
    const tenderer = await Tenderer.of(platform, tender)
    expect(await codeOf(await tenderer.open('s1', (layer) => layer.envelope === 'price' && layer.bidDigest === a.bid.digest))).toBe('ok')
    expect(await phaseOf(a)).toBe('remedying')
    expect((await a.state()).own?.stages).toEqual([{ stage: 's1', state: 'failed', reason: 'tenderer: not opened' }])
    expect(await codeOf(await a.release())).toBe('too-late')
    expect(await codeOf(await a.remedy('s1', 'container'))).toBe('remedy-not-agreed')
    expect(await codeOf(await a.remedy('s1', 'capsule', () => Buffer.alloc(64)))).toBe('key-check-mismatch')
    expect(await codeOf(await a.remedy())).toBe('ok')
    const record = await announcement(a)
    expect(record.stages[0]?.bids).toMatchObject([
      { outcome: 'opened', remedy: 'capsule' },
      { outcome: 'rejected', announced: [], envelopes: [{ id: 'business', keyCheck: true, commitment: false }, { id: 'price', keyCheck: true, commitment: false }] },
    ])
  })

  it('what is not released is revoked, what the tenderer never answers is withdrawn', async () => {
    const tender = await publishTender(platform, { remedy: { ways: [], windowMinutes: 10 } })
    const [a, b] = [await Bidder.of(platform, tender, 'bidder-a'), await Bidder.of(platform, tender, 'bidder-b')]
    await a.submit()
    await b.submit()
    await setClock(platform.origin, { time: deadline })
    await a.release()
    await setClock(platform.origin, { advanceSeconds: 31 * 60 })
    expect(await phaseOf(a)).toBe('tenderer')
    expect(await codeOf(await b.release())).toBe('too-late')
    await setClock(platform.origin, { advanceSeconds: 31 * 60 })
    expect((await announcement(a)).stages[0]?.bids.map((each) => each.outcome)).toEqual(['withdrawn', 'revoked'])
  })

  it('believes no envelope container that another party signed or that answers another tender', async () => {
    const tender = await publishTender(platform)
    const [a, b] = [await Bidder.of(platform, tender, 'bidder-a'), await Bidder.of(platform, tender, 'bidder-b')]
    await a.submit({ innerSigner: 'bidder-b' })
    await b.submit({ responseDigest: sha256('other') })
    await setClock(platform.origin, { time: deadline })
    await a.release()
    await b.release()
    await (await Tenderer.of(platform, tender)).open()
    const bids = (await announcement(a)).stages[0]?.bids
    expect(bids?.map((each) => [each.outcome, each.envelopes[0]?.commitment])).toEqual([['rejected', true], ['rejected', true]])
    expect(bids?.[0]?.reason).toContain('signer-mismatch')
    expect(bids?.[1]?.reason).toContain('another tender')
  })
})

describe('an opening in two stages, the bidders alone in control', () => {
  const stages = [
    { id: 's1', envelopes: ['business'], openingTime: deadline, windowMinutes: 30 },
    { id: 's2', envelopes: ['price'], openingTime: '2026-03-02T04:00:00Z', windowMinutes: 30 },
  ]

  it('judges keys at once, and a later stage only asks whom the earlier one opened', async () => {
    const tender = await publishTender(platform, { control: 'bidder', stages, remedy: { ways: [], windowMinutes: 10 } })
    const [a, b] = [await Bidder.of(platform, tender, 'bidder-a'), await Bidder.of(platform, tender, 'bidder-b')]
    await a.submit()
    await b.submit()
    await setClock(platform.origin, { time: deadline })
    const [first, second] = a.bid.envelopes
    const swapped = [{ envelope: 'business', payload: a.payload(second!) }]
    expect(await codeOf(await a.act('releases', { type: 'release', stage: 's1', bidDigest: a.bid.digest, keys: swapped }))).toBe('key-check-mismatch')
    expect(await codeOf(await a.act('releases', {
      type: 'release', stage: 's1', bidDigest: a.bid.digest, keys: [{ envelope: 'business', payload: Buffer.from('no envelope').toString('base64') }],
    }))).toBe('envelope-unreadable')
    expect(first?.id).toBe('business')
    expect(await codeOf(await a.release('s1', ['business']))).toBe('ok')
    expect(await codeOf(await a.release('s2', ['price']))).toBe('not-yet')
    await setClock(platform.origin, { advanceSeconds: 31 * 60 })
    expect([await phaseOf(a), await phaseOf(a, 1)]).toEqual(['announced', 'waiting'])
    expect(await codeOf(await a.client.get(`${a.lotPath}/opening/announcement`))).toBe('not-yet')
    await platform.restart()
    await setClock(platform.origin, { time: '2026-03-02T04:00:00Z' })
    expect((await a.state()).stages[1]).toMatchObject({ phase: 'releasing', expected: 1 })
    expect(await codeOf(await b.release('s2', ['price']))).toBe('not-permitted')
    expect(await codeOf(await a.release('s2', ['price']))).toBe('ok')
    const record = await announcement(a)
    expect(record.stages.map((each) => each.bids.map((bid) => bid.outcome))).toEqual([['opened', 'revoked'], ['opened']])
    expect(record.stages[1]?.bids[0]?.announced).toEqual([{ section: 'price', field: 'total', title: '投标总价', value: '1200000.00' }])
  })
})

/** The agency signs what was announced and nothing else; the first record stands. */
async function deliverRecord(bidder: Bidder, record: OpeningRecord): Promise<void> {
  const agency = new Bidder(platform, bidder.tender, await TestClient.loggedIn(platform, 'agency'))
  const put = async (value: unknown, signer = 'agency', by = agency): Promise<string> => {
    const bytes = container(platform.practice, signer, [{ name: 'record.json', bytes: canonical(value) }])
    const { closingRoot } = await by.state()
    const signed = await by.client.signed({
      type: 'record', tender: by.tender.id, tenderDigest: by.tender.digest, lot: '1', closingRoot, recordDigest: sha256(bytes),
    })
    return codeOf(await by.client.post(`${by.lotPath}/opening/record`, { signed, container: bytes.toString('base64') }, nonce(), 'PUT'))
  }
  expect(await put({ ...record, title: '另一个' })).toBe('message-invalid')
  expect(await put(record, 'bidder-a')).toBe('signer-mismatch')
  expect(await put(record, 'bidder-a', bidder)).toBe('not-permitted')
  expect(await codeOf(await bidder.client.get(`${bidder.lotPath}/opening/record`))).toBe('not-yet')
  expect(await put(record)).toBe('ok')
  expect(await put(record)).toBe('already-exists')
  expect((await bidder.client.get(`${bidder.lotPath}/opening/record`)).status).toBe(200)
  expect((await bidder.state()).recorded).toBe(true)
}
