import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { requestTimestampOver } from '../../../../interface/client.ts'
import { deliverRecord, openTenderersLayer, releaseKeys } from '../../../../interface/flows.ts'
import type { TendererMessage } from '../../../../interface/schemas/messages.ts'
import type { InnerLayers, OpeningRecord } from '../../../../interface/schemas/opening.ts'
import { deception, paths, type Deception } from '../../../support/deception.ts'
import { inJson, instead } from '../../../support/liar.ts'
import { placeOf } from '../../../support/party.ts'

/** The same preconditions for the tenderer's layer, and what an agency checks before it signs the record (tests/faults/lying-platform.test.ts: bidders). */

let scene: Deception
let { early, liar, thief, victim, b, tenderer, agency, tender, truth, otherTruth } = {} as Deception

beforeAll(async () => {
  scene = await deception()
  ;({ early, liar, thief, victim, b, tenderer, agency, tender, truth, otherTruth } = scene)
})
afterEach(() => scene.repent())
afterAll(() => scene.end())

describe('the tenderer\'s layer', () => {
  /** What the tenderer would send, without sending it. */
  async function attempt(): Promise<TendererMessage['keys']> {
    liar.redirect('POST', paths.tendererReleases, thief.origin)
    await expect(openTenderersLayer(tenderer, placeOf(tender))).rejects.toMatchObject({ code: 'platform-answer' })
    const [sent] = liar.asked('POST', paths.tendererReleases)
    return (JSON.parse(sent!.body.toString('utf8')) as { message: TendererMessage }).message.keys
  }

  beforeAll(async () => {
    for (const party of [victim, b]) await releaseKeys(party, placeOf(tender))
  })

  test('the tenderer opens nothing under a closing statement of another tender, or before the time', async () => {
    liar.tell('GET', paths.closing, instead(otherTruth.closing))
    await expect(openTenderersLayer(tenderer, placeOf(tender))).rejects.toMatchObject({ code: 'closing-invalid' })
    liar.repent()
    const side = tenderer.sideWith({ timestamps: (body) => requestTimestampOver(fetch, `${early.origin}/practice/timestamp`, body) })
    await expect(openTenderersLayer({ client: tenderer.client, side }, placeOf(tender))).rejects.toMatchObject({ code: 'not-yet' })
    expect(liar.asked('POST', paths.tendererReleases)).toEqual([])
  })

  test('honest layers are opened', async () => {
    expect((await attempt()).map((each) => each.payload === null)).toEqual([false, false, false, false])
  })

  test('a layer that nobody sealed for this tender stays closed, and the others are opened', async () => {
    const foreign = truth.header.keys['price']!
    liar.tell('GET', paths.layers, inJson<InnerLayers>((value) => ({
      ...value, layers: value.layers.map((each, index) => index === 0 ? { ...each, payload: foreign } : each),
    })))
    expect((await attempt()).map((each) => each.reason ?? 'opened')).toEqual(['digest-mismatch', 'opened', 'opened', 'opened'])
  })

  test('layers under a bid for another tender, or under none, stay closed', async () => {
    const { bidDigest: _digest, ...signed } = otherTruth.header
    const { bid, manifest, signature } = signed
    liar.tell('GET', paths.layers, inJson<InnerLayers>((value) => ({ ...value, bids: value.bids.map((each) => ({ ...each, bid, manifest, signature })) })))
    expect(new Set((await attempt()).map((each) => each.reason))).toEqual(new Set(['platform-answer']))
    liar.repent()
    liar.tell('GET', paths.layers, inJson<InnerLayers>((value) => ({ ...value, bids: [] })))
    expect(new Set((await attempt()).map((each) => each.reason))).toEqual(new Set(['platform-answer']))
  })
})

describe('the announcement that the agency signs', () => {
  beforeAll(async () => {
    liar.repent()
    await openTenderersLayer(tenderer, placeOf(tender))
  })

  const bids = (change: (bids: OpeningRecord['stages'][number]['bids']) => OpeningRecord['stages'][number]['bids']) =>
    (record: OpeningRecord) => ({ ...record, stages: record.stages.map((each) => ({ ...each, bids: change(each.bids) })) })

  test.each([
    ['a bid that is not in the log', bids(([first, second]) => [first!, { ...second!, receiptDigest: otherTruth.proof.receipt }])],
    ['a bid twice', bids(([first]) => [first!, first!])],
    ['another root', (record: OpeningRecord) => ({ ...record, closing: { ...record.closing, root: '12'.repeat(32) } })],
    ['another closing statement', (record: OpeningRecord) => ({ ...record, closing: { ...record.closing, digest: '12'.repeat(32) } })],
    ['another platform', (record: OpeningRecord) => ({ ...record, platform: { ...record.platform, code: 'JS-OTHER-02' } })],
    ['another lot', (record: OpeningRecord) => ({ ...record, lot: '2' })],
    ['another number', (record: OpeningRecord) => ({ ...record, tender: 'T-9' })],
    ['a stage too few or another one', (record: OpeningRecord) => ({ ...record, stages: record.stages.map((each) => ({ ...each, id: 's9' })) })],
  ])('with %s is not signed', async (_what, change) => {
    liar.tell('GET', paths.announcement, inJson(change))
    // The platform has no proof for what is not in its log; one that makes one up is caught too.
    liar.tell('GET', paths.proof, (answer) => answer.status === 200 ? answer : { ...answer, status: 200, body: Buffer.from(JSON.stringify(otherTruth.proof)) })
    await expect(deliverRecord(agency, placeOf(tender))).rejects.toMatchObject({ code: 'closing-invalid' })
    expect(liar.asked('PUT', /record$/)).toEqual([])
  })
})
