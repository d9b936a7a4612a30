import { afterEach, beforeEach, expect, it } from 'vitest'
import { Receipts, type StoredReceipt } from '../../../../main/drafts/receipts.ts'
import { sha256, Workspace } from './a-workspace.ts'

let workspace: Workspace
let receipts: Receipts
beforeEach(() => {
  workspace = new Workspace()
  receipts = new Receipts(workspace.database)
})
afterEach(() => workspace.remove())

const holder = '91320500MA1XYRDX0A'
function receipt(content: string, more: Partial<StoredReceipt> = {}): StoredReceipt {
  const bytes = new TextEncoder().encode(content)
  return {
    digest: sha256(bytes), platform: 'P-1', tender: 'tender-1', lot: '1', type: 'submit', bidDigest: sha256('bid'), holder, receivedAt: '2026-11-01T08:00:00Z', bytes, ...more,
  }
}
const digests = (...list: StoredReceipt[]): string[] => list.map((each) => each.digest)

it('receipts come back byte for byte', () => {
  const { bytes, ...summary } = receipt('one')
  receipts.save({ ...summary, bytes })
  receipts.save({ ...summary, bytes })
  workspace.reopen()
  const again = new Receipts(workspace.database)
  expect(again.list('tender-1', '1', holder)).toEqual([summary])
  const { bytes: stored, ...rest } = again.get(summary.digest)!
  expect([Buffer.from(bytes).equals(stored), rest]).toEqual([true, summary])
  expect(again.get(sha256('none'))).toBeUndefined()
})

it('they are listed by platform time, whatever the offset it is written with', () => {
  const late = receipt('late', { receivedAt: '2026-11-01T09:00:00+01:00' })
  const later = receipt('later', { receivedAt: '2026-11-01T08:00:00.001Z', type: 'replace' })
  const early = receipt('early', { receivedAt: '2026-11-01T15:59:59+08:00' })
  const same = receipt('same time, saved after', { receivedAt: '2026-11-01T08:00:00.001Z', type: 'withdraw' })
  for (const each of [later, early, late, same]) receipts.save(each)
  expect(receipts.list('tender-1', '1', holder).map((each) => each.digest)).toEqual(digests(early, late, later, same))
})

it('they are kept apart by tender, lot and holder; closing statements belong to nobody', () => {
  const closing = receipt('closing', { type: 'closing', bidDigest: null, holder: null })
  for (const each of [receipt('a'), receipt('b', { tender: 'tender-2' }), receipt('c', { lot: '2' }), receipt('d', { holder: '91320500MA1XYRDX1B' }), closing]) receipts.save(each)
  expect(receipts.list('tender-1', '1', holder).map((each) => each.digest)).toEqual(digests(receipt('a')))
  expect(receipts.list('tender-1', '1', null).map((each) => each.digest)).toEqual(digests(closing))
})

it('bytes with another digest are refused', () => {
  expect(() => receipts.save(receipt('one', { digest: sha256('two') }))).toThrow(expect.objectContaining({ code: 'receipt-invalid' }))
  expect(receipts.list('tender-1', '1', holder)).toEqual([])
})
