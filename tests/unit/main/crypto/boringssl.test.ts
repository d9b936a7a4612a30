import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { practiceFolder } from '../../../support/practice.ts'

/**
 * Electron's Node has BoringSSL, plain Node has OpenSSL: what runs here proves nothing about there. So the whole way of a bid runs once more
 * in a process without the algorithms that BoringSSL lacks.
 */

const support = join(import.meta.dirname, '../../../support')
interface Result { bites: Record<string, string>, work: Record<string, unknown> }
let result: Result

beforeAll(async () => {
  await practiceFolder()
  const args = ['--import', join(support, 'boringssl-guard.ts'), join(support, 'boringssl-child.ts')]
  const output = execFileSync(process.execPath, args, { encoding: 'utf8', timeout: 60_000 })
  result = JSON.parse(output) as Result
}, 60_000)

test('the guard bites: key wrap, CCM and SM3 are gone, in WebCrypto and in worker threads too', () => {
  expect(result.bites).toEqual({
    wrap: 'not in BoringSSL: id-aes256-wrap',
    sm3: 'not in BoringSSL: sm3',
    ccm: 'not in BoringSSL: aes-256-ccm',
    webcrypto: 'not in BoringSSL: AES-KW',
    worker: 'not in BoringSSL: id-aes256-wrap',
  })
})

test('sealing, trial opening, opening and the capsule need none of it', () => {
  const done = { complete: true, envelopes: 2, capsule: true }
  expect(result.work).toEqual({ 'bidder bidder-a': done, 'bidder bidder-b': done, 'bidder+tenderer bidder-a': done, 'bidder+tenderer bidder-b': done })
})
