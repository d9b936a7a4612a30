import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deliverRecord, openTenderersLayer, releaseKeys, remedyKeys, signIn } from '../../../../interface/flows.ts'
import type { OpeningRecord } from '../../../../interface/schemas/opening.ts'
import { envelopeTo } from '../../../../main/crypto/key-envelope.ts'
import { advanceTo, openIdentity, Party, placeOf, type IdentityName } from '../../../support/party.ts'
import { testPlatform, type TestPlatform } from '../../../support/platform.ts'
import { Bidder, publishTender, type Published } from '../../../support/rehearsal.ts'
import type { TenderChoice } from '../../../support/tender.ts'

/**
 * Ways out of art. 31, through the real platform: for every tender two bids, one of which has trouble; the other goes on. Each tender has an
 * hour of its own: deadline at its beginning, windows of 30 and 20 minutes.
 */

let platform: TestPlatform
let a: Party
let backup: Party
let b: Party
let tenderer: Party
let agency: Party
let hour = 2

beforeAll(async () => {
  platform = await testPlatform('2026-03-02T01:00:00Z')
  const at = (name: IdentityName): Promise<Party> => Party.at(platform, name)
  ;[a, backup, b, tenderer, agency] = await Promise.all([at('bidder-a'), at('bidder-a-backup'), at('bidder-b'), at('tenderer'), at('agency')])
})
afterAll(async () => {
  await Promise.all([a, backup, b, tenderer, agency].map((each) => each.end()))
  await platform.end()
})

const moment = (minutes: number): string => new Date(Date.parse(`2026-03-02T${String(hour).padStart(2, '0')}:00:00Z`) + minutes * 60_000).toISOString()

const sealAndSubmit = async (tender: Published): Promise<unknown> =>
  a.send('submit', tender, await a.seal(tender, { total: '1100000.00', backups: ['bidder-a-backup'] }))

/** A tender with two bids, at its opening time. */
async function opened(id: string, choice: TenderChoice = {}, submitA: (tender: Published) => Promise<unknown> = sealAndSubmit): Promise<Published> {
  hour++
  const tender = await publishTender(platform, { id, deadline: moment(0), ...choice })
  for (const party of [backup, tenderer, agency]) await party.import(tender)
  await a.import(tender)
  await submitA(tender)
  await b.send('submit', tender, await b.seal(tender, { total: '1300000.00' }))
  await advanceTo(platform, moment(0))
  return tender
}

/** The record that the agency signs, and what it says of both bids. */
async function outcomes(tender: Published) {
  await deliverRecord(agency, placeOf(tender))
  const record: OpeningRecord = await agency.client.announcement(tender.id, '1')
  const of = (party: Party) => record.stages[0]?.bids.find((each) => each.bidder.id === party.identity.holder.id)
  return { a: of(a), b: of(b) }
}

const phase = async (tender: Published): Promise<string | undefined> => (await a.client.opening(tender.id, '1')).stages[0]?.phase

describe('a key that fails has a way out', () => {
  test('the backup certificate releases as usual, with the main key never used', async () => {
    const tender = await opened('T-BACKUP')
    await signIn(backup, placeOf(tender), 'bidder')
    await releaseKeys(backup, placeOf(tender))
    await releaseKeys(b, placeOf(tender))
    await openTenderersLayer(tenderer, placeOf(tender))
    const { a: ofA } = await outcomes(tender)
    expect(ofA).toMatchObject({ outcome: 'opened', announced: [{ field: 'total', value: '1100000.00' }] })
    expect(ofA?.remedy).toBeUndefined()
  })

  test('a certificate that the bid was not sealed to opens nothing and sends nothing', async () => {
    const tender = await opened('T-FOREIGN')
    const other = { client: a.client, side: a.sideWith({ identity: { ...a.identity, encryption: (await openIdentity(platform.practice, 'bidder-b')).encryption } }) }
    await expect(releaseKeys(other, placeOf(tender))).rejects.toMatchObject({ code: 'key-not-recipient' })
    expect((await a.client.opening(tender.id, '1')).stages[0]?.released).toBe(0)
  })

  test('the capsule opens after the window, and the record says so', async () => {
    const tender = await opened('T-CAPSULE')
    await releaseKeys(b, placeOf(tender))
    await advanceTo(platform, moment(30))
    await expect(releaseKeys(a, placeOf(tender))).rejects.toMatchObject({ code: 'too-late' })
    await openTenderersLayer(tenderer, placeOf(tender))
    expect(await phase(tender)).toBe('remedying')
    await expect(remedyKeys(backup, placeOf(tender), 'capsule')).rejects.toMatchObject({ code: 'capsule-unknown' })
    await expect(remedyKeys(a, placeOf(tender), 'container')).rejects.toMatchObject({ code: 'remedy-not-agreed' })
    await remedyKeys(a, placeOf(tender), 'capsule')
    const { a: ofA, b: ofB } = await outcomes(tender)
    expect(ofA).toMatchObject({ outcome: 'opened', remedy: 'capsule', announced: [{ value: '1100000.00' }] })
    expect(ofB).toMatchObject({ outcome: 'opened', announced: [{ value: '1300000.00' }] })
    expect(ofB?.remedy).toBeUndefined()
  })

  test('nobody used a remedy: revoked (撤销), and the others go on', async () => {
    const tender = await opened('T-SILENT')
    await releaseKeys(b, placeOf(tender))
    await advanceTo(platform, moment(30))
    await openTenderersLayer(tenderer, placeOf(tender))
    await advanceTo(platform, moment(51))
    await expect(remedyKeys(a, placeOf(tender), 'capsule')).rejects.toMatchObject({ code: 'too-late' })
    const { a: ofA, b: ofB } = await outcomes(tender)
    expect(ofA).toMatchObject({ outcome: 'revoked', announced: [] })
    expect(ofB).toMatchObject({ outcome: 'opened' })
  })

  test('junk in place of the inner layer is refused, and can be mended inside the window', async () => {
    const tender = await opened('T-JUNK')
    const { closingRoot, own } = await a.client.opening(tender.id, '1')
    const junk = envelopeTo(Buffer.alloc(64, 7), [{ certificate: tenderer.identity.encryption.certificate, transport: 'rsa-oaep-sha256' }]).toString('base64')
    const keys = ['business', 'price'].map((envelope) => ({ envelope, payload: junk }))
    const signed = await a.side.sign({ type: 'release', ...placeOf(tender), closingRoot: closingRoot ?? '', stage: 's1', bidDigest: own?.bidDigest ?? '', keys })
    await expect(a.client.release(tender.id, '1', signed)).rejects.toMatchObject({ code: 'key-check-mismatch' })
    expect((await a.client.opening(tender.id, '1')).own?.stages).toMatchObject([{ state: 'expected' }])
    const state = await releaseKeys(a, placeOf(tender))
    expect(state.own?.stages).toMatchObject([{ state: 'released' }])
  })

  test('a bid sealed with junk: the key does not fit its keyCheck, which is the bidder\'s fault', async () => {
    const tender = await opened('T-SEALED-JUNK', {}, async (published) => {
      const byHand = await Bidder.of(platform, published, 'bidder-a')
      const answer = await byHand.submit({ change: (bid) => ({ ...bid, envelopes: bid.envelopes.map((each) => ({ ...each, keyCheck: '0'.repeat(64) })) }) })
      expect(answer.status).toBe(201)
    })
    await releaseKeys(a, placeOf(tender))
    await releaseKeys(b, placeOf(tender))
    await openTenderersLayer(tenderer, placeOf(tender))
    expect(await phase(tender)).toBe('remedying')
    expect((await a.client.opening(tender.id, '1')).own?.stages).toMatchObject([{ state: 'failed', reason: expect.stringContaining('key-check-mismatch') as string }])
    await expect(remedyKeys(a, placeOf(tender), 'capsule')).rejects.toMatchObject({ code: 'capsule-unknown' })
    await advanceTo(platform, moment(51))
    const { a: ofA, b: ofB } = await outcomes(tender)
    expect(ofA).toMatchObject({ outcome: 'revoked', announced: [] })
    expect(ofB).toMatchObject({ outcome: 'opened' })
  })

  test('a tenderer that cannot open says so for each layer; where no capsule is agreed the bids count as withdrawn (撤回)', async () => {
    const tender = await opened('T-DEAF', { remedy: { ways: ['backup-certificate'], windowMinutes: 20 } })
    await releaseKeys(a, placeOf(tender))
    await releaseKeys(b, placeOf(tender))
    const deaf = { client: tenderer.client, side: tenderer.sideWith({ identity: { ...tenderer.identity, encryption: a.identity.encryption } }) }
    await openTenderersLayer(deaf, placeOf(tender))
    const { a: ofA, b: ofB } = await outcomes(tender)
    for (const each of [ofA, ofB]) expect(each).toMatchObject({ outcome: 'withdrawn', reason: expect.stringContaining('tenderer') as string, announced: [] })
  })

  test('a tenderer that cannot open, and the agreed capsule', async () => {
    const tender = await opened('T-DEAF-2')
    await releaseKeys(a, placeOf(tender))
    await releaseKeys(b, placeOf(tender))
    const deaf = { client: tenderer.client, side: tenderer.sideWith({ identity: { ...tenderer.identity, encryption: a.identity.encryption } }) }
    await openTenderersLayer(deaf, placeOf(tender))
    await remedyKeys(a, placeOf(tender), 'capsule')
    await remedyKeys(b, placeOf(tender), 'capsule')
    const { a: ofA, b: ofB } = await outcomes(tender)
    for (const each of [ofA, ofB]) expect(each).toMatchObject({ outcome: 'opened', remedy: 'capsule' })
  })

  test('the tenderer\'s backup certificate opens too', async () => {
    const tender = await opened('T-TENDERER-BACKUP')
    await releaseKeys(a, placeOf(tender))
    await releaseKeys(b, placeOf(tender))
    const side = tenderer.sideWith({ identity: await openIdentity(platform.practice, 'tenderer-backup') })
    await openTenderersLayer({ client: tenderer.client, side }, placeOf(tender))
    const { a: ofA, b: ofB } = await outcomes(tender)
    for (const each of [ofA, ofB]) expect(each).toMatchObject({ outcome: 'opened' })
  })
})
