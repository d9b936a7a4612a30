import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Bid } from '../../../interface/schemas/bid.ts'
import type { OpeningRecord, OpeningState } from '../../../interface/schemas/opening.ts'
import { jsonOf, runCli } from '../../support/cli.ts'
import { testPlatform, type TestPlatform } from '../../support/platform.ts'
import { workplace, type Workplace } from '../../support/workplace.ts'

/** The whole job, step by step, each as a process: every test goes on from the one before. Sample: deadline 2026-12-22T09:30+08:00. */

const id = 'SZWY2026-SG-0187'
const deadline = '2026-12-22T01:30:00Z'
let place: Workplace
let platform: TestPlatform
const on = (): string[] => ['--platform', platform.origin]
const opening = (verb: string): string[] => ['opening', verb, ...on(), '--tender', id]
const digestOf = (file: string): string => createHash('sha256').update(readFileSync(place.at(file))).digest('hex')

beforeAll(async () => {
  place = await workplace()
  platform = await testPlatform('2026-12-05T02:00:00Z')
})
afterAll(async () => {
  await platform.end()
  place.remove()
})

describe('from tender package to opened bid', () => {
  test('practice init makes all identities, once', async () => {
    const first = await runCli(['practice', 'init', '--dir', 'new-pki', '--json'], { cwd: place.folder })
    expect(jsonOf(first)).toMatchObject({ ok: true, dir: place.at('new-pki') })
    const names = ['agency', 'tenderer', 'tenderer-backup', 'bidder-a', 'bidder-a-backup', 'bidder-b', 'platform', 'certifier']
    const files = names.flatMap((name) => [`${name}.p12`, `${name}.pem`, `${name}.key`, `${name}-encrypt.pem`, `${name}-encrypt.key`])
    expect(readdirSync(place.at('new-pki'))).toEqual(expect.arrayContaining([...files, 'ca.pem', 'ca.crl', 'trust.json', 'passwords.json']))
    const error = await place.refused('agency', ['practice', 'init', '--dir', 'new-pki'])
    expect(error.code).toBe('file-exists')
  })

  test('the agency builds, shows and publishes', async () => {
    const built = await place.done('agency', ['tender', 'build', '--definition', 'tender/tender.json', '--documents', 'tender/documents', ...on(), '--out', 'tender.etender'])
    expect(built).toMatchObject({ id, sequence: 0, supersedes: null, digest: digestOf('tender.etender'), control: 'bidder+tenderer', platform: { origin: platform.origin } })
    const shown = await place.done('bidder-a', ['tender', 'show', 'tender.etender'])
    expect(shown).toMatchObject({ digest: built.digest, form: 'exact', envelopes: ['business', 'technical', 'price'] })
    const published = await place.done('agency', ['tender', 'publish', 'tender.etender', ...on(), '--out', 'published.receipt'])
    expect(published).toMatchObject({ tender: id, digest: built.digest, sequence: 0 })
    expect(await place.done('agency', ['verify', 'published.receipt'])).toMatchObject({ verdict: 'valid', kind: 'receipt' })
  })

  test('only the agency that the tender names publishes', async () => {
    expect((await place.refused('bidder-b', ['tender', 'publish', 'tender.etender', ...on()])).code).toBe('not-permitted')
  })

  test('the bidders seal', async () => {
    const seal = (name: 'bidder-a' | 'bidder-b', response: string, out: string, ...more: string[]) =>
      place.done(name, ['bid', 'seal', '--tender', 'tender.etender', '--response', response, '--out', out, ...more])
    const stamp = ['--timestamp', `${platform.origin}/practice/timestamp`]
    const a = await seal('bidder-a', 'bidder-a', 'a.ebid', '--backup', 'pki/bidder-a-backup-encrypt.pem', ...stamp)
    expect(a).toMatchObject({ file: place.at('a.ebid'), digest: digestOf('a.ebid'), size: readFileSync(place.at('a.ebid')).length })
    expect((a.bid as Bid).envelopes.map((each) => each.openedBy.bidder.length)).toEqual([2, 2, 2])
    await Promise.all([seal('bidder-a', 'bidder-a-replacement', 'a2.ebid', ...stamp), seal('bidder-b', 'bidder-b', 'b.ebid')])
    expect(readdirSync(place.folder).filter((each) => each.includes('.ebid')).sort()).toEqual(['a.ebid', 'a2.ebid', 'b.ebid'])
  })

  test('inspect, trial opening and capsule', async () => {
    const inspected = await place.done('bidder-b', ['bid', 'inspect', 'a.ebid'])
    expect(inspected).toMatchObject({ digest: digestOf('a.ebid'), verdict: 'valid', bid: { tender: { id }, lot: '1' } })
    const trial = await place.done('bidder-a', ['bid', 'trial-open', 'a.ebid'])
    const envelopes = trial.envelopes as { id: string, biddersLayer: string, tenderersLayer: string, commitment: string }[]
    expect(envelopes.map((each) => each.id)).toEqual(['business', 'technical', 'price'])
    for (const each of envelopes) expect(each).toMatchObject({ tenderersLayer: 'addressed-correctly-not-opened', commitment: 'equal' })
    const capsule = await place.done('bidder-a', ['bid', 'capsule', 'a.ebid', '--out', 'a.capsule'])
    expect(capsule).toMatchObject({ bidDigest: digestOf('a.ebid'), file: place.at('a.capsule') })
    expect(existsSync(place.at('a.capsule'))).toBe(true)
    expect((await place.refused('bidder-b', ['bid', 'capsule', 'a.ebid', '--out', 'not.capsule'])).code).toBe('capsule-unknown')
    expect((await place.refused('bidder-b', ['bid', 'trial-open', 'a.ebid', '--tender', 'tender.etender'])).code).toMatch(/key-not-recipient|signer-mismatch/)
  })

  test('verify: valid, indeterminate, required, invalid', async () => {
    const valid = await place.done('bidder-b', ['verify', 'a.ebid', '--require', 'revocation,time'])
    expect(valid).toMatchObject({ ok: true, verdict: 'valid', kind: 'bid', digest: digestOf('a.ebid') })
    expect((valid.parts as { part: string }[]).map((each) => each.part)).toEqual(expect.arrayContaining(['integrity', 'signature', 'chain', 'revocation', 'time']))
    const plain = await place.done('bidder-b', ['verify', 'b.ebid'])
    expect(plain).toMatchObject({ verdict: 'indeterminate', timestamp: null })
    const required = await place.as('bidder-b', ['verify', 'b.ebid', '--require', 'time'])
    expect(required.code).toBe(1)
    expect(jsonOf(required)).toMatchObject({ ok: false, verdict: 'invalid' })
    const bytes = readFileSync(place.at('a.ebid'))
    bytes[bytes.length >> 1]! ^= 1
    writeFileSync(place.at('flipped.ebid'), bytes)
    const flipped = await place.as('bidder-b', ['verify', 'flipped.ebid'])
    expect(flipped.code).toBe(1)
    expect(jsonOf(flipped)).toMatchObject({ ok: false, verdict: 'invalid' })
    expect(flipped.stdout).toContain('digest-mismatch')
  })

  test('submit, replace, withdraw, submit again, status', async () => {
    const step = async (verb: string, file: string, out: string) => {
      const answer = await place.done('bidder-a', [verb, file, ...on(), '--out', out])
      expect(answer.receiptDigest).toBe(digestOf(out))
      return answer as { receiptDigest: string, receipt: { type: string, message: { previous: string | null } } }
    }
    const first = await step('submit', 'a.ebid', '1.receipt')
    expect(first.receipt.message.previous).toBeNull()
    const second = await step('replace', 'a2.ebid', '2.receipt')
    expect(second.receipt.message.previous).toBe(first.receiptDigest)
    const third = await step('withdraw', 'a2.ebid', '3.receipt')
    expect(await place.done('bidder-a', ['status', 'a2.ebid', ...on()])).toMatchObject({ state: 'withdrawn', head: third.receiptDigest })
    const fourth = await step('submit', 'a2.ebid', '4.receipt')
    expect(fourth.receipt.message.previous).toBe(third.receiptDigest)
    await place.done('bidder-b', ['submit', 'b.ebid', ...on(), '--out', 'b.receipt'])
    const status = await place.done('bidder-a', ['status', '--tender', id, ...on()]) as { receipts: { type: string }[] }
    expect(status).toMatchObject({ state: 'submitted', head: fourth.receiptDigest, bidDigest: digestOf('a2.ebid') })
    expect(status.receipts.map((each) => each.type)).toEqual(['submit', 'replace', 'withdraw', 'submit'])
    expect(await place.done('agency', ['verify', '4.receipt', '--require', 'time'])).toMatchObject({ verdict: 'valid', kind: 'receipt' })
  })

  test('too early', async () => {
    for (const [name, verb] of [['bidder-a', 'release'], ['tenderer', 'open'], ['agency', 'record']] as const) {
      expect((await place.refused(name, opening(verb))).code, verb).toBe('not-yet')
    }
  })

  test('the opening', async () => {
    await place.done('agency', ['practice', 'clock', ...on(), '--set', deadline])
    await Promise.all((['bidder-a', 'tenderer', 'agency'] as const).map((name) => place.done(name, opening('sign-in'))))
    const closing = await place.done('bidder-a', [...opening('closing'), '--out', 'closing.receipt'])
    expect(closing).toMatchObject({ ownReceipt: 'in the log' })
    expect(await place.done('bidder-b', ['verify', 'closing.receipt'])).toMatchObject({ verdict: 'valid' })
    expect((await place.refused('bidder-a', opening('open'))).code).toBe('not-permitted')
    expect((await place.refused('tenderer', opening('record'))).code).toBe('not-permitted')
    await place.done('bidder-a', opening('release'))
    expect((await place.refused('tenderer', opening('open'))).code).toBe('not-yet')
    // Bidder b has lost its key: the window ends, the others go on, and its capsule opens the bid.
    await place.done('agency', ['practice', 'clock', ...on(), '--advance', '3600'])
    expect((await place.refused('bidder-b', opening('release'))).code).toBe('too-late')
    await place.done('tenderer', opening('open'))
    await place.done('bidder-b', opening('remedy'))
    const state = await place.done('bidder-a', opening('status')) as unknown as OpeningState
    expect(state.signedIn.map((each) => each.role).sort()).toEqual(['agency', 'bidder', 'tenderer'])
    expect(state.stages).toMatchObject([{ id: 'opening', phase: 'announced', released: 1, expected: 2 }])
  }, 120_000)

  test('the record, signed once and the same for all', async () => {
    const { record } = await place.done('agency', [...opening('record'), '--out', 'opening.record']) as unknown as { record: OpeningRecord }
    const [stage] = record.stages
    expect(stage?.bids.map((each) => [each.bidDigest, each.outcome]).sort())
      .toEqual([[digestOf('a2.ebid'), 'opened'], [digestOf('b.ebid'), 'opened']].sort())
    expect(stage?.bids.map((each) => each.remedy ?? 'none').sort()).toEqual(['capsule', 'none'])
    const price = JSON.parse(readFileSync(place.at('bidder-a-replacement/response.json'), 'utf8')) as { sections: { 'bid-letter': { form: { totalPrice: string } } } }
    const ofA = stage?.bids.find((each) => each.bidDigest === digestOf('a2.ebid'))
    expect(ofA?.announced.map((each) => each.value)).toContain(price.sections['bid-letter'].form.totalPrice)
    expect(await place.done('bidder-b', ['verify', 'opening.record', '--require', 'time'])).toMatchObject({ verdict: 'valid', kind: 'record' })
    await place.done('agency', [...opening('record'), '--out', 'again.record'])
    expect(digestOf('again.record')).toBe(digestOf('opening.record'))
  })

  test('bid open gives back what was sealed, and checks the commitment', async () => {
    const opened = await place.done('bidder-a', ['bid', 'open', 'a2.ebid', '--tenderer-key', 'pki/tenderer.p12', '--out', 'opened'])
    expect(opened).toMatchObject({ bidDigest: digestOf('a2.ebid'), commitments: 'equal' })
    const files = readdirSync(place.at('opened'), { recursive: true, encoding: 'utf8' })
    const boq = files.find((each) => each.endsWith('boq-book.pdf'))!
    expect(readFileSync(place.at('opened', boq)).equals(readFileSync(place.at('bidder-a-replacement/boq-book.pdf')))).toBe(true)
    expect((await place.refused('bidder-a', ['bid', 'open', 'a2.ebid', '--out', 'closed'])).code).toBe('tenderer-key-needed')
    expect((await place.refused('bidder-b', ['bid', 'open', 'a2.ebid', '--tenderer-key', 'pki/tenderer.p12', '--out', 'closed'])).code).toBe('key-not-recipient')
    expect((await place.refused('bidder-a', ['bid', 'open', 'flipped.ebid', '--tenderer-key', 'pki/tenderer.p12', '--out', 'closed'])).code).toBe('digest-mismatch')
    expect(existsSync(place.at('closed'))).toBe(false)
  })
})
