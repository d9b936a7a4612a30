import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { container, envelope, json, sha256 } from '../../support/containers.ts'
import { foreignZip } from '../../support/foreign-zip.ts'
import type { TestPlatform } from '../../support/platform.ts'
import { codeOf, nonce, setClock, TestClient, testPlatform } from '../../support/platform.ts'
import type { Published } from '../../support/rehearsal.ts'
import { Bidder, publishTender } from '../../support/rehearsal.ts'
import { deadline, tenderPackage } from '../../support/tender.ts'

let platform: TestPlatform
let tender: Published
beforeAll(async () => {
  platform = await testPlatform()
  tender = await publishTender(platform)
})
afterAll(() => platform.end())

describe('a bid is refused', () => {
  let bidder: Bidder
  beforeAll(async () => { bidder = await Bidder.of(platform, tender, 'bidder-a') })

  const sendBytes = async (bytes: Buffer): Promise<string> => {
    bidder.bid = { bytes, digest: sha256(bytes), envelopes: [], bidder: 'bidder-a' }
    return codeOf(await bidder.send('submit'))
  }

  it('that is not encrypted', async () => {
    const { practice } = platform
    expect(await sendBytes(Buffer.from('%PDF-1.7\n1 0 obj\n'))).toBe('not-encrypted')
    expect(await sendBytes(foreignZip([{ name: 'offer.txt', bytes: Buffer.from('our offer') }, { name: 'price.txt', bytes: Buffer.from('1') }]))).toBe('not-encrypted')
    expect(await sendBytes(tenderPackage(practice))).toBe('not-encrypted')
    expect(await sendBytes(tenderPackage(practice, {}, 'bidder-a'))).toBe('not-encrypted')
    const sealed = bidder.seal()
    const plain = sealed.envelopes.map((each) => ({ ...each.members.key, bytes: Buffer.from('key') }))
    const members = [json('bid.json', {}), ...plain]
    expect(await sendBytes(container(practice, 'bidder-a', members))).toBe('not-encrypted')
  })

  it('that holds anything beside its ciphertext', async () => {
    bidder.seal({ extra: [{ name: 'documents/offer.pdf', bytes: Buffer.from('%PDF') }] })
    expect(await codeOf(await bidder.send('submit'))).toBe('not-encrypted')
  })

  it('whose segment is no segment, or whose key envelope is one', async () => {
    const { practice } = platform
    const sealed = bidder.seal()
    const rebuilt = (change: (name: string, bytes: Uint8Array) => Uint8Array): Buffer => {
      const members = [...sealed.envelopes.map((each) => each.members.key), ...sealed.envelopes.flatMap((each) => each.members.segments)]
      const header = { ...JSON.parse(Buffer.from(headerOf(sealed.bytes)).toString()) as object }
      return container(practice, 'bidder-a', [json('bid.json', header), ...members.map(({ name, bytes }) => ({ name, bytes: change(name, bytes) }))])
    }
    const wrong = envelope(practice, Buffer.from('segment'), 'bidder-a')
    expect(await sendBytes(rebuilt((name, bytes) => (name.startsWith('segments/price') ? wrong : bytes)))).toBe('not-encrypted')
    const segment = sealed.envelopes[0]!.members.segments[0]!.bytes
    expect(await sendBytes(rebuilt((name, bytes) => (name.startsWith('keys/price') ? segment : bytes)))).toBe('not-encrypted')
  })

  it('that another party signed, outside or by an encryption certificate', async () => {
    bidder.seal({ signer: 'bidder-b' })
    expect(await codeOf(await bidder.send('submit'))).toBe('signer-mismatch')
    bidder.seal({ signer: 'bidder-a-encrypt' })
    expect(await codeOf(await bidder.send('submit'))).toBe('key-usage')
  })

  it('whose message another party signed', async () => {
    bidder.seal()
    const upload = await bidder.client.upload(bidder.bid.bytes)
    const { message } = await bidder.message('submit')
    const signed = await bidder.client.signed(message, 'bidder-b')
    expect(await codeOf(await bidder.client.post(`${bidder.lotPath}/submissions`, { signed, upload }))).toBe('signer-mismatch')
    const forged = { message: { ...message, lot: '1', nonce: nonce() }, signature: signed.signature }
    expect(await codeOf(await bidder.client.post(`${bidder.lotPath}/submissions`, { signed: forged, upload }))).toBe('signature-invalid')
  })

  it('that is for another platform, tender, lot or version', async () => {
    bidder.seal({ change: (bid) => ({ ...bid, platform: 'ZJ-OTHER-02' }) })
    expect(await codeOf(await bidder.send('submit'))).toBe('platform-mismatch')
    bidder.seal({ change: (bid) => ({ ...bid, lot: '2' }) })
    expect(await codeOf(await bidder.send('submit'))).toBe('tender-unknown')
    bidder.seal({ change: (bid) => ({ ...bid, tender: { ...bid.tender, digest: '0'.repeat(64) } }) })
    expect(await codeOf(await bidder.send('submit'))).toBe('tender-superseded')
    bidder.seal()
    expect(await codeOf(await bidder.send('submit', { tenderDigest: '0'.repeat(64) }))).toBe('tender-unknown')
    expect(await codeOf(await bidder.send('submit', { platform: 'ZJ-OTHER-02' }))).toBe('platform-mismatch')
    expect(await codeOf(await bidder.send('submit', { origin: 'http://127.0.0.1:1' }))).toBe('platform-mismatch')
    expect(await codeOf(await bidder.send('submit', { time: '2026-03-02T00:30:00Z' }))).toBe('message-invalid')
  })

  it('that is not completely here, or not what was signed', async () => {
    bidder.seal()
    const { bytes, digest } = bidder.bid
    const post = async (upload: string, change: object = {}) =>
      codeOf(await bidder.client.post(`${bidder.lotPath}/submissions`, { signed: await bidder.message('submit', change), upload }))
    const part = await bidder.client.createUpload(bytes.length)
    await bidder.client.patch(part, 0, bytes.subarray(0, 1000))
    expect(await post(part)).toBe('upload-incomplete')
    await bidder.client.patch(part, 1000, bytes.subarray(1000))
    expect(await post(part, { bidDigest: sha256('other') })).toBe('upload-incomplete')
    expect(await post(part, { size: bytes.length - 1, bidDigest: digest })).toBe('upload-incomplete')
    expect(await post('0'.repeat(32))).toBe('upload-unknown')
    const foreign = await TestClient.loggedIn(platform, 'bidder-b')
    expect(await post(await foreign.upload(bytes))).toBe('upload-unknown')
    expect(await codeOf(await foreign.patch(part, 0, bytes))).toBe('upload-unknown')
  })

  it('that has a flipped bit, wherever it is', async () => {
    const { bytes } = bidder.seal()
    for (const position of [72, 100, 110, Math.floor(bytes.length / 2), bytes.length - 2500, bytes.length - 40, bytes.length - 1]) {
      const flipped = Buffer.from(bytes)
      flipped[position] = (flipped[position] ?? 0) ^ 1
      expect(await sendBytes(flipped)).not.toBe('ok')
    }
  })

  it('leaves no trace of all that', async () => {
    expect(await bidder.status()).toEqual({ state: 'none', head: null, bidDigest: null, receipts: [] })
  })
})

describe('submissions are chained', () => {
  it('submit, replace, withdraw, submit; an old message is never played again', async () => {
    const bidder = await Bidder.of(platform, tender, 'bidder-b')
    bidder.seal()
    expect(await codeOf(await bidder.send('replace'))).toBe('not-submitted')
    const upload = await bidder.client.upload(bidder.bid.bytes)
    const body = { signed: await bidder.message('submit'), upload }
    const key = nonce()
    const path = `${bidder.lotPath}/submissions`
    const first = await bidder.client.post(path, body, key)
    expect(first.status).toBe(201)
    const receipt = Buffer.from(await first.arrayBuffer())
    // The answer was lost: the same request gets the same receipt.
    expect(Buffer.from(await (await bidder.client.post(path, body, key)).arrayBuffer()).equals(receipt)).toBe(true)
    expect(await codeOf(await bidder.client.post(path, { ...body, upload: null }, key))).toBe('already-exists')
    expect(await codeOf(await bidder.client.post(path, body))).toBe('stale-message')
    const head = sha256(receipt)
    expect(await bidder.status()).toMatchObject({ state: 'submitted', head, bidDigest: bidder.bid.digest })

    const old = bidder.bid
    bidder.seal({ total: '1100000.00' })
    expect(await codeOf(await bidder.send('submit'))).toBe('already-exists')
    expect(await codeOf(await bidder.send('replace', { previous: sha256('other') }))).toBe('stale-message')
    expect(await codeOf(await bidder.send('replace'))).toBe('ok')
    const second = bidder.bid
    bidder.bid = old
    expect(await codeOf(await bidder.send('withdraw'))).toBe('message-invalid')
    bidder.bid = second
    expect(await codeOf(await bidder.send('withdraw'))).toBe('ok')
    expect(await bidder.status()).toMatchObject({ state: 'withdrawn', bidDigest: null })
    // The very same file may come again.
    expect(await codeOf(await bidder.send('submit'))).toBe('ok')
    const { receipts } = await bidder.status()
    expect(receipts.map((each) => each.type)).toEqual(['submit', 'replace', 'withdraw', 'submit'])
    const stored = await bidder.client.get(`${bidder.lotPath}/submissions/own/receipts/${head}`)
    expect(Buffer.from(await stored.arrayBuffer()).equals(receipt)).toBe(true)
    const other = await TestClient.loggedIn(platform, 'bidder-a')
    expect(await codeOf(await other.get(`${bidder.lotPath}/submissions/own/receipts/${head}`))).toBe('not-submitted')
  })

  it('a bid for a superseded version is refused until it is replaced, and late is late', async () => {
    const own = await publishTender(platform, { id: 'T-2' })
    const bidder = await Bidder.of(platform, own, 'bidder-a')
    expect((await bidder.submit()).status).toBe(201)
    const agency = await TestClient.loggedIn(platform, 'agency')
    const choice = { id: 'T-2', sequence: 1, supersedes: own.digest }
    expect(await codeOf(await agency.publish('T-2', tenderPackage(platform.practice, { ...choice, supersedes: sha256('other') })))).toBe('tender-sequence')
    expect(await codeOf(await agency.publish('T-2', tenderPackage(platform.practice, { ...choice, sequence: 2 })))).toBe('tender-sequence')
    const addendum = tenderPackage(platform.practice, choice)
    expect(await codeOf(await agency.publish('T-2', addendum))).toBe('ok')
    expect((await bidder.status()).state).toBe('refused')
    bidder.seal({ total: '1.00' })
    expect(await codeOf(await bidder.send('replace'))).toBe('tender-superseded')
    const current = { id: 'T-2', digest: sha256(addendum), bytes: addendum, choice }
    const again = new Bidder(platform, current, bidder.client)
    again.seal()
    expect(await codeOf(await again.send('replace'))).toBe('ok')
    expect((await again.status()).state).toBe('submitted')
    expect(await codeOf(await agency.publish('T-2', tenderPackage(platform.practice, { id: 'T-2' })))).toBe('already-exists')

    expect(await codeOf(await again.client.get(`${again.lotPath}/closing`))).toBe('not-yet')
    const unused = await again.client.upload(Buffer.alloc(1000), 'T-2')
    expect(await again.client.offset(unused)).toBe(1000)
    await setClock(platform.origin, { time: deadline })
    again.seal()
    const late = await again.client.upload(again.bid.bytes, 'T-2')
    const answer = await again.client.post(`${again.lotPath}/submissions`, { signed: await again.message('replace'), upload: late })
    expect([answer.status, await codeOf(answer)]).toEqual([410, 'deadline-passed'])
    expect(await again.client.offset(unused)).toBeNull()
    expect((await again.status()).state).toBe('closed')
  })
})

describe('at the deadline', () => {
  it('whatever was accepted stands in the log, and nothing else', async () => {
    const bidders: Bidder[] = []
    for (const [index, hour] of ['03', '04', '05'].entries()) {
      const own = await publishTender(platform, { id: `D-${index}`, deadline: `2026-03-02T${hour}:00:00Z` })
      const bidder = await Bidder.of(platform, own, 'bidder-b')
      bidder.seal()
      bidders.push(bidder)
    }
    for (const [index, bidder] of bidders.entries()) {
      const upload = await bidder.client.upload(bidder.bid.bytes, bidder.tender.id)
      const signed = await bidder.message('submit')
      const sending = bidder.client.post(`${bidder.lotPath}/submissions`, { signed, upload })
      await wait(index * 25)
      await setClock(platform.origin, { time: bidder.tender.choice.deadline! })
      const answer = await sending
      const digest = sha256(Buffer.from(await answer.clone().arrayBuffer()))
      const proof = await bidder.client.get(`${bidder.lotPath}/closing/proofs/${digest}`)
      expect([await codeOf(answer), await codeOf(proof)]).toEqual(answer.ok ? ['ok', 'ok'] : ['deadline-passed', 'not-submitted'])
    }
  })

  it('an answer that was lost is answered again, late or not', async () => {
    const own = await publishTender(platform, { id: 'L-1', deadline: '2026-03-02T08:00:00Z' })
    const bidder = await Bidder.of(platform, own, 'bidder-a')
    bidder.seal()
    const body = { signed: await bidder.message('submit'), upload: await bidder.client.upload(bidder.bid.bytes) }
    const key = nonce()
    platform.faults.loseNextAnswer('submit')
    await expect(bidder.client.post(`${bidder.lotPath}/submissions`, body, key)).rejects.toThrow(TypeError)
    await setClock(platform.origin, { time: '2026-03-02T08:00:00Z' })
    const answer = await bidder.client.post(`${bidder.lotPath}/submissions`, body, key)
    expect(answer.status).toBe(201)
    expect(sha256(Buffer.from(await answer.arrayBuffer()))).toBe((await bidder.status()).head)
  })
})

/** Bytes of bid.json inside a container that we wrote ourselves: stored, the second member. */
function headerOf(bytes: Buffer): Uint8Array {
  const start = bytes.indexOf('{"bidder"')
  return bytes.subarray(start, bytes.indexOf(Buffer.from([0x50, 0x4b, 3, 4]), start))
}
