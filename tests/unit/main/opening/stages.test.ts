import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closingEvidence, deliverRecord, openTenderersLayer, releaseKeys } from '../../../../interface/flows.ts'
import type { OpeningRecord, OpeningState } from '../../../../interface/schemas/opening.ts'
import { contentOf } from '../../../support/forge.ts'
import { inJson, Liar } from '../../../support/liar.ts'
import { advanceTo, Party, placeOf, type IdentityName } from '../../../support/party.ts'
import { testPlatform, type TestPlatform } from '../../../support/platform.ts'
import { publishTender, type Published } from '../../../support/rehearsal.ts'
import { deadline } from '../../../support/tender.ts'

/** A tender in two stages: business first, price an hour later. */

const priceOpens = '2026-03-02T03:00:00Z'
const stages = [
  { id: 's1', envelopes: ['business'], openingTime: deadline, windowMinutes: 30 },
  { id: 's2', envelopes: ['price'], openingTime: priceOpens, windowMinutes: 30 },
]
let platform: TestPlatform
let liar: Liar
let a: Party
let b: Party
let tenderer: Party
let agency: Party
let tender: Published

beforeAll(async () => {
  platform = await testPlatform()
  liar = await Liar.before(platform.origin)
  tender = await publishTender(platform, { id: 'T-STAGES', stages })
  const at = (name: IdentityName): Promise<Party> => Party.at(platform, name)
  ;[a, b, tenderer, agency] = await Promise.all([at('bidder-a'), at('bidder-b'), at('tenderer'), at('agency')])
  for (const each of [tenderer, agency]) await each.import(tender)
  await a.send('submit', tender, await a.seal(tender, { total: '1100000.00' }))
  await b.send('submit', tender, await b.seal(tender, { total: '1300000.00' }))
  await advanceTo(platform, deadline)
})
afterAll(async () => {
  await Promise.all([a, b, tenderer, agency].map((each) => each.end()))
  await liar.end()
  await platform.end()
})

const phases = async (): Promise<string[]> => (await a.client.opening(tender.id, '1')).stages.map((each) => each.phase)
const header = () => a.client.header(tender.id, '1')

describe('price keys stay closed until the price stage', () => {
  test('the flow, main and the platform each refuse', async () => {
    await expect(releaseKeys(a, placeOf(tender), 's2')).rejects.toMatchObject({ code: 'not-yet' })
    const evidence = await closingEvidence(a, tender.id, '1', true)
    await expect(a.side.signRelease({ ...placeOf(tender), stage: 's2', header: await header(), evidence })).rejects.toMatchObject({ code: 'not-yet' })
    await expect(a.side.signRemedy({ ...placeOf(tender), stage: 's2', way: 'capsule', header: await header(), evidence })).rejects.toMatchObject({ code: 'not-yet' })
    const { closingRoot, own } = await a.client.opening(tender.id, '1')
    const signed = await a.side.sign({
      type: 'release', ...placeOf(tender), closingRoot: closingRoot ?? '', stage: 's2', bidDigest: own?.bidDigest ?? '',
      keys: [{ envelope: 'price', payload: Buffer.alloc(64).toString('base64') }],
    })
    await expect(a.client.release(tender.id, '1', signed)).rejects.toMatchObject({ code: 'not-yet' })
  })

  test('a platform that opens the second stage early gets nothing', async () => {
    liar.tell('GET', /\/opening$/, inJson<OpeningState>((state) => ({ ...state, stages: state.stages.map((each) => ({ ...each, phase: 'releasing' })) })))
    const deceived = await Party.at(platform, 'bidder-a', { through: liar.origin, folder: a.workspace.folder })
    await expect(releaseKeys(deceived, placeOf(tender), 's2')).rejects.toMatchObject({ code: 'not-yet' })
    expect(liar.asked('POST', /releases$/)).toEqual([])
    await deceived.end()
  })

  test('the release of the first stage holds the keys of that stage alone', async () => {
    const signed = await a.side.signRelease({ ...placeOf(tender), stage: 's1', header: await header(), evidence: await closingEvidence(a, tender.id, '1', true) })
    expect(signed.message).toMatchObject({ type: 'release', stage: 's1', keys: [{ envelope: 'business' }] })
  })
})

describe('both stages', () => {
  test('the first is opened and its end is not announced to the world yet', async () => {
    await releaseKeys(a, placeOf(tender))
    await releaseKeys(b, placeOf(tender))
    await openTenderersLayer(tenderer, placeOf(tender))
    expect(await phases()).toEqual(['announced', 'waiting'])
    await expect(deliverRecord(agency, placeOf(tender))).rejects.toMatchObject({ code: 'not-yet' })
    await expect(openTenderersLayer(tenderer, placeOf(tender))).rejects.toMatchObject({ code: 'not-yet' })
    await expect(releaseKeys(a, placeOf(tender))).rejects.toMatchObject({ code: 'not-yet' })
  })

  test('the second opens at its time; who does not release is revoked in that stage, and the record has both', async () => {
    await advanceTo(platform, priceOpens)
    await releaseKeys(a, placeOf(tender))
    await advanceTo(platform, '2026-03-02T03:30:00Z')
    await openTenderersLayer(tenderer, placeOf(tender))
    await advanceTo(platform, '2026-03-02T03:51:00Z')
    const container = await deliverRecord(agency, placeOf(tender))
    const record = contentOf<OpeningRecord>(container, 'record.json')
    const told = record.stages.map(({ id, envelopes, bids }) => ({ id, envelopes, outcomes: Object.fromEntries(bids.map((each) => [each.bidder.id, each.outcome])) }))
    const [idA, idB] = [a.identity.holder.id, b.identity.holder.id]
    expect(told).toEqual([
      { id: 's1', envelopes: ['business'], outcomes: { [idA]: 'opened', [idB]: 'opened' } },
      { id: 's2', envelopes: ['price'], outcomes: { [idA]: 'opened', [idB]: 'revoked' } },
    ])
    expect(record.stages.flatMap((stage) => stage.bids.flatMap((each) => each.announced.map(({ value }) => value)))).toEqual(['1100000.00'])
    expect(Buffer.from(await agency.client.record(tender.id, '1')).equals(Buffer.from(container))).toBe(true)
  })
})
