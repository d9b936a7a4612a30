import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { canonical } from '../../interface/canonical.ts'
import { requestTimestampOver } from '../../interface/client.ts'
import { releaseKeys, remedyKeys, signIn } from '../../interface/flows.ts'
import type { BidHeader, OpeningState } from '../../interface/schemas/opening.ts'
import type { ClosingStatement, InclusionProof, SubmissionReceipt } from '../../interface/schemas/receipt.ts'
import { merkleRoot } from '../../platform/log/merkle.ts'
import { deception, paths, type Deception } from '../support/deception.ts'
import { contentOf, digestOf, forge, memberOf } from '../support/forge.ts'
import { inJson, instead } from '../support/liar.ts'
import { placeOf, Party } from '../support/party.ts'
import { sealBid, tenderJson } from '../support/tender.ts'

/**
 * The opening at a platform that lies (interface.md, Opening): a client opens a key envelope only if all preconditions hold. Every lie ends in its
 * code; nothing is opened, signed or sent.
 */

let scene: Deception
let { platform, early, liar, thief, victim, slow, b, tender, truth, otherTruth } = {} as Deception

beforeAll(async () => {
  scene = await deception()
  ;({ platform, early, liar, thief, victim, slow, b, tender, truth, otherTruth } = scene)
})
afterEach(() => scene.repent())
afterAll(() => scene.end())

/** The victim releases, and is refused with this code before it opens, signs or sends anything. */
async function expectRefused(code: string, party: Pick<Party, 'client' | 'side'> = victim): Promise<void> {
  const before = victim.events.filter((each) => each === 'release' || each === 'remedy').length
  await expect(releaseKeys(party, placeOf(tender))).rejects.toMatchObject({ code })
  await expect(remedyKeys(party, placeOf(tender), 'capsule')).rejects.toMatchObject({ code })
  expect(victim.events.filter((each) => each === 'release' || each === 'remedy').length).toBe(before)
  expect([...liar.asked('POST', paths.releases), ...liar.asked('POST', paths.remedies)]).toEqual([])
}

const header = (change: (header: BidHeader) => Partial<BidHeader>): void => liar.tell('GET', paths.header, inJson<BidHeader>((value) => ({ ...value, ...change(value) })))

describe('a foreign or damaged header', () => {
  test('of another tender of the same bidder', async () => {
    liar.tell('GET', paths.header, inJson(() => otherTruth.header))
    await expectRefused('platform-answer')
  })

  test('of another tender, with that tender\'s receipt, proof and closing statement', async () => {
    liar.tell('GET', paths.header, inJson(() => otherTruth.header))
    liar.tell('GET', paths.closing, instead(otherTruth.closing))
    liar.tell('GET', paths.receipt, instead(otherTruth.receipt))
    liar.tell('GET', paths.proof, inJson(() => otherTruth.proof))
    await expectRefused('platform-answer')
  })

  test('of another bid of one\'s own for the same tender, under the digest of the one that was submitted', async () => {
    const other = readFileSync((await victim.seal(tender, { total: '1.00' })).file)
    const member = (name: string): string => memberOf(other, name).toString('base64')
    header(() => ({
      bid: member('bid.json'), manifest: member('META-INF/ASiCManifest.xml'), signature: member('META-INF/signature.p7s'),
      keys: { business: member('keys/business.p7m'), price: member('keys/price.p7m') },
    }))
    await expectRefused('digest-mismatch')
  })

  test('of another bidder', async () => {
    const foreign = await b.client.header(tender.id, '1')
    liar.tell('GET', paths.header, inJson(() => foreign))
    await expectRefused('signer-mismatch')
  })

  test.each([
    ['for another platform', { platform: 'JS-OTHER-02' }, 'platform-mismatch'],
    ['for another lot', { lot: '2' }, 'platform-answer'],
    ['in another bidder\'s name', { bidder: { id: '91320599MA20C5R79Q', name: '常州运河市政工程有限公司' } }, 'signer-mismatch'],
  ])('sealed by the same key, but %s', async (_what, change, code) => {
    const { bytes, digest } = sealBid(platform.practice, tenderJson(platform.practice, tender.choice), tender.digest, 'bidder-a', { change: (bid) => ({ ...bid, ...change }) })
    const member = (name: string): string => memberOf(bytes, name).toString('base64')
    header(() => ({
      bidDigest: digest, bid: member('bid.json'), manifest: member('META-INF/ASiCManifest.xml'), signature: member('META-INF/signature.p7s'),
      keys: { business: member('keys/business.p7m'), price: member('keys/price.p7m') },
    }))
    await expectRefused(code)
  })

  test.each([
    ['the key envelope of another tender', () => ({ ...truth.header.keys, price: otherTruth.header.keys['price']! })],
    ['key envelopes exchanged', () => ({ business: truth.header.keys['price']!, price: truth.header.keys['business']! })],
    ['no key envelope', () => ({ business: truth.header.keys['business']! })],
  ])('with %s', async (_what, keys) => {
    header(() => ({ keys: keys() }))
    await expectRefused('digest-mismatch')
  })

  test('with another bid.json, manifest, signature', async () => {
    const bid = JSON.parse(Buffer.from(truth.header.bid, 'base64').toString('utf8')) as { tool: { version: string } }
    bid.tool.version = '9'
    header(() => ({ bid: Buffer.from(canonical(bid)).toString('base64') }))
    await expectRefused('digest-mismatch')
    liar.repent()
    header(() => ({ manifest: otherTruth.header.manifest }))
    await expectRefused('signature-invalid')
    liar.repent()
    header(() => ({ signature: otherTruth.header.signature }))
    await expectRefused('signature-invalid')
  })

  test('under the digest of another bid', async () => {
    header(() => ({ bidDigest: otherTruth.header.bidDigest }))
    await expectRefused('closing-invalid')
  })
})

describe('time', () => {
  test('the platform\'s clock is ahead, main\'s own is before the opening time', async () => {
    await expectRefused('not-yet', slow)
  })

  test('the platform\'s clock is ahead, the authority\'s timestamp is before the opening time', async () => {
    const side = victim.sideWith({ timestamps: (body) => requestTimestampOver(fetch, `${early.origin}/practice/timestamp`, body) })
    await expectRefused('not-yet', { client: victim.client, side })
  })

  test('an old answer of the authority is played again', async () => {
    let first: Promise<Uint8Array> | undefined
    const replay = victim.sideWith({ timestamps: (body) => first ??= requestTimestampOver(fetch, `${platform.origin}/practice/timestamp`, body) })
    await replay.signRelease({ ...placeOf(tender), stage: 's1', header: truth.header, evidence: { closing: truth.closing, own: truth } })
    await expectRefused('timestamp-invalid', { client: victim.client, side: replay })
  })

  test('no authority answers', async () => {
    const side = victim.sideWith({ timestamps: (body) => requestTimestampOver(fetch, `${platform.origin}/nowhere`, body) })
    await expectRefused('timestamp-unavailable', { client: victim.client, side })
  })

  test('a stage that is not there, or that the platform calls by another name', async () => {
    liar.tell('GET', paths.opening, inJson<OpeningState>((state) => ({ ...state, stages: state.stages.map((each) => ({ ...each, id: 's9' })) })))
    await expectRefused('bad-input')
  })
})

describe('receipt and closing statement', () => {
  const closing = async (change: Partial<ClosingStatement>, forgery: Parameters<typeof forge>[3] = {}): Promise<void> =>
    liar.tell('GET', paths.closing, instead(await forge(platform.practice, 'receipt.json', { ...truth.statement, ...change }, forgery)))

  test('no receipt', async () => {
    liar.tell('GET', paths.own, inJson<object>((own) => ({ ...own, head: null })))
    await expectRefused('not-submitted')
  })

  test('the receipt is for another bid', async () => {
    liar.tell('GET', paths.receipt, instead(otherTruth.receipt))
    await expectRefused('closing-invalid')
  })

  test.each([
    ['of another platform', { platform: { code: 'JS-OTHER-02', name: '其他平台', origin: 'https://other.example' } }, {}],
    ['signed by somebody else', {}, { signer: 'bidder-b' }],
    ['that contradicts the message in it', { bid: { digest: 'ab'.repeat(32), size: 1 } }, {}],
  ])('a receipt %s, in the log', async (_what, change, forgery) => {
    const receipt = await forge(platform.practice, 'receipt.json', { ...contentOf<SubmissionReceipt>(truth.receipt, 'receipt.json'), ...change }, forgery)
    const root = merkleRoot([digestOf(receipt)])
    await closing({ log: { root, size: 1 } })
    liar.tell('GET', paths.receipt, instead(receipt))
    liar.tell('GET', paths.proof, inJson(() => ({ receipt: digestOf(receipt), index: 0, size: 1, root, path: [] })))
    await expectRefused('closing-invalid')
  })

  test('a receipt of a withdrawal, in the log', async () => {
    const content = contentOf<SubmissionReceipt>(truth.receipt, 'receipt.json')
    const receipt = await forge(platform.practice, 'receipt.json', { ...content, type: 'withdraw', message: { ...content.message, type: 'withdraw' } })
    const root = merkleRoot([digestOf(receipt)])
    await closing({ log: { root, size: 1 } })
    liar.tell('GET', paths.receipt, instead(receipt))
    liar.tell('GET', paths.proof, inJson(() => ({ receipt: digestOf(receipt), index: 0, size: 1, root, path: [] })))
    await expectRefused('not-submitted')
  })

  test('a closing statement of another tender', async () => {
    liar.tell('GET', paths.closing, instead(otherTruth.closing))
    await expectRefused('closing-invalid')
  })

  test.each([
    ['with another root', { log: { root: 'cd'.repeat(32), size: 2 } }, {}],
    ['with another size', { size: 3 }, {}],
    ['for another lot', { lot: '2' }, {}],
    ['for another tender\'s number', { tender: 'T-9' }, {}],
    ['signed by somebody else', {}, { signer: 'bidder-b' }],
    ['signed with the platform\'s encryption certificate', {}, { signer: 'platform-encrypt' }],
  ] as [string, Partial<ClosingStatement> & { size?: number }, { signer?: string }][])('a closing statement %s', async (_what, { size, ...change }, forgery) => {
    await closing({ ...change, ...(size === undefined ? {} : { log: { ...truth.statement.log, size } }) }, forgery)
    await expectRefused('closing-invalid')
  })

  test('a closing statement with nothing but its signature broken', async () => {
    const broken = Buffer.from(truth.closing)
    const signature = memberOf(broken, 'META-INF/signature.p7s')
    signature[signature.length >> 1]! ^= 1
    liar.tell('GET', paths.closing, instead(broken))
    await expectRefused('closing-invalid')
  })

  test('a log that does not contain the own receipt', async () => {
    const own = truth.proof.receipt
    const root = merkleRoot(['ef'.repeat(32)])
    await closing({ log: { root, size: 1 } })
    liar.tell('GET', paths.proof, inJson(() => ({ receipt: own, index: 0, size: 1, root, path: [] })))
    await expectRefused('closing-invalid')
  })

  test.each([
    ['another sibling', (proof: InclusionProof) => ({ ...proof, path: proof.path.map(() => '12'.repeat(32)) })],
    ['no sibling', (proof: InclusionProof) => ({ ...proof, path: [] })],
    ['one sibling too many', (proof: InclusionProof) => ({ ...proof, path: [...proof.path, '12'.repeat(32)] })],
    ['another place', (proof: InclusionProof) => ({ ...proof, index: 1 - proof.index })],
    ['another size', (proof: InclusionProof) => ({ ...proof, size: 3 })],
    ['another root', (proof: InclusionProof) => ({ ...proof, root: '12'.repeat(32) })],
    ['another receipt', (proof: InclusionProof) => ({ ...proof, receipt: '12'.repeat(32) })],
  ])('a proof with %s', async (_what, change) => {
    liar.tell('GET', paths.proof, inJson(change))
    await expectRefused('closing-invalid')
  })

  test('signing in asks for the same', async () => {
    liar.tell('GET', paths.closing, instead(otherTruth.closing))
    await expect(signIn(victim, placeOf(tender), 'bidder')).rejects.toMatchObject({ code: 'closing-invalid' })
    expect(liar.asked('POST', /sign-ins/)).toEqual([])
  })
})

describe('answers that are none', () => {
  test('a redirect to another origin is not followed', async () => {
    liar.redirect('GET', paths.header, thief.origin)
    await expectRefused('platform-answer')
    expect(thief.requests).toEqual([])
  })

  test('a release that is redirected does not travel', async () => {
    liar.redirect('POST', paths.releases, thief.origin)
    await expect(releaseKeys(b, placeOf(tender))).rejects.toMatchObject({ code: 'platform-answer' })
    expect(thief.requests).toEqual([])
  })

  test.each([
    ['no JSON', Buffer.from('<html>')], ['JSON of another shape', Buffer.from('{"bidDigest": 1}')],
    ['JSON with members that nobody knows', Buffer.from('{"surprise": true}')],
  ])('%s', async (_what, body) => {
    liar.tell('GET', paths.header, instead(body))
    await expectRefused('platform-answer')
  })

  test('a refusal with a code that is not on the list', async () => {
    liar.tell('GET', paths.header, (answer) => ({ ...answer, status: 418, body: Buffer.from('{"type":"x","title":"t","status":418,"code":"teapot"}') }))
    await expectRefused('platform-answer')
  })
})

test('a platform that hides a replacement does not get the keys of the bid before it', async () => {
  const deceived = await Party.at(platform, 'bidder-a')
  const bytes = Buffer.from('the receipt of a replacement that the log does not show')
  deceived.workspace.receipts.save({
    digest: digestOf(bytes), platform: 'JS-PRACTICE-01', tender: tender.id, lot: '1', type: 'replace', bidDigest: 'b'.repeat(64),
    holder: deceived.identity.holder.id, receivedAt: '2099-01-01T00:00:00.000Z', bytes,
  })
  await expect(releaseKeys(deceived, placeOf(tender))).rejects.toMatchObject({ code: 'closing-invalid' })
  await deceived.end()
})

test('what a platform signed wrongly is kept in the journal', async () => {
  const kept = victim.workspace.journal.entries().map(({ entry }) => entry).filter((each) => each.event === 'refused-evidence')
  expect(kept.map((each) => each.details['code'])).toContain('closing-invalid')
  const closings = kept.flatMap((each) => typeof each.details['closing'] === 'string' ? [Buffer.from(each.details['closing'], 'base64')] : [])
  expect(closings.length).toBeGreaterThan(0)
  expect(closings.some((each) => !each.equals(truth.closing))).toBe(true)
})
