import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { SealedBids } from '../../../../main/drafts/sealed.ts'
import { FileKeyStore } from '../../../../main/drafts/workspace-key.ts'
import { sha256, Workspace } from './a-workspace.ts'

let workspace: Workspace
let sealed: SealedBids
beforeEach(async () => {
  workspace = await new Workspace().withTender()
  sealed = new SealedBids(workspace.database, workspace.folder, new FileKeyStore(workspace.folder))
})
afterEach(() => workspace.remove())

const refused = (code: string): unknown => expect.objectContaining({ name: 'Refusal', code })
const bidDigest = sha256('bid')

describe('sealed bids', () => {
  it('are remembered, outlive their draft, and move with the workspace', () => {
    const draft = workspace.drafts.create(workspace.tenderDigest, '1').id
    const common = { tenderDigest: workspace.tenderDigest, lot: '1', sealedAt: '2026-11-01T08:00:00Z', size: 5 }
    const inside = { ...common, bidDigest, draft, file: sealed.defaultFile(bidDigest) }
    const outside = { ...common, bidDigest: sha256('other'), draft: null, file: join(workspace.scratch.folder, 'my.ebid') }
    sealed.add(inside)
    sealed.add(outside)
    expect(sealed.list()).toEqual([inside, outside])
    workspace.drafts.remove(draft)
    expect(sealed.get(bidDigest)).toEqual({ ...inside, draft: null })
    expect(sealed.get(sha256('none'))).toBeUndefined()

    const moved = join(workspace.scratch.folder, 'moved')
    mkdirSync(moved)
    const elsewhere = new SealedBids(workspace.database, moved, new FileKeyStore(moved))
    expect(elsewhere.list().map((each) => each.file)).toEqual([join(moved, 'sealed', `${bidDigest}.ebid`), outside.file])
  })
})

describe('capsules', () => {
  const secret = Buffer.from('key and salt of the envelope price')
  it('come back, and are not readable on the disk', () => {
    sealed.saveCapsule(bidDigest, new Uint8Array(secret))
    expect(sealed.loadCapsule(bidDigest)?.equals(secret)).toBe(true)
    expect(sealed.loadCapsule(sha256('none'))).toBeUndefined()
    workspace.database.pragma('wal_checkpoint(TRUNCATE)')
    expect(readFileSync(join(workspace.folder, 'workspace.sqlite')).includes(secret.subarray(0, 12))).toBe(false)
  })
  it('are replaced with a fresh nonce', () => {
    const nonce = (): unknown => workspace.database.prepare('SELECT hex(nonce) FROM capsules').pluck().get()
    sealed.saveCapsule(bidDigest, secret)
    const first = nonce()
    sealed.saveCapsule(bidDigest, Buffer.from('new'))
    expect(nonce()).not.toBe(first)
    expect(sealed.loadCapsule(bidDigest)?.toString()).toBe('new')
  })
  it('are refused when a bit, the bid or the key is another', () => {
    sealed.saveCapsule(bidDigest, secret)
    for (const column of ['nonce', 'tag', 'ciphertext']) {
      const whole = workspace.database.prepare<[], Buffer>(`SELECT ${column} FROM capsules`).pluck().get() ?? Buffer.alloc(0)
      const flipped = Buffer.from(whole)
      flipped[0]! ^= 1
      workspace.database.prepare(`UPDATE capsules SET ${column} = ?`).run(flipped)
      expect(() => sealed.loadCapsule(bidDigest), column).toThrow(refused('workspace-damaged'))
      workspace.database.prepare(`UPDATE capsules SET ${column} = ?`).run(whole)
    }
    expect(sealed.loadCapsule(bidDigest)?.equals(secret)).toBe(true)
    const otherKey = new SealedBids(workspace.database, workspace.folder, { load: () => randomBytes(32) })
    expect(() => otherKey.loadCapsule(bidDigest)).toThrow(refused('workspace-damaged'))
    workspace.database.prepare('UPDATE capsules SET bid_digest = ?').run(sha256('other bid'))
    expect(() => sealed.loadCapsule(sha256('other bid'))).toThrow(refused('workspace-damaged'))
  })
})

describe('trial openings', () => {
  it('are kept in their order', () => {
    const trials = [{ at: '2026-11-02T08:00:00Z', statement: { proved: 'all' } }, { at: '2026-11-01T08:00:00Z', statement: ['x'] }]
    for (const each of trials) sealed.saveTrial(bidDigest, each)
    expect(sealed.trials(bidDigest)).toEqual(trials)
    expect(sealed.trials(sha256('none'))).toEqual([])
  })
})

describe('the workspace key', () => {
  const file = (): string => join(workspace.folder, 'workspace.key')
  it('is made once, for its owner only', () => {
    const key = new FileKeyStore(workspace.folder).load()
    expect(key.length).toBe(32)
    expect(new FileKeyStore(workspace.folder).load().equals(key)).toBe(true)
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
    rmSync(file())
    expect(new FileKeyStore(workspace.folder).load().equals(key)).toBe(false)
  })
  it('is refused when it is not a key, and not replaced', () => {
    writeFileSync(file(), 'short')
    expect(() => new FileKeyStore(workspace.folder).load()).toThrow(refused('workspace-damaged'))
    expect(readFileSync(file(), 'utf8')).toBe('short')
  })
})
