import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Control } from '../../../../interface/schemas/tender.ts'
import { openBid } from '../../../../main/bid/open.ts'
import { readBid } from '../../../../main/bid/read.ts'
import { trialOpen, type TrialStatement } from '../../../../main/bid/trial-open.ts'
import { commitment } from '../../../../main/crypto/key-check.ts'
import type { Capsule } from '../../../../main/bid/capsule.ts'
import { Desk } from '../../../support/desk.ts'

/** Trial opening, the capsule, and what an addendum does to a sealed bid. */

const desks: Record<Control, Desk> = {} as Record<Control, Desk>
const files: Record<Control, { file: string, digest: string }> = {} as typeof files

async function prepare(control: Control): Promise<void> {
  const desk = desks[control] = await Desk.open({ control })
  const file = desk.path('trial.ebid')
  const { digest } = await desk.seal(await desk.draft(), file)
  files[control] = { file, digest }
}

beforeAll(async () => {
  await prepare('bidder')
  await prepare('bidder+tenderer')
})
afterAll(async () => {
  for (const desk of Object.values(desks)) await desk.close()
})

const statement = async (control: Control, capsule: Capsule | null): Promise<TrialStatement> => {
  const { bidder: identity, tender, workspace: { context } } = desks[control]
  return trialOpen({ bid: await readBid(files[control].file, context), identity, tender, capsule }, context)
}

describe('a trial opening claims no more than was done', () => {
  test('control: bidder opens everything with the certificate', async () => {
    const desk = desks.bidder
    const { file, digest } = files.bidder
    const result = await desk.workspace.trialOpen(file, desk.bidder)
    expect(result).toMatchObject({ bidDigest: digest, complete: true, certificate: { serial: desk.bidder.encryption.certificate.serial } })
    expect(result.envelopes).toEqual(['business', 'price'].map((id) => ({
      id, biddersLayer: 'opened', tenderersLayer: 'none', contents: 'opened-with-certificate', commitment: 'equal',
    })))
    expect(desk.workspace.sealed.trials(digest)).toEqual([{ at: result.at, statement: result }])
  })

  test('control: bidder+tenderer opens the contents with the capsule and the tenderer\'s layer not at all', async () => {
    const desk = desks['bidder+tenderer']
    const result = await desk.workspace.trialOpen(files['bidder+tenderer'].file, desk.bidder)
    expect(result.complete).toBe(true)
    expect(result.envelopes).toEqual(['business', 'price'].map((id) => ({
      id, biddersLayer: 'opened', tenderersLayer: 'addressed-correctly-not-opened', contents: 'opened-with-capsule', commitment: 'equal',
    })))
  })

  test('without the capsule the contents are not opened, and it says so', async () => {
    const result = await statement('bidder+tenderer', null)
    expect(result.complete).toBe(false)
    expect(result.envelopes.map((each) => [each.contents, each.commitment])).toEqual([['not-opened', 'not-checked'], ['not-opened', 'not-checked']])
    expect((await statement('bidder', null)).complete).toBe(true)
  })

  test('a capsule of another bid, or with a wrong key, does not pass', async () => {
    const desk = desks['bidder+tenderer']
    const other = await desk.seal(await desk.draft(), desk.path('other.ebid'))
    await expect(statement('bidder+tenderer', desk.workspace.capsule(other.digest))).rejects.toMatchObject({ code: 'key-check-mismatch' })
    const own = desk.workspace.capsule(files['bidder+tenderer'].digest)!
    const wrong = { ...own, envelopes: own.envelopes.map((each) => ({ ...each, key: '00'.repeat(32) })) }
    await expect(statement('bidder+tenderer', wrong)).rejects.toMatchObject({ code: 'key-check-mismatch' })
  })

  test.each(['bidder', 'bidder+tenderer'] as const)('the wrong key is named (%s)', async (control) => {
    const desk = desks[control]
    const identity = await desk.identity('bidder-a-backup')
    await expect(desk.workspace.trialOpen(files[control].file, identity)).rejects.toMatchObject({ code: 'key-not-recipient' })
  })

  test('a bid that skips the tenderer\'s layer is not taken for a sound one', async () => {
    const { bidder: identity, workspace: { context } } = desks.bidder
    const bid = await readBid(files.bidder.file, context)
    const { tender } = desks['bidder+tenderer']
    const skipping = { ...bid, bid: { ...bid.bid, tender: { ...bid.bid.tender, digest: tender.digest } } }
    await expect(trialOpen({ bid: skipping, identity, tender, capsule: null }, context)).rejects.toMatchObject({ code: 'bad-input' })
  })

  test('a damaged file is refused before any key is used', async () => {
    const desk = desks.bidder
    const bytes = readFileSync(files.bidder.file)
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(desk.path('damaged.ebid'), bytes)
    await expect(desk.workspace.trialOpen(desk.path('damaged.ebid'), desk.bidder)).rejects.toMatchObject({ code: 'digest-mismatch' })
  })

  test('after an addendum the bid is superseded', async () => {
    const desk = desks['bidder+tenderer']
    const addendum = await desk.build({}, desk.tender.file)
    expect(addendum.tender).toMatchObject({ sequence: 1, supersedes: desk.tender.digest })
    const bid = await readBid(files['bidder+tenderer'].file, desk.workspace.context)
    const trial = trialOpen({ bid, identity: desk.bidder, tender: addendum, capsule: null }, desk.workspace.context)
    await expect(trial).rejects.toMatchObject({ code: 'tender-superseded' })
  })

  test('a tender that is not in the workspace is named as such', async () => {
    const { file } = files['bidder+tenderer']
    await expect(desks.bidder.workspace.trialOpen(file, desks.bidder.bidder)).rejects.toMatchObject({ code: 'tender-unknown' })
  })
})

describe('the capsule', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'sealbid-capsule-'))
  afterAll(() => { rmSync(scratch, { recursive: true, force: true }) })
  const openssl = (...args: string[]): Buffer => execFileSync('openssl', args, { cwd: scratch, stdio: 'pipe', maxBuffer: 64 * 1024 * 1024 })

  test.each(['bidder', 'bidder+tenderer'] as const)('exported, it opens the bid with openssl alone, no certificate needed (%s)', async (control) => {
    const { file, digest } = files[control]
    const { workspace } = desks[control]
    writeFileSync(join(scratch, 'capsule.p7m'), await workspace.exportCapsule(digest, '4PQRS-口令'))
    const decrypt = (...args: string[]): Buffer => openssl('cms', '-decrypt', '-binary', '-inform', 'DER', '-in', ...args)
    const capsule = JSON.parse(decrypt('capsule.p7m', '-pwri_password', '4PQRS-口令').toString()) as Capsule
    expect(capsule.bidDigest).toBe(digest)
    const bid = await readBid(file, workspace.context)
    for (const { id, key, salt, container } of capsule.envelopes) {
      writeFileSync(join(scratch, 'segment.p7m'), execFileSync('unzip', ['-p', file, `segments/${id}/000001.p7m`]))
      const plain = decrypt('segment.p7m', '-secretkey', key, '-secretkeyid', Buffer.from(id).toString('hex'))
      const plainDigest = createHash('sha256').update(plain).digest()
      expect(plainDigest.toString('hex')).toBe(container)
      expect(commitment(Buffer.from(salt, 'hex'), plainDigest)).toBe(bid.envelopes.find((each) => each.id === id)?.commitment)
    }
  })

  test('of a bid that was not sealed here there is none', async () => {
    const { workspace } = desks.bidder
    expect(workspace.capsule('0'.repeat(64))).toBeNull()
    await expect(workspace.exportCapsule('0'.repeat(64), 'x')).rejects.toMatchObject({ code: 'capsule-unknown' })
  })
})

test('control: bidder opens with the bidder\'s key alone', async () => {
  const desk = desks.bidder
  const { envelopes } = await openBid({ file: files.bidder.file, bidder: desk.bidder, tenderer: null, out: desk.path('alone') }, desk.workspace.context)
  expect(envelopes.map((each) => each.id)).toEqual(['business', 'price'])
})
