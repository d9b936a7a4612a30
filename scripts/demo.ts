// `npm run demo`: the three jobs of the program in the terminal, end to end, and the files for inspection.
import { rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { OpeningRecord } from '../interface/schemas/opening.ts'
import { prepareFolder, prepareResponses, prepareTender } from './demo/cast.ts'
import { verifyWithOtherPrograms } from './demo/checks.ts'
import { DemoFailure, refused, sealbid, startRehearsal, type Stage } from './demo/sealbid.ts'

/** Dates of the sample tender; the rehearsal clock starts when the notice is published. */
const published = '2026-12-01T09:00:00+08:00'
const lastHour = '2026-12-22T08:30:00+08:00'
const opening = '2026-12-22T09:30:01+08:00'
const tenderId = 'SZWY2026-SG-0187'

let steps = 0
const step = (chinese: string, english: string): void => { process.stdout.write(`\n${++steps}. ${chinese} — ${english}\n`) }
const note = (text: string): void => { process.stdout.write(`     ${text}\n`) }

function agencyPublishes(stage: Stage): void {
  step('招标代理编制、签名并发布招标文件包', 'the agency builds, signs and publishes the tender package')
  const built = sealbid(stage, 'agency', 'tender', 'build', '--definition', 'tender/tender.json', '--documents', 'tender/documents', '--key', 'pki/agency.p12',
    '--platform', stage.origin, '--timestamp', `${stage.origin}/practice/timestamp`, '--out', 'tender.etender')
  note(`${String(built.title)}, deadline ${String(built.deadline)}`)
  sealbid(stage, 'agency', 'tender', 'publish', 'tender.etender', '--platform', stage.origin, '--key', 'pki/agency.p12', '--out', 'tender.receipt')
}

function bidderSeals(stage: Stage, bidder: string, response: string, out: string, backup: string[] = []): void {
  const sealed = sealbid(stage, bidder, 'bid', 'seal', '--tender', 'tender.etender', '--response', `responses/${response}`, '--key', `pki/${bidder}.p12`,
    ...backup, '--timestamp', `${stage.origin}/practice/timestamp`, '--out', out)
  note(`${out}: ${(Number(sealed.size) / 1e6).toFixed(1)} MB, digest ${String(sealed.digest)}`)
  const trial = sealbid(stage, bidder, 'bid', 'trial-open', out, '--key', `pki/${bidder}.p12`)
  if (trial.complete !== true) throw new DemoFailure('trial opening is not complete')
  note('bidder\'s layer opened with the real key; tenderer\'s layer: addressed correctly, not opened; commitments equal')
}

function send(stage: Stage, verb: 'submit' | 'replace', bidder: string, file: string, receipt: string): void {
  const sent = sealbid(stage, bidder, verb, file, '--platform', stage.origin, '--key', `pki/${bidder}.p12`, '--out', receipt)
  note(`confirmed at ${String((sent.receipt as { receivedAt: string }).receivedAt)}, receipt ${String(sent.receiptDigest)}`)
}

function biddersSubmit(stage: Stage): void {
  step('投标人甲签封、试解密、上传并递交', 'bidder A seals, opens on trial, uploads and submits')
  bidderSeals(stage, 'bidder-a', 'bidder-a', 'bid-a-first.ebid', ['--backup', 'pki/bidder-a-backup-encrypt.pem'])
  send(stage, 'submit', 'bidder-a', 'bid-a-first.ebid', 'bid-a-first.receipt')
  step('投标人乙签封、试解密、上传并递交', 'bidder B seals, opens on trial, uploads and submits')
  bidderSeals(stage, 'bidder-b', 'bidder-b', 'bid-b.ebid')
  send(stage, 'submit', 'bidder-b', 'bid-b.ebid', 'bid-b.receipt')
  step('投标人甲在截止前一小时替换投标文件', 'bidder A replaces its bid an hour before the deadline')
  sealbid(stage, 'bidder-a', 'practice', 'clock', '--platform', stage.origin, '--set', lastHour)
  bidderSeals(stage, 'bidder-a', 'bidder-a-replacement', 'bid-a.ebid', ['--backup', 'pki/bidder-a-backup-encrypt.pem'])
  send(stage, 'replace', 'bidder-a', 'bid-a.ebid', 'bid-a.receipt')
  sealbid(stage, 'bidder-a', 'bid', 'capsule', 'bid-a.ebid', '--out', 'bid-a.capsule')
}

function place(stage: Stage, key: string): string[] {
  return ['--platform', stage.origin, '--tender', tenderId, '--key', `pki/${key}.p12`]
}

function bidsAreOpened(stage: Stage): OpeningRecord {
  step('截止前任何人不得解密', 'nobody opens anything before the deadline')
  refused(stage, 'bidder-a', 'not-yet', 'opening', 'release', ...place(stage, 'bidder-a'))
  step('投标截止：平台签署截标声明', 'the deadline passes: the platform signs the closing statement')
  sealbid(stage, 'agency', 'practice', 'clock', '--platform', stage.origin, '--set', opening)
  sealbid(stage, 'bidder-a', 'opening', 'closing', ...place(stage, 'bidder-a'), '--out', 'closing.receipt')
  sealbid(stage, 'bidder-b', 'opening', 'closing', ...place(stage, 'bidder-b'))
  refused(stage, 'bidder-b', 'deadline-passed', 'submit', 'bid-b.ebid', '--platform', stage.origin, '--key', 'pki/bidder-b.p12')
  step('各方签到', 'everybody signs in')
  for (const party of ['bidder-a', 'bidder-b', 'tenderer', 'agency']) sealbid(stage, party, 'opening', 'sign-in', ...place(stage, party))
  step('投标人解密（仅传输密钥，与投标文件大小无关）', 'the bidders release their keys: a few kilobytes, whatever the size of the bid')
  refused(stage, 'tenderer', 'not-yet', 'opening', 'open', ...place(stage, 'tenderer'))
  for (const party of ['bidder-a', 'bidder-b']) sealbid(stage, party, 'opening', 'release', ...place(stage, party))
  step('招标人解密内层', 'the tenderer opens its layer')
  sealbid(stage, 'tenderer', 'opening', 'open', ...place(stage, 'tenderer'))
  step('唱标，招标代理签署开标记录', 'one announcement; the agency signs the opening record')
  return sealbid(stage, 'agency', 'opening', 'record', ...place(stage, 'agency'), '--out', 'opening.record').record as OpeningRecord
}

/** Names and prices must be those of the files: what was announced is compared with what `bid open` shows. */
function compareWithFiles(stage: Stage, record: OpeningRecord): void {
  step('开标后核对：用双方钥匙打开投标文件', 'afterwards: the bids opened with both keys say what was announced')
  for (const bidder of ['bidder-a', 'bidder-b']) {
    const file = bidder.replace('bidder', 'bid')
    const opened = sealbid(stage, bidder, 'bid', 'open', `${file}.ebid`, '--key', `pki/${bidder}.p12`, '--tenderer-key', 'pki/tenderer.p12', '--out', `opened/${bidder}`)
    const bid = record.stages.flatMap((each) => each.bids).find((each) => each.bidDigest === opened.bidDigest)
    const envelopes = opened.envelopes as { id: string, response: { sections: Record<string, { form?: Record<string, unknown> }> } }[]
    const price = envelopes.find((each) => each.id === 'price')?.response.sections['bid-letter']?.form?.totalPrice
    const announced = bid?.announced.find((each) => each.field === 'totalPrice')?.value
    if (bid?.outcome !== 'opened' || price === undefined || announced !== price) throw new DemoFailure(`${bidder}: announced ${announced}, sealed ${String(price)}`)
    note(`${bid.bidder.name}: ${bid.announced.map((each) => `${each.title} ${each.value}`).join('，')}`)
  }
}

const files = ['tender.etender', 'bid-a.ebid', 'bid-b.ebid', 'tender.receipt', 'bid-a-first.receipt', 'bid-a.receipt', 'bid-b.receipt', 'closing.receipt', 'opening.record']

function verifyAll(stage: Stage, out: string): void {
  step('用本程序验证全部文件', 'our own verifier on every file: valid means that revocation and time were checked too')
  for (const file of files) {
    const { verdict, signingTime, timestamp } = sealbid(stage, 'agency', 'verify', file, '--require', 'revocation,time')
    if (verdict !== 'valid') throw new DemoFailure(`${file}: ${String(verdict)}`)
    const apart = Math.abs(Date.parse(String(signingTime)) - Date.parse(String(timestamp)))
    if (!(apart < 10 * 60_000)) throw new DemoFailure(`${file}: signed at ${String(signingTime)}, stamped at ${String(timestamp)}`)
  }
  step('不用本程序：unzip 与 openssl', 'without our program: unzip and openssl, as VERIFY.md says')
  verifyWithOtherPrograms(out, files)
}

async function demo(out: string): Promise<void> {
  process.stdout.write(`SealBid 封标 · 演练 practice only · ${out}\n`)
  prepareFolder(out)
  step('建立演练 CA 与身份', 'practice authority and identities')
  sealbid({ out, origin: '' }, 'agency', 'practice', 'init', '--dir', 'pki')
  prepareTender(out)
  await prepareResponses(out)
  const platform = await startRehearsal(out, published)
  try {
    const stage = { out, origin: platform.origin }
    agencyPublishes(stage)
    biddersSubmit(stage)
    const record = bidsAreOpened(stage)
    compareWithFiles(stage, record)
    verifyAll(stage, out)
  } finally {
    await platform.stop()
  }
  for (const folder of ['check', 'work']) rmSync(join(out, folder), { recursive: true, force: true })
}

const { values } = parseArgs({ options: { out: { type: 'string', default: 'demo-output' } } })
const started = Date.now()
try {
  const out = resolve(process.env.INIT_CWD ?? process.cwd(), values.out)
  await demo(out)
  process.stdout.write(`\nEverything held (${Math.round((Date.now() - started) / 1000)} s). Files: ${out}\n`)
} catch (error) {
  process.stderr.write(`\nThe demo failed.\n${error instanceof DemoFailure ? error.message : error instanceof Error ? error.stack ?? '' : String(error)}\n`)
  process.exitCode = 1
}
