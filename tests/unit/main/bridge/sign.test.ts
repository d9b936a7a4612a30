import { existsSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { SealedView } from '../../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../../preload/contract/tenders.ts'
import { Desk } from '../../../support/desk.ts'
import { job, WindowDesk, willing } from '../../../support/bridge.ts'
import { testPlatform, type TestPlatform } from '../../../support/platform.ts'

/** A window that asks for more than it may, or for something else than what is there: nothing is shown to the person, nothing signed. */

let platform: TestPlatform
let agency: Desk
let window: WindowDesk
let tender: TenderView
let bidderA: string
let bidderB: string
let connection: string
let sealed: SealedView

beforeAll(async () => {
  platform = await testPlatform('2026-03-02T01:00:00Z')
  agency = await Desk.open({ control: 'bidder' })
  window = await WindowDesk.open({ practice: platform.practice })
  bidderA = await window.certificate('bidder-a')
  bidderB = await window.certificate('bidder-b')
  await window.accept(platform.origin)
  tender = await window.ask('tenders.import', { file: await window.file(agency.tender.file), job: job() })
  connection = (await window.connect(platform.origin, bidderA)).connection
  sealed = await seal(await draft())
})

afterAll(async () => {
  await window.end()
  await agency.close()
  await platform.end()
})

beforeEach(() => {
  window.person.reply = willing
  window.person.asked.length = 0
})

async function draft(plan: Buffer = Buffer.from('施工组织设计')): Promise<string> {
  const { id } = await window.ask('drafts.create', { tender: tender.digest, lot: '1' })
  writeFileSync(agency.path('plan.txt'), plan)
  await window.ask('drafts.setForm', { draft: id, section: 'letter', values: { valid: '90' } })
  await window.ask('drafts.setForm', { draft: id, section: 'price', values: { total: '1200000.00' } })
  await window.ask('drafts.attach', { draft: id, section: 'plan', file: await window.file(agency.path('plan.txt')), job: job() })
  return id
}

const seal = (id: string): Promise<SealedView> => window.ask('bids.seal', { draft: id, certificate: bidderA, backups: [], job: job() })
const sealCode = (id: string): Promise<string> => window.codeOf('bids.seal', { draft: id, certificate: bidderA, backups: [], job: job() })
const sealedFiles = (): string[] => readdirSync(join(window.folder, 'sealed'))
const submission = (change: object = {}) =>
  ({ type: 'submit', tender: 'T-1', tenderDigest: tender.digest, lot: '1', bidDigest: sealed.digest, size: sealed.size, previous: null, ...change })
const sign = (draft: object, more: object = {}) => window.codeOf('connections.sign', { connection, draft, ...more })

describe('sealing', () => {
  it('is offered only for a draft that can be sealed', async () => {
    const { id } = await window.ask('drafts.create', { tender: tender.digest, lot: '1' })
    await expect(seal(id)).rejects.toMatchObject({ code: 'response-incomplete', items: expect.arrayContaining([expect.stringContaining('section-missing letter')]) })
    expect(window.person.asked).toEqual([])
  })

  it('without a reachable authority says so before, and in what it made', async () => {
    const id = await draft()
    const made = await seal(id)
    expect(window.person.asked.at(-1)).toMatchObject({ warnings: ['practice', 'operator-trusted', 'no-timestamp'] })
    expect(made).toMatchObject({ stamped: false, present: true, bidder: { id: '913205997149382018' } })
  })

  it('leaves nothing where the person says no', async () => {
    const id = await draft()
    const before = sealedFiles()
    window.person.reply = () => ({ confirmed: false })
    expect(await sealCode(id)).toBe('cancelled')
    expect(sealedFiles()).toEqual(before)
    expect(await window.ask('bids.list', { draft: id })).toEqual([])
  })

  it('refuses a draft that was changed behind the confirmation', async () => {
    const id = await draft()
    const before = sealedFiles()
    window.person.reply = (question) => {
      window.workspace.drafts.setForm(id, 'price', { total: '1.00' })
      return willing(question)
    }
    expect(await sealCode(id)).toBe('bad-input')
    expect(sealedFiles()).toEqual(before)
  })

  it('leaves nothing when it is cancelled under way', async () => {
    const id = await draft(Buffer.alloc(80 * 1024 * 1024, 7))
    const before = sealedFiles()
    const work = job()
    const emit = window.person.emit
    window.person.emit = (event, value) => {
      emit(event, value)
      if (event === 'progress') void window.ask('jobs.cancel', { job: work })
    }
    expect(await window.codeOf('bids.seal', { draft: id, certificate: bidderA, backups: [], job: work })).toBe('cancelled')
    window.person.emit = emit
    expect(sealedFiles()).toEqual(before)
    expect(await window.ask('bids.list', { draft: id })).toEqual([])
  })

  it('takes backups of the same holder only', async () => {
    const id = await draft()
    expect(await window.codeOf('bids.seal', { draft: id, certificate: bidderA, backups: [bidderB], job: job() })).toBe('signer-mismatch')
    expect(await window.codeOf('bids.seal', { draft: id, certificate: 'f'.repeat(32), backups: [], job: job() })).toBe('certificate-unknown')
  })
})

describe('a submission', () => {
  it.each([
    ['a bid that main does not know', { bidDigest: 'b'.repeat(64) }, 'bid-unknown'],
    ['another size', { size: 5 }, 'message-invalid'],
    ['another lot', { lot: '2' }, 'message-invalid'],
    ['another number', { tender: 'T-2' }, 'message-invalid'],
    ['a tender that is not here', { tenderDigest: 'c'.repeat(64) }, 'tender-unknown'],
    ['an unknown bid, to withdraw it', { type: 'withdraw', bidDigest: 'b'.repeat(64) }, 'bid-unknown'],
  ])('of %s is refused before anything is shown', async (_, change, code) => {
    expect(await sign(submission(change))).toBe(code)
    expect(window.person.asked).toEqual([])
  })

  it('of another holder is refused', async () => {
    const { connection: theirs } = await window.ask('connections.open', { origin: platform.origin, certificate: bidderB })
    expect(await window.codeOf('connections.sign', { connection: theirs, draft: submission() })).toBe('signer-mismatch')
    expect(window.person.asked).toEqual([])
  })

  it('carries no nonce of the platform, no head of the window, no kind that has a verb of its own', async () => {
    expect(await sign(submission(), { nonce: 'n'.repeat(22) })).toBe('message-invalid')
    expect(await sign({ ...submission(), origin: 'https://elsewhere.example' })).toBe('bad-input')
    expect(await sign({ type: 'release', tender: 'T-1', tenderDigest: tender.digest, lot: '1', closingRoot: 'a'.repeat(64), stage: 'opening', bidDigest: sealed.digest, keys: [] })).toBe('bad-input')
    expect(await sign({ type: 'login' })).toBe('message-invalid')
    expect(window.person.asked).toEqual([])
  })

  it('is signed when the person agrees, and not when not', async () => {
    window.person.reply = () => ({ confirmed: false })
    expect(await sign(submission())).toBe('cancelled')
    window.person.reply = willing
    const { message } = await window.ask('connections.sign', { connection, draft: submission() })
    expect(message).toMatchObject({ ...submission(), platform: 'JS-PRACTICE-01', origin: platform.origin })
    expect(window.person.asked.at(-1)).toMatchObject({ act: 'submit', warnings: ['practice', 'not-tried', 'no-capsule-copy'] })
    expect(window.person.facts).toMatchObject({ tender: tender.title, digest: sealed.digest, size: String(sealed.size), origin: platform.origin })
  })

  it('asks for the password in the same question where the key is locked', async () => {
    await window.ask('certificates.lock', { certificate: bidderA })
    await window.ask('connections.sign', { connection, draft: submission() })
    expect(window.person.asked).toMatchObject([{ kind: 'confirm', act: 'submit', password: { mode: 'open' } }])
  })

  it('of a file that has been cut off or is gone is refused, and its bytes are not offered', async () => {
    const lost = await seal(await draft())
    const { file } = window.workspace.sealed.get(lost.digest)!
    truncateSync(file, lost.size - 1)
    expect(await sign(submission({ bidDigest: lost.digest, size: lost.size }))).toBe('file-not-found')
    expect(await window.codeOf('bids.slices', { bid: lost.digest })).toBe('file-not-found')
    expect((await window.ask('bids.list', {})).find((each) => each.digest === lost.digest)).toMatchObject({ present: false, bidder: null, stamped: false })
    expect(existsSync(file)).toBe(true)
  })
})

describe('a connection', () => {
  it('belongs to its frame', async () => {
    expect(await window.codeOf('connections.sign', { connection, draft: submission() }, 'another frame')).toBe('token-unknown')
    expect(await window.codeOf('connections.close', { connection }, 'another frame')).toBe('token-unknown')
    expect(await window.codeOf('bids.slices', { bid: 'a'.repeat(64) })).toBe('bid-unknown')
  })

  it('remembers upload addresses of its own platform only', async () => {
    expect(await window.codeOf('connections.saveUpload', { connection, digest: sealed.digest, url: 'https://elsewhere.example/v1/uploads/1' })).toBe('platform-answer')
    await window.ask('connections.saveUpload', { connection, digest: sealed.digest, url: `${platform.origin}/v1/uploads/1` })
    expect(await window.ask('connections.loadUpload', { connection, digest: sealed.digest })).toBe(`${platform.origin}/v1/uploads/1`)
    await window.ask('connections.forgetUpload', { connection, digest: sealed.digest })
    expect(await window.ask('connections.loadUpload', { connection, digest: sealed.digest })).toBeNull()
  })

  it('publishes for the agency alone', async () => {
    const publication = { type: 'publish', tender: 'T-1', tenderDigest: tender.digest, size: tender.size }
    expect(await sign(publication)).toBe('not-permitted')
    expect(await sign({ ...publication, size: 1 })).toBe('message-invalid')
    expect(window.person.asked).toEqual([])
  })

  it('signs in under a closing statement that main verified, in a role that is the holder\'s', async () => {
    const signIn = { type: 'sign-in', tender: 'T-1', tenderDigest: tender.digest, lot: '1', closingRoot: 'a'.repeat(64), role: 'bidder' }
    expect(await sign(signIn)).toBe('message-invalid')
    expect(window.person.asked).toEqual([])
  })
})
