import { describe, expect, it } from 'vitest'
import type { SubmissionStatus } from '../../../../interface/schemas/platform.ts'
import type { CertificateView } from '../../../../preload/contract/certificates.ts'
import type { DraftBrief } from '../../../../preload/contract/drafts.ts'
import type { TenderBrief } from '../../../../preload/contract/tenders.ts'
import { looseTenders } from '../../../../renderer/projects/home/loose-tenders.ts'
import { backupsFor, expiresTooEarly, keyNeededUntil } from '../../../../renderer/projects/seal/expiry.ts'
import { nextAct } from '../../../../renderer/projects/submit/next-act.ts'
import { SpeedMeter } from '../../../../renderer/projects/submit/speed.ts'
import { tenderJson } from '../../../support/tender.ts'
import { practiceFolder } from '../../../support/practice.ts'

const status = (state: SubmissionStatus['state'], bidDigest: string | null = null): SubmissionStatus => ({ state, head: null, bidDigest, receipts: [] })

describe('the next act', () => {
  it('follows what the platform says', () => {
    expect(nextAct(status('none'), 'b', { isLate: false, isStale: false })).toEqual({ act: 'submit', inForce: false, canWithdraw: false })
    expect(nextAct(status('submitted', 'b'), 'b', { isLate: false, isStale: false })).toEqual({ act: null, inForce: true, canWithdraw: true })
    expect(nextAct(status('submitted', 'a'), 'b', { isLate: false, isStale: false })).toEqual({ act: 'replace', inForce: false, canWithdraw: true })
    expect(nextAct(status('withdrawn'), 'b', { isLate: false, isStale: false })).toEqual({ act: 'submit', inForce: false, canWithdraw: false })
    expect(nextAct(status('refused', 'a'), 'b', { isLate: false, isStale: false })).toEqual({ act: 'replace', inForce: false, canWithdraw: true })
    expect(nextAct(status('submitted', 'a'), null, { isLate: false, isStale: false })).toEqual({ act: null, inForce: false, canWithdraw: true })
  })

  it('is never to submit a file for a version that was replaced', () => {
    expect(nextAct(status('refused', 'b'), 'b', { isLate: false, isStale: true })).toEqual({ act: null, inForce: false, canWithdraw: true })
  })

  it('is none after the deadline', () => {
    expect(nextAct(status('submitted', 'b'), 'b', { isLate: true, isStale: false })).toEqual({ act: null, inForce: true, canWithdraw: false })
    expect(nextAct(status('closed', 'a'), 'b', { isLate: false, isStale: false })).toEqual({ act: null, inForce: false, canWithdraw: false })
  })
})

describe('the speed of an upload', () => {
  it('is that of its last seconds', () => {
    const meter = new SpeedMeter()
    expect(meter.sample(0, 0, 1_000)).toEqual({ bytesPerSecond: 0, secondsLeft: null })
    expect(meter.sample(1_000, 100, 1_000)).toEqual({ bytesPerSecond: 100, secondsLeft: 9 })
    meter.sample(20_000, 100, 1_000)
    expect(meter.sample(21_000, 300, 1_000)).toEqual({ bytesPerSecond: 200, secondsLeft: 4 })
  })
})

const certificate = (id: string, holder: string, notAfter: string): CertificateView =>
  ({ id, holder: { id: holder, name: holder }, encryption: { notAfter } }) as unknown as CertificateView

describe('the certificate to seal with', () => {
  it('must last through the last window and the remedy', async () => {
    const tender = tenderJson(await practiceFolder())
    const until = keyNeededUntil(tender)
    const last = tender.sealing.stages.map((stage) => Date.parse(stage.openingTime) + stage.windowMinutes * 60_000).sort((a, b) => b - a)[0]
    expect(until.getTime()).toBe((last ?? 0) + tender.remedy.windowMinutes * 60_000)
    expect(expiresTooEarly(certificate('a', 'x', new Date(until.getTime() - 1).toISOString()), tender)).toBe(true)
    expect(expiresTooEarly(certificate('a', 'x', until.toISOString()), tender)).toBe(false)
  })

  it('has other certificates of the same holder as backups', () => {
    const all = [certificate('a', 'x', ''), certificate('b', 'x', ''), certificate('c', 'y', '')]
    expect(backupsFor(all[0]!, all).map((each) => each.id)).toEqual(['b'])
  })
})

describe('packages without a draft', () => {
  it('are the newest of tenders for which nothing was begun', () => {
    const tender = (id: string, digest: string, newest: string): TenderBrief => ({ id, digest, newest }) as TenderBrief
    const draft = { tender: tender('T-1', 'a', 'b') } as DraftBrief
    const all = [tender('T-1', 'a', 'b'), tender('T-1', 'b', 'b'), tender('T-2', 'c', 'd'), tender('T-2', 'd', 'd')]
    expect(looseTenders(all, [draft]).map((each) => each.digest)).toEqual(['d'])
    expect(looseTenders(all, []).map((each) => each.digest)).toEqual(['b', 'd'])
  })
})
