import { createHash, randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Refusal } from '../../../../interface/errors.ts'
import { openBid } from '../../../../main/bid/open.ts'
import { readBid } from '../../../../main/bid/read.ts'
import { readWholeHead } from '../../../../main/crypto/auth-enveloped.ts'
import type { Attachment } from '../../../../main/drafts/answers.ts'
import { Desk, stampIn } from '../../../support/desk.ts'

/** Sealing through the workspace, with real keys, files and threads. */

let desk: Desk
const plan = randomBytes(50_000)

beforeAll(async () => { desk = await Desk.open() })
afterAll(async () => { await desk.close() })

const names = (folder: string): string[] => readdirSync(folder).sort()
const refusal = async (work: Promise<unknown>): Promise<Refusal> => {
  try {
    await work
  } catch (error) {
    return error as Refusal
  }
  throw new Error('not refused')
}

describe('with control: bidder+tenderer', () => {
  test('what is sealed opens again with both keys, byte for byte', async () => {
    const out = desk.path('dual.ebid')
    const sealed = await desk.seal(await desk.draft(plan), out, { stamp: stampIn(desk.practice) })
    expect(sealed.digest).toBe(createHash('sha256').update(readFileSync(out)).digest('hex'))
    expect(sealed.size).toBe(statSync(out).size)
    expect((await readBid(out, desk.workspace.context)).verdict.state).toBe('valid')
    const { envelopes } = await openBid({ file: out, bidder: desk.bidder, tenderer: desk.tenderer, out: desk.path('dual') }, desk.workspace.context)
    expect(envelopes.map((each) => each.id)).toEqual(['business', 'price'])
    expect(readFileSync(desk.path('dual/business/documents/plan/plan.bin')).equals(plan)).toBe(true)
    expect(envelopes[1]!.response.sections).toEqual({ price: { form: { total: '1200000.00' } } })
  })

  test('bid.json says nothing about the content', async () => {
    const out = desk.path('silent.ebid')
    await desk.seal(await desk.draft(plan), out)
    const bytes = readFileSync(out)
    for (const word of ['1200000', 'plan.bin', 'letter', '施工']) expect(bytes.includes(word)).toBe(false)
  })

  test('every key that is named opens: main or backup, of the bidder and of the tenderer', async () => {
    const out = desk.path('backup.ebid')
    await desk.seal(await desk.draft(), out, { backups: [desk.certificate('bidder-a-backup-encrypt')] })
    const pairs = [['bidder-a-backup', 'tenderer'], ['bidder-a', 'tenderer-backup'], ['bidder-a-backup', 'tenderer-backup']] as const
    for (const [index, [bidder, tenderer]] of pairs.entries()) {
      const keys = { bidder: await desk.identity(bidder), tenderer: await desk.identity(tenderer) }
      await openBid({ file: out, ...keys, out: desk.path(`backup-${index}`) }, desk.workspace.context)
    }
  })

  test('without a named key nothing opens and nothing is left', async () => {
    const out = desk.path('wrong.ebid')
    await desk.seal(await desk.draft(), out)
    const before = names(desk.folder)
    const other = await desk.identity('bidder-b')
    const open = (bidder: typeof other, tenderer: typeof other | null) =>
      refusal(openBid({ file: out, bidder, tenderer, out: desk.path('wrong') }, desk.workspace.context))
    expect((await open(other, desk.tenderer)).code).toBe('key-not-recipient')
    expect((await open(desk.bidder, other)).code).toBe('key-not-recipient')
    expect((await open(await desk.identity('bidder-a-backup'), desk.tenderer)).code).toBe('key-not-recipient')
    expect((await open(desk.bidder, null)).code).toBe('tenderer-key-needed')
    expect(names(desk.folder)).toEqual(before)
  })

  test('two seals of one draft share no key, no salt, no ciphertext', async () => {
    const draft = await desk.draft(plan)
    const [one, two] = [await desk.seal(draft, desk.path('one.ebid')), await desk.seal(draft, desk.path('two.ebid'))]
    expect(one.digest).not.toBe(two.digest)
    const secrets = [one, two].flatMap(({ digest, bid }) => [
      ...desk.workspace.capsule(digest)!.envelopes.flatMap((each) => [each.key, each.salt]),
      ...bid.envelopes.flatMap((each) => [each.keyCheck, each.commitment]),
    ])
    expect(new Set(secrets).size).toBe(2 * 2 * 4)
    const nonces: string[] = []
    for (const file of ['one.ebid', 'two.ebid']) {
      const bid = await readBid(desk.path(file), desk.workspace.context)
      const bytes = readFileSync(bid.file)
      for (const { keyEnvelope, segments } of bid.envelopes) {
        const parts = [keyEnvelope, ...segments.map(({ offset, size }) => bytes.subarray(offset, offset + size))]
        nonces.push(...parts.map((each) => readWholeHead(each).nonce.toString('hex')))
      }
    }
    expect(nonces).toHaveLength(8)
    expect(new Set(nonces).size).toBe(8)
  })
})

function attachmentOf(draft: string): Attachment {
  const answer = desk.workspace.drafts.get(draft).answers.get('plan')
  if (answer?.kind !== 'file') throw new Error('no attachment')
  return answer.attachment
}

test('what was appended to an attachment in the workspace is not sealed', async () => {
  const draft = await desk.draft(plan)
  writeFileSync(attachmentOf(draft).path, 'more', { flag: 'a' })
  await desk.seal(draft, desk.path('longer.ebid'))
  await openBid({ file: desk.path('longer.ebid'), bidder: desk.bidder, tenderer: desk.tenderer, out: desk.path('longer') }, desk.workspace.context)
  expect(readFileSync(desk.path('longer/business/documents/plan/plan.bin')).equals(plan)).toBe(true)
})

describe('what is refused leaves nothing', () => {
  const expectNothingLeft = async (work: () => Promise<unknown>): Promise<Refusal> => {
    const [before, sealed] = [names(desk.folder), desk.workspace.sealed.list().length]
    const error = await refusal(work())
    expect(names(desk.folder)).toEqual(before)
    expect(desk.workspace.sealed.list()).toHaveLength(sealed)
    return error
  }

  test('an incomplete response, with every place', async () => {
    const { id } = desk.workspace.drafts.create(desk.tender.digest, '1')
    const error = await expectNothingLeft(() => desk.seal(id, desk.path('never.ebid')))
    expect(error.code).toBe('response-incomplete')
    expect(error.items).toHaveLength(3)
    for (const section of ['letter', 'plan', 'price']) expect(error.items.some((each) => each.includes(section)), section).toBe(true)
  })

  test('a folder that is not there', async () => {
    const draft = await desk.draft()
    expect((await expectNothingLeft(() => desk.seal(draft, desk.path('missing/never.ebid')))).code).toBe('file-not-found')
  })

  test('a folder where the file should go', async () => {
    const draft = await desk.draft()
    expect((await expectNothingLeft(() => desk.seal(draft, desk.path('documents')))).code).toBe('file-exists')
  })

  test.each([
    ['changed', (path: string) => { writeFileSync(path, Buffer.alloc(statSync(path).size)) }],
    ['shortened', (path: string) => { truncateSync(path, 10) }],
  ])('an attachment that was %s in the workspace', async (_, damage) => {
    const draft = await desk.draft(randomBytes(1_000))
    damage(attachmentOf(draft).path)
    expect((await expectNothingLeft(() => desk.seal(draft, desk.path('never.ebid')))).code).toBe('attachment-damaged')
  })

  test('a suite that this program cannot write', async () => {
    const draft = await desk.draft()
    expect((await expectNothingLeft(() => desk.seal(draft, desk.path('never.ebid'), { suite: 'gm' }))).code).toBe('suite-not-offered')
  })

  test('a backup certificate of somebody else, or one that may only sign', async () => {
    const draft = await desk.draft()
    const seal = (name: string) => expectNothingLeft(() => desk.seal(draft, desk.path('never.ebid'), { backups: [desk.certificate(name)] }))
    expect((await seal('bidder-b-encrypt')).code).toBe('signer-mismatch')
    expect((await seal('bidder-a-backup')).code).toBe('key-usage')
  })

  test('a bid file larger than the tender takes, by its last byte', async () => {
    const { size } = await desk.seal(await desk.draft(), desk.path('measured.ebid'))
    for (const [limit, code] of [[size, 'sealed'], [size - 1, 'too-large'], [1_000, 'too-large']] as const) {
      const tight = await Desk.open({ bytesPerBid: limit })
      try {
        const draft = await tight.draft()
        const before = names(tight.folder)
        const result = await tight.seal(draft, tight.path('tight.ebid')).then(() => 'sealed', (error: Refusal) => error.code)
        expect(result, `limit ${limit}`).toBe(code)
        expect(names(tight.folder)).toEqual(code === 'sealed' ? [...before, 'tight.ebid'].sort() : before)
      } finally {
        await tight.close()
      }
    }
  })

  test('a timestamp authority that does not answer', async () => {
    const draft = await desk.draft()
    const stamp = () => Promise.reject(new Error('unreachable'))
    await expectNothingLeft(() => desk.seal(draft, desk.path('never.ebid'), { stamp }))
  })
})

test('an envelope without a section for the lot is sealed all the same: its stage asks for its key', async () => {
  const lots = await Desk.open({ priceLot: '2' })
  try {
    const draft = await lots.draft()
    lots.workspace.drafts.clear(draft, 'price')
    const out = lots.path('lot-1.ebid')
    const { bid } = await lots.seal(draft, out)
    expect(bid.envelopes.map((each) => each.id)).toEqual(['business', 'price'])
    const { envelopes } = await openBid({ file: out, bidder: lots.bidder, tenderer: lots.tenderer, out: lots.path('opened') }, lots.workspace.context)
    expect(envelopes[1]!.response).toMatchObject({ envelope: 'price', sections: {} })
  } finally {
    await lots.close()
  }
})
