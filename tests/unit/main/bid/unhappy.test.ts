import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import { openBid } from '../../../../main/bid/open.ts'
import type { ProgressReport } from '../../../../main/bid/progress.ts'
import { segmentSize } from '../../../../main/crypto/segments.ts'
import { Desk } from '../../../support/desk.ts'
import { jsonMember, roughContainer, type RoughContainer } from '../../../support/rough-container.ts'
import { readContainer } from '../../../../main/container/read.ts'
import { fileSource } from '../../../../main/container/source.ts'
import type { Bid } from '../../../../interface/schemas/bid.ts'
import type { RoughMember } from '../../../support/rough-zip.ts'

/** Sealing and opening that end early, and bids by a dishonest bidder: nothing is left behind. */

let desk: Desk
let big: string
let sealed: string

beforeAll(async () => {
  desk = await Desk.open({ control: 'bidder' })
  big = await desk.draft(randomBytes(3 * segmentSize))
  sealed = desk.path('big.ebid')
  await desk.seal(big, sealed)
}, 60_000)
afterAll(async () => { await desk.close() })

const names = (): string[] => readdirSync(desk.folder).sort()

/** Aborts at the first report of a step. */
function stopAt(step: ProgressReport['step']): { work: { signal: AbortSignal, onProgress: (report: ProgressReport) => void }, reached: () => boolean } {
  const controller = new AbortController()
  return {
    work: { signal: controller.signal, onProgress: (report) => { if (report.step === step) controller.abort() } },
    reached: () => controller.signal.aborted,
  }
}

describe('cancelled', () => {
  test.each(['reading', 'encrypting'] as const)('sealing while %s leaves no file, no temporary file and no record', async (step) => {
    const [before, bids] = [names(), desk.workspace.sealed.list().length]
    const { work, reached } = stopAt(step)
    await expect(desk.seal(big, desk.path('cancelled.ebid'), {}, work)).rejects.toMatchObject({ code: 'cancelled' })
    expect(reached()).toBe(true)
    await sleep(200)
    expect(names()).toEqual(before)
    expect(desk.workspace.sealed.list()).toHaveLength(bids)
  })

  test('opening leaves no plaintext', async () => {
    const before = names()
    const { work, reached } = stopAt('opening')
    const opening = openBid({ file: sealed, bidder: desk.bidder, tenderer: null, out: desk.path('cancelled') }, desk.workspace.context, work)
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' })
    expect(reached()).toBe(true)
    await sleep(200)
    expect(names()).toEqual(before)
  })

  test('before anything began', async () => {
    const signal = AbortSignal.abort()
    await expect(desk.seal(big, desk.path('cancelled.ebid'), {}, { signal })).rejects.toMatchObject({ code: 'cancelled' })
    await expect(desk.workspace.trialOpen(sealed, desk.bidder, { signal })).rejects.toMatchObject({ code: 'cancelled' })
  })

  test('the threads work on afterwards', async () => {
    const reports: ProgressReport[] = []
    await desk.seal(big, desk.path('again.ebid'), {}, { onProgress: (report) => { reports.push(report) } })
    const { done, total } = reports.at(-1)!
    expect(done).toBeGreaterThan(total * 0.95)
    expect(new Set(reports.map((each) => each.step))).toEqual(new Set(['reading', 'encrypting', 'writing']))
    reports.reduce((earlier, later) => {
      expect(later.done).toBeGreaterThanOrEqual(earlier.done)
      return later
    })
  })
})

test('an existing folder with something in it is not touched', async () => {
  mkdirSync(desk.path('taken'))
  writeFileSync(desk.path('taken/mine.txt'), 'mine')
  const opening = openBid({ file: sealed, bidder: desk.bidder, tenderer: null, out: desk.path('taken') }, desk.workspace.context)
  await expect(opening).rejects.toMatchObject({ code: 'file-exists' })
  expect(readdirSync(desk.path('taken'))).toEqual(['mine.txt'])
})

describe('a dishonest bidder', () => {
  let payload: RoughMember[]
  let bid: Bid

  beforeAll(async () => {
    const file = desk.path('small.ebid')
    bid = (await desk.seal(await desk.draft(), file)).bid
    const { archive } = await readContainer(await fileSource(file), desk.workspace.context.pool)
    payload = []
    for (const { name } of archive.members.slice(1, -2)) payload.push({ name, bytes: await archive.read(name, 1_000_000) })
    await archive.close()
  })

  /** The bid with another `bid.json`, soundly signed again; `change` may also swap members. */
  async function openForged(changed: object, change: Partial<RoughContainer> = {}): Promise<Refusal> {
    const file = desk.path('forged.ebid')
    const { certificate, privateKey } = desk.bidder.signing
    const members = [jsonMember('bid.json', changed), ...payload.slice(1)]
    const mediaTypes = Object.fromEntries(members.slice(1).map((each) => [String(each.name), 'application/pkcs7-mime']))
    writeFileSync(file, roughContainer({ certificate, key: privateKey, payload: members, mediaTypes, ...change }))
    const before = names()
    const opening = openBid({ file, bidder: desk.bidder, tenderer: null, out: desk.path('forged') }, desk.workspace.context)
    const error: unknown = await opening.catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Refusal)
    await sleep(50)
    expect(names()).toEqual(before)
    return error as Refusal
  }
  const withEnvelopes = (change: (envelopes: Bid['envelopes']) => Bid['envelopes']): Bid => ({ ...bid, envelopes: change(bid.envelopes) })
  const zeros = '0'.repeat(64)

  test('a commitment to something else is found after opening', async () => {
    const forged = withEnvelopes(([first, second]) => [first!, { ...second!, commitment: zeros }])
    expect((await openForged(forged)).code).toBe('commitment-mismatch')
  })

  test('a keyCheck of another key is found before opening', async () => {
    expect((await openForged(withEnvelopes(([first, second]) => [first!, { ...second!, keyCheck: zeros }]))).code).toBe('key-check-mismatch')
  })

  test('envelopes cannot change places', async () => {
    const forged = withEnvelopes(([first, second]) => [{ ...second!, id: first!.id }, { ...first!, id: second!.id }])
    expect((await openForged(forged)).code).toBe('key-check-mismatch')
  })

  test('the segments of one envelope do not open as another\'s', async () => {
    const [first, second] = bid.envelopes
    const swapped = payload.slice(1).map((each, _, all) => {
      const name = String(each.name)
      const other = name.includes('business') ? name.replace('business', 'price') : name.replace('price', 'business')
      return { name: each.name, bytes: all.find((one) => one.name === other)!.bytes }
    })
    const forged = { ...bid, envelopes: [{ ...second!, id: first!.id }, { ...first!, id: second!.id }] }
    expect((await openForged(forged, { payload: [jsonMember('bid.json', forged), ...swapped] })).code).toBe('envelope-unreadable')
  })

  test('an envelope made for another lot or tender does not pass as this one\'s', async () => {
    expect((await openForged({ ...bid, lot: '2' })).code).toBe('commitment-mismatch')
    expect((await openForged({ ...bid, tender: { ...bid.tender, digest: zeros } })).code).toBe('commitment-mismatch')
  })

  test('somebody else cannot sign the bid as their own', async () => {
    const { certificate, privateKey: key } = (await desk.identity('bidder-b')).signing
    const { holder } = await desk.identity('bidder-b')
    expect((await openForged(bid, { certificate, key })).code).toBe('signer-mismatch')
    expect((await openForged({ ...bid, bidder: holder }, { certificate, key })).code).toBe('signer-mismatch')
  })
})
