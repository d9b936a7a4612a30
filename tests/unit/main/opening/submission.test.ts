import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { submitBid } from '../../../../interface/flows.ts'
import { uploadFile, type UploadInput } from '../../../../interface/upload.ts'
import { digestOf } from '../../../support/forge.ts'
import { instead, Liar } from '../../../support/liar.ts'
import { advanceTo, chunkBytes, Party, placeOf } from '../../../support/party.ts'
import { testPlatform, type TestPlatform } from '../../../support/platform.ts'
import { publishTender, type Published } from '../../../support/rehearsal.ts'
import { deadline } from '../../../support/tender.ts'

/** Submitting over a bad line, and what a platform refuses by itself when bytes are sent without the command line's checks. */

let platform: TestPlatform
let liar: Liar
let a: Party
let b: Party
let tender: Published
let bid: Awaited<ReturnType<Party['seal']>>
let count = 0

beforeAll(async () => {
  platform = await testPlatform()
  liar = await Liar.before(platform.origin)
  ;[a, b] = await Promise.all([Party.at(platform, 'bidder-a'), Party.at(platform, 'bidder-b')])
})
beforeEach(async () => {
  liar.repent()
  tender = await publishTender(platform, { id: `T-${++count}` })
  bid = await a.seal(tender)
})
afterEach(async () => {
  await a.side.uploads.forget(bid.digest)
})
afterAll(async () => {
  await Promise.all([a.end(), b.end(), liar.end()])
  await platform.end()
})

const sourceOf = (bytes: Uint8Array) => ({ size: bytes.length, slice: (start: number, end: number) => Promise.resolve(bytes.slice(start, end)) })
const digestLike = 'ab'.repeat(32)

/** Uploads any bytes as a holder, without looking at them. */
function upload(party: Party, bytes: Uint8Array, change: Partial<UploadInput> = {}): Promise<string> {
  return uploadFile({ origin: party.client.origin, token: party.client.token ?? '', digest: digestLike, tender: tender.id, source: sourceOf(bytes), memory: party.side.uploads, chunkBytes, ...change })
    .finally(() => party.side.uploads.forget(digestLike))
}

async function message(party: Party, change: object = {}) {
  const { head } = await party.client.own(tender.id, '1')
  return party.side.sign({ type: 'submit', ...placeOf(tender), bidDigest: bid.digest, size: bid.size, previous: head, ...change })
}

describe('refused by the platform itself', () => {
  const refused = async (code: string, party: Party, bytes: Uint8Array, change: object = {}): Promise<void> => {
    const signed = await message(party, change)
    await expect(party.client.submit(tender.id, '1', signed, await upload(party, bytes))).rejects.toMatchObject({ code })
    expect(await party.client.own(tender.id, '1')).toMatchObject({ state: 'none', receipts: [] })
  }
  const bytesOf = (): Uint8Array => new Uint8Array(readFileSync(bid.file))

  test('a PDF in place of a bid', async () => {
    const pdf = new Uint8Array(readFileSync('assets/sample/bidder-a/schedule-plan.pdf'))
    await refused('not-encrypted', a, pdf, { bidDigest: digestOf(pdf), size: pdf.length })
  })

  test('bytes that are missing, or others than those that were signed', async () => {
    await refused('upload-incomplete', a, bytesOf().slice(0, -1))
    const other = bytesOf()
    other[100]! ^= 1
    await refused('upload-incomplete', a, other)
    await expect(a.client.submit(tender.id, '1', await message(a), null)).rejects.toMatchObject({ code: 'upload-incomplete' })
  })

  test('an upload that another holder made does not exist', async () => {
    const foreign = await upload(b, bytesOf())
    await expect(a.client.submit(tender.id, '1', await message(a), foreign)).rejects.toMatchObject({ code: 'upload-unknown' })
  })

  test('a bid that somebody else sealed', async () => {
    await refused('signer-mismatch', b, bytesOf())
  })

  test('a message that another key signed than the one that logged in', async () => {
    const signed = await message(b)
    await expect(a.client.submit(tender.id, '1', signed, await upload(a, bytesOf()))).rejects.toMatchObject({ code: 'signer-mismatch' })
  })

  test('a message that was changed after signing', async () => {
    const { message: content, signature } = await message(a)
    const address = await upload(a, bytesOf())
    await expect(a.client.submit(tender.id, '1', { message: { ...content, nonce: 'B'.repeat(32) }, signature }, address)).rejects.toMatchObject({ code: 'signature-invalid' })
  })

  test('an old message played again', async () => {
    const first = await message(a)
    await a.client.submit(tender.id, '1', first, await upload(a, bytesOf()))
    const withdraw = await message(a, { type: 'withdraw' })
    await a.client.submit(tender.id, '1', withdraw, null)
    const again = fetch(`${platform.origin}/v1/tenders/${tender.id}/lots/1/submissions`, {
      method: 'POST', body: JSON.stringify({ signed: first, upload: await upload(a, bytesOf()) }),
      headers: { authorization: `Bearer ${a.client.token}`, 'content-type': 'application/json', 'idempotency-key': 'another-key-0123456789' },
    })
    expect(await (await again).json()).toMatchObject({ code: 'stale-message' })
    expect((await a.client.own(tender.id, '1')).receipts.map((each) => each.type)).toEqual(['submit', 'withdraw'])
  })

  test('a message that does not name the last receipt', async () => {
    await refused('stale-message', a, bytesOf(), { previous: digestLike })
  })
})

describe('a line that breaks', () => {
  test('the answer to a submission is lost: one receipt, the same for both', async () => {
    platform.faults.loseNextAnswer('submit')
    const { digest } = await a.send('submit', tender, bid)
    const own = await a.client.own(tender.id, '1')
    expect(own.receipts.map((each) => each.digest)).toEqual([digest])
    expect(a.workspace.receipts.list(tender.id, '1', a.identity.holder.id).map((each) => each.digest)).toEqual([digest])
  })

  test('the upload breaks off and fails; it goes on, and nothing is sent twice', async () => {
    const bytes = Uint8Array.from({ length: 3 * chunkBytes }, (_, index) => index % 251)
    platform.faults.failNext('upload')
    const progress: number[] = []
    platform.faults.dropAfter(chunkBytes / 2)
    await upload(a, bytes, { onProgress: (acknowledged) => progress.push(acknowledged) })
    expect(progress.at(-1)).toBe(bytes.length)
    expect(new Set(progress).size).toBe(progress.length)
  })

  test('an upload that the platform has forgotten begins again', async () => {
    const bytes = new Uint8Array(readFileSync(bid.file))
    await a.side.uploads.save(digestLike, `${platform.origin}/v1/uploads/${'0'.repeat(32)}`)
    expect(await upload(a, bytes)).toMatch(/\/v1\/uploads\/[0-9a-f]{32}$/)
  })

  test('cancelled: the acknowledged part is remembered and the rest is sent later', async () => {
    const bytes = Uint8Array.from({ length: 4 * chunkBytes }, (_, index) => index % 251)
    const stop = new AbortController()
    const memory = a.side.uploads
    const input = { origin: platform.origin, token: a.client.token ?? '', digest: digestLike, tender: tender.id, source: sourceOf(bytes), memory, chunkBytes }
    await expect(uploadFile({ ...input, signal: stop.signal, onProgress: (done) => { if (done >= 2 * chunkBytes) stop.abort() } })).rejects.toMatchObject({ code: 'cancelled' })
    const slices: number[] = []
    const source = { size: bytes.length, slice: (start: number, end: number) => { slices.push(start); return Promise.resolve(bytes.slice(start, end)) } }
    await uploadFile({ ...input, source })
    expect(Math.min(...slices)).toBeGreaterThanOrEqual(2 * chunkBytes)
    await memory.forget(digestLike)
  })
})

describe('a platform that lies', () => {
  test('a receipt for other bytes is refused and not kept', async () => {
    platform.faults.wrongReceipt()
    await expect(a.send('submit', tender, bid)).rejects.toMatchObject({ code: 'receipt-invalid' })
    expect(a.workspace.receipts.list(tender.id, '1', a.identity.holder.id)).toEqual([])
  })

  test('the genuine receipt of another message is refused and not kept', async () => {
    const first = await a.send('submit', tender, bid)
    const second = await a.seal(tender, { total: '1000000.00' })
    liar.tell('POST', /\/submissions$/, instead(first.bytes))
    const deceived = await Party.at(platform, 'bidder-a', { through: liar.origin, folder: a.workspace.folder })
    await expect(deceived.send('replace', tender, second)).rejects.toMatchObject({ code: 'receipt-invalid' })
    await deceived.end()
    expect(a.workspace.receipts.list(tender.id, '1', a.identity.holder.id).map((each) => each.digest)).toEqual([first.digest])
  })

  test.each(['http://127.0.0.1:1', 'https://elsewhere.example'])('an upload address at %s gets no byte and is not remembered', async (origin) => {
    const thief = await Liar.before(platform.origin)
    const target = origin.endsWith(':1') ? thief.origin : origin
    liar.tell('POST', /\/v1\/uploads$/, (answer) => ({ ...answer, headers: { ...answer.headers, location: `${target}/v1/uploads/${'0'.repeat(32)}` } }))
    const through = await Party.at(platform, 'bidder-a', { through: liar.origin, folder: a.workspace.folder })
    const bytes = new Uint8Array(readFileSync(bid.file))
    const began = Date.now()
    await expect(submitBid(through, { type: 'submit', ...placeOf(tender), bid }, sourceOf(bytes), { chunkBytes })).rejects.toMatchObject({ code: 'platform-answer' })
    expect(Date.now() - began).toBeLessThan(5_000)
    expect(thief.requests).toEqual([])
    expect(await a.side.uploads.load(bid.digest)).toBeNull()
    await through.end()
    await thief.end()
  })

  test('an upload that is redirected does not travel', async () => {
    const thief = await Liar.before(platform.origin)
    liar.redirect('POST', /\/v1\/uploads$/, thief.origin)
    const through = await Party.at(platform, 'bidder-a', { through: liar.origin, folder: a.workspace.folder })
    await expect(submitBid(through, { type: 'submit', ...placeOf(tender), bid }, sourceOf(new Uint8Array(10)), { chunkBytes })).rejects.toMatchObject({ code: 'platform-answer' })
    expect(thief.requests).toEqual([])
    await through.end()
    await thief.end()
  })
})

test('late: the platform\'s clock decides', async () => {
  await advanceTo(platform, deadline)
  await expect(a.send('submit', tender, bid)).rejects.toMatchObject({ code: 'deadline-passed' })
})
