// Makes tests/vectors/containers and tests/vectors/pki anew: a throw-away practice authority signs them all, and its keys are not kept.
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { initPractice } from '../../platform/practice/init.ts'
import { certificateIn, Desk, identityIn } from '../support/desk.ts'
import type { RoughMember } from '../support/rough-zip.ts'
import { frameFaults, nameFaults, zipFaults } from './faults-of-archives.ts'
import { jsonFaults, manifestFaults, signatureFaults } from './faults-of-contents.ts'
import { makeParts, type Parts } from './parts.ts'

const containers = join(import.meta.dirname, 'containers')
const pki = join(import.meta.dirname, 'pki')

const compress = (all: RoughMember[]): RoughMember[] =>
  all.map((each, index) => index === 0 ? each : { ...each, deflate: true, descriptor: true, date: 0x5a21, comment: 'by another tool' })

const goods = (parts: Parts): Record<string, Buffer> => ({
  'good_valid_bid.ebid': parts.good.bid,
  'good_valid_tender.etender': parts.good.tender,
  'good_indeterminate_receipt.receipt': parts.receiptLike({}),
  'good_indeterminate_bid-by-other-code.ebid': parts.bidLike({}),
  'good_indeterminate_compressed.etender': parts.tenderWith('notice.txt', { members: compress, zip: { comment: 'by another tool' } }, Buffer.from('招标公告\n')),
})

const scratch = mkdtempSync(join(tmpdir(), 'sealbid-vectors-'))
try {
  const [practice, other] = [join(scratch, 'pki'), join(scratch, 'other')]
  await Promise.all([initPractice(practice), initPractice(other)])
  const desk = await Desk.open({}, practice)
  const parts = await makeParts(desk)
  const stranger = { certificate: certificateIn(other, 'platform'), key: (await identityIn(other, 'platform')).signing.privateKey }
  const files: Record<string, Buffer> = {
    ...goods(parts), ...nameFaults(parts), ...frameFaults(parts), ...zipFaults(parts),
    ...manifestFaults(parts), ...await signatureFaults(parts), ...jsonFaults(parts),
    'fail_certificate-untrusted_other-authority.receipt': parts.receiptLike({ ...stranger }),
  }
  mkdirSync(containers, { recursive: true })
  mkdirSync(pki, { recursive: true })
  for (const name of readdirSync(containers)) if (name !== 'README.md') rmSync(join(containers, name))
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(containers, name), bytes)
  copyFileSync(join(practice, 'trust.json'), join(pki, 'trust.json'))
  await desk.close()
  process.stdout.write(`${Object.keys(files).length} files in ${containers}\n`)
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
