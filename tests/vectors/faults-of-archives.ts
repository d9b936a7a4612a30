import { canonical } from '../../interface/canonical.ts'
import { mimetypeMember, type RoughContainer } from '../support/rough-container.ts'
import type { RoughMember } from '../support/rough-zip.ts'
import type { Parts } from './parts.ts'

/** Faults of names and of the ZIP form, by file name. */

const evilNames: Record<string, string> = {
  absolute: '/etc/passwd', parent: '../outside.txt', 'inner-parent': 'documents/../../outside.txt', backslash: 'documents\\..\\outside.txt',
  drive: 'C:/outside.txt', nul: 'documents/a\0.txt', device: 'documents/NUL', 'device-with-ending': 'documents/com1.txt', 'trailing-dot': 'documents/a.',
  'trailing-space': 'documents/a ', 'empty-part': 'documents//a.txt', 'right-to-left': 'documents/a\u202etxt.exe', 'not-normal': 'documents/e\u0301.txt',
  'too-long': `documents/${'a'.repeat(250)}`,
}

/** Changes one member on its way into the ZIP. */
const withMember = (name: string, change: Partial<RoughMember>): Partial<RoughContainer> =>
  ({ members: (all) => all.map((each) => each.name === name ? { ...each, ...change } : each) })

const payloadOf = (parts: Parts, extra: RoughMember[]): RoughMember[] => [{ name: 'tender.json', bytes: canonical(parts.tender) }, ...extra]
const text = (name: string): RoughMember => ({ name, bytes: Buffer.from('x') })

export function nameFaults(parts: Parts): Record<string, Buffer> {
  const files: Record<string, Buffer> = {}
  for (const [what, name] of Object.entries(evilNames)) {
    files[`fail_container-name_${what}.etender`] = parts.tenderWith('', { payload: payloadOf(parts, [text(name)]) })
  }
  const compressed = (name: string): Buffer => parts.tenderWith('', { payload: payloadOf(parts, [{ ...text(name), deflate: true }]) })
  const pair = (one: string, two: string, more: Partial<RoughMember> = {}): Buffer =>
    parts.tenderWith('', { payload: payloadOf(parts, [{ ...text(one), ...more }, { ...text(two), ...more }]) })
  return {
    ...files,
    'fail_container-name_absolute-compressed.etender': compressed('/etc/passwd'),
    'fail_container-name_parent-compressed.etender': compressed('../outside.txt'),
    'fail_container-name_backslash-compressed.etender': compressed('documents\\..\\outside.txt'),
    'fail_container-name_device-compressed.etender': compressed('documents/AUX'),
    'fail_container-name_folder-compressed.etender': parts.tenderWith('', {
      payload: payloadOf(parts, [{ name: 'documents/', bytes: Buffer.alloc(0), deflate: true }]),
    }),
    'fail_container-name_two-spellings-of-one-member.etender': parts.tenderWith(
      'notice.txt', withMember('documents/notice.txt', { localName: 'documents/Notice.txt', deflate: true })),
    'fail_container-duplicate_case.etender': pair('documents/A.txt', 'documents/a.txt'),
    'fail_container-duplicate_full-width.etender': pair('documents/a1.txt', 'documents/ａ１.txt'),
    'fail_container-duplicate_file-and-folder.etender': pair('documents/a', 'documents/A/b.txt'),
    'fail_container-duplicate_twice.etender': pair('documents/a.txt', 'documents/a.txt'),
    'fail_container-duplicate_twice-compressed.etender': pair('documents/a.txt', 'documents/a.txt', { deflate: true }),
    'fail_container-duplicate_second-mimetype.etender': parts.tenderWith('', { payload: payloadOf(parts, [text('MimeType')]) }),
  }
}

export function frameFaults(parts: Parts): Record<string, Buffer> {
  const receipt = (members: (all: RoughMember[]) => RoughMember[]): Buffer => parts.receiptLike({ members })
  const meta = (name: string) => (all: RoughMember[]): RoughMember[] => [...all.slice(0, -2), { name, bytes: Buffer.from('<x/>') }, ...all.slice(-2)]
  return {
    'fail_not-a-container_no-mimetype.receipt': receipt((all) => all.slice(1)),
    'fail_not-a-container_wrong-mimetype.receipt': receipt((all) => [mimetypeMember('application/zip'), ...all.slice(1)]),
    'fail_not-a-container_mimetype-with-line-break.receipt': receipt((all) => [mimetypeMember('application/vnd.etsi.asic-e+zip\n'), ...all.slice(1)]),
    'fail_not-a-container_mimetype-not-first.receipt': receipt(([first, second, ...rest]) => [second!, first!, ...rest]),
    'fail_not-a-container_no-signature.receipt': receipt((all) => all.slice(0, -1)),
    'fail_not-a-container_no-manifest.receipt': receipt((all) => all.filter((each) => each.name !== 'META-INF/ASiCManifest.xml')),
    'fail_not-a-container_two-main-members.ebid': parts.bidLike({ payload: [...parts.bidMembers, { name: 'receipt.json', bytes: Buffer.from('{}') }] }),
    'fail_not-a-container_text.receipt': Buffer.from('receipt\n'.repeat(10)),
    'fail_manifest-coverage_second-signature.receipt': receipt(meta('META-INF/signature2.p7s')),
    'fail_manifest-coverage_extra-meta-inf.ebid': parts.bidLike({ members: meta('META-INF/manifest.xml') }),
    'fail_manifest-coverage_other-case-of-meta-inf.etender': parts.tenderWith('notice.txt', { members: meta('meta-inf/ASiCManifest.xml') }),
    'fail_container-form_meta-inf-order.receipt': receipt((all) => [...all.slice(0, -2), all.at(-1)!, all.at(-2)!]),
    'fail_container-form_member-order.ebid': parts.bidLike({
      payload: [parts.bidMembers[0]!, parts.bidMembers[2]!, parts.bidMembers[1]!, ...parts.bidMembers.slice(3)],
    }),
    'fail_container-form_main-member-last.ebid': parts.bidLike({ payload: [...parts.bidMembers.slice(1), parts.bidMembers[0]!] }),
    'fail_container-form_member-of-nobody.ebid': parts.bidLike({ payload: [...parts.bidMembers, { name: 'plaintext.txt', bytes: Buffer.from('x') }] }),
    'fail_container-form_missing-segment.ebid': parts.bidLike({ payload: parts.bidMembers.slice(0, -1) }),
  }
}

export function zipFaults(parts: Parts): Record<string, Buffer> {
  const bid = (change: Partial<RoughMember>, name = 'bid.json'): Buffer => parts.bidLike(withMember(name, change))
  const receipt = (change: Partial<RoughMember>): Buffer => parts.receiptLike(withMember('receipt.json', change))
  const tender = (change: Partial<RoughMember>, contents?: Uint8Array): Buffer =>
    parts.tenderWith('notice.txt', withMember('documents/notice.txt', change), contents)
  const extra = Buffer.from([0x55, 0x54, 0x05, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00])
  return {
    'fail_container-form_data-descriptor.ebid': bid({ descriptor: true }),
    'fail_container-form_data-descriptor.receipt': receipt({ descriptor: true }),
    'fail_container-form_compressed-member.ebid': bid({ deflate: true }),
    'fail_container-form_gap-between-members.ebid': bid({ gap: Buffer.from('hidden') }),
    'fail_container-form_gap-at-the-start.receipt': parts.receiptLike(withMember('mimetype', { gap: Buffer.from('#!/bin/sh\n') })),
    'fail_container-form_trailing-bytes.ebid': parts.bidLike({ zip: { trailing: Buffer.from([0]) } }),
    'fail_container-form_trailing-bytes.receipt': parts.receiptLike({ zip: { trailing: Buffer.alloc(22) } }),
    'fail_container-form_second-end-record.ebid': Buffer.concat([parts.good.bid, Buffer.from('hidden'), parts.good.bid.subarray(-22)]),
    'fail_container-form_archive-comment.ebid': parts.bidLike({ zip: { comment: 'x' } }),
    'fail_container-form_member-comment.receipt': receipt({ comment: 'x' }),
    'fail_container-form_extra-field.ebid': bid({ extra }),
    'fail_container-form_extra-field-in-mimetype.receipt': parts.receiptLike(withMember('mimetype', { extra })),
    'fail_container-form_other-time.ebid': bid({ date: 0x5a21 }),
    'fail_container-form_no-utf8-flag.receipt': receipt({ flags: 0 }),
    'fail_container-form_encrypted-flag.etender': tender({ flags: 0x0801, deflate: true }),
    'fail_container-size_lying-size.etender': tender({ deflate: true, stated: { size: 3 } }),
    'fail_container-size_lying-size-too-large.etender': tender({ deflate: true, stated: { size: 3_000 } }),
    'fail_container-size_lying-stored-size.etender': tender({ stated: { size: 3 } }),
    'fail_container-size_exploding-ratio.etender': tender({ deflate: true }, Buffer.alloc(2 * 1024 * 1024)),
    'fail_container-form_size-beyond-the-file.receipt': receipt({ stated: { compressed: 0xfffffff0, size: 0xfffffff0 } }),
    'fail_digest-mismatch_wrong-crc.ebid': bid({ crc: 1 }),
    'fail_digest-mismatch_wrong-crc-compressed.etender': tender({ crc: 1, deflate: true }),
    'fail_digest-mismatch_changed-segment.ebid': parts.bidLike({ members: (all) => all.map((each) => {
      if (each.name !== 'segments/price/000001.p7m') return each
      const bytes = Buffer.from(each.bytes)
      bytes[bytes.length - 20]! ^= 1
      return { ...each, bytes }
    }) }),
  }
}
