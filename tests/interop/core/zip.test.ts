import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../interface/errors.ts'
import { readTender } from '../../../main/tender/read.ts'
import { Desk, stampIn } from '../../support/desk.ts'
import { openssl } from '../../support/openssl.ts'

/** Containers against the real unzip, zipinfo and zip: ours by them, theirs by us. */

let desk: Desk
let scratch: string
const run = (program: string, args: readonly string[], cwd = scratch): string =>
  execFileSync(program, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

beforeAll(async () => {
  desk = await Desk.open()
  scratch = mkdtempSync(join(tmpdir(), 'sealbid-zip-'))
})
afterAll(async () => {
  await desk.close()
  rmSync(scratch, { recursive: true, force: true })
})

describe('ours by unzip and zipinfo', () => {
  let file: string
  beforeAll(async () => {
    file = desk.path('bid.ebid')
    await desk.seal(await desk.draft(), file, { stamp: stampIn(desk.practice) })
  })

  test('unzip -t finds no fault, in bids and in tender packages', () => {
    for (const each of [file, desk.tender.file]) expect(run('unzip', ['-t', each])).toContain('No errors detected')
  })

  test('the members stand in the order of docs/formats.md', () => {
    expect(run('zipinfo', ['-1', file]).trim().split('\n')).toEqual([
      'mimetype', 'bid.json', 'keys/business.p7m', 'keys/price.p7m', 'segments/business/000001.p7m', 'segments/price/000001.p7m',
      'META-INF/ASiCManifest.xml', 'META-INF/signature.p7s',
    ])
    expect(run('zipinfo', ['-1', desk.tender.file]).trim().split('\n')).toEqual([
      'mimetype', 'tender.json', 'documents/notice.txt', 'META-INF/ASiCManifest.xml', 'META-INF/signature.p7s',
    ])
  })

  test('every member is stored, of one time, without extra field, descriptor and comment', () => {
    const details = run('zipinfo', ['-v', file])
    const members = 8
    for (const line of [
      /version of encoding software: +2\.0$/gm, /minimum software version required to extract: +2\.0$/gm, /compression method: +none \(stored\)$/gm,
      /extended local header: +no$/gm, /\(DOS date\/time\): +1980 Jan 1 00:00:00$/gm,
      /length of extra field: +0 bytes$/gm, /length of file comment: +0 characters$/gm,
      /MS-DOS file attributes \(00 hex\): +none$/gm, /file security status: +not encrypted$/gm,
    ]) expect(details.match(line), String(line)).toHaveLength(members)
    expect(details).toContain('There is no zipfile comment.')
    expect(details).not.toMatch(/extra bytes|warning/i)
  })

  test('the commands of docs/formats.md verify the signature', () => {
    writeFileSync(join(scratch, 'sig'), execFileSync('unzip', ['-p', file, 'META-INF/signature.p7s']))
    writeFileSync(join(scratch, 'man'), execFileSync('unzip', ['-p', file, 'META-INF/ASiCManifest.xml']))
    const verified = openssl([
      'cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', 'sig', '-content', 'man', '-CAfile', join(desk.practice, 'ca.pem'), '-out', '/dev/null',
    ], { cwd: scratch })
    expect(verified.text).toContain('CAdES Verification successful')
  })

  test('the key envelope and the segments open with openssl to a container that unzip lists', () => {
    const member = (name: string, target: string): void => { writeFileSync(join(scratch, target), execFileSync('unzip', ['-p', file, name])) }
    const decrypt = (input: string, out: string, ...args: string[]): void => {
      const { ok, text, bytes } = openssl(['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', input, ...args], { cwd: scratch })
      if (!ok) throw new Error(text)
      writeFileSync(join(scratch, out), bytes)
    }
    const key = (name: string): string[] => ['-inkey', join(desk.practice, `${name}-encrypt.key`), '-recip', join(desk.practice, `${name}-encrypt.pem`)]
    member('keys/price.p7m', 'outer')
    decrypt('outer', 'inner', ...key('bidder-a'))
    decrypt('inner', 'secret', ...key('tenderer-backup'))
    const secret = readFileSync(join(scratch, 'secret'))
    expect(secret).toHaveLength(64)
    member('segments/price/000001.p7m', 'segment')
    decrypt('segment', 'price.asice', '-secretkey', secret.subarray(0, 32).toString('hex'), '-secretkeyid', Buffer.from('price').toString('hex'))
    expect(run('unzip', ['-p', 'price.asice', 'response.json'])).toContain('"total":"1200000.00"')
  })
})

interface Choice { compress?: boolean, options?: string[], manifest?: (sound: string) => string, extra?: Record<string, string>, order?: string[] }

/** A tender package in which nothing is by our program but the contents of `tender.json`: zip, openssl and a manifest in another spelling. */
function foreignTender(name: string, { compress = true, options = [], manifest = (sound) => sound, extra = {}, order }: Choice = {}): string {
  const folder = join(scratch, name)
  const put = (member: string, bytes: string | Buffer): void => {
    mkdirSync(dirname(join(folder, member)), { recursive: true })
    writeFileSync(join(folder, member), bytes)
  }
  put('mimetype', 'application/vnd.etsi.asic-e+zip')
  const payload = ['tender.json', 'documents/notice.txt']
  for (const member of payload) put(member, execFileSync('unzip', ['-p', desk.tender.file, member]))
  for (const [member, text] of Object.entries(extra)) put(member, text)
  const digest = (member: string): string => openssl(['dgst', '-sha256', '-binary', member], { cwd: folder }).bytes.toString('base64')
  put('META-INF/ASiCManifest.xml', manifest(`<?xml version='1.0' encoding='utf-8' standalone="yes"?>
<!-- another tool -->
<m:ASiCManifest xmlns:m='http://uri.etsi.org/02918/v1.2.1#'>
  <m:SigReference MimeType="application/pkcs7-signature" URI="META-INF/signature.p7s"></m:SigReference>
${payload.map((member) => `  <m:DataObjectReference URI='${member.replace('n', '%6E')}'>
    <DigestMethod xmlns="http://www.w3.org/2000/09/xmldsig#" Algorithm="http://www.w3.org/2001/04/xmlenc#sha256" />
    <d:DigestValue xmlns:d="http://www.w3.org/2000/09/xmldsig#">
      ${digest(member)}
    </d:DigestValue>
  </m:DataObjectReference>`).join('\n')}
</m:ASiCManifest>
`))
  const key = join(desk.practice, 'agency')
  put('META-INF/signature.p7s', openssl([
    'cms', '-sign', '-cades', '-nosmimecap', '-binary', '-outform', 'DER', '-md', 'sha256', '-in', 'META-INF/ASiCManifest.xml',
    '-signer', `${key}.pem`, '-inkey', `${key}.key`,
  ], { cwd: folder }).bytes)
  const members = order ?? ['mimetype', 'META-INF/signature.p7s', ...payload, ...Object.keys(extra), 'META-INF/ASiCManifest.xml']
  const file = join(scratch, `${name}.etender`)
  run('zip', ['-q', '-0', file, members[0]!], folder)
  run('zip', ['-q', compress ? '-9' : '-0', ...options, file, ...members.slice(1)], folder)
  return file
}

describe('packages of other tools', () => {
  const read = async (file: string): Promise<string> => {
    try {
      const { form, digest, verdict } = await readTender(file, desk.workspace.context)
      expect(digest).toMatch(/^[0-9a-f]{64}$/)
      return `${form} ${verdict.state}`
    } catch (error) {
      if (error instanceof Refusal) return error.code
      throw error
    }
  }

  test.each<[string, Choice]>([
    ['compressed, with times and extra fields', {}],
    ['stored', { compress: false }],
    ['with data descriptors', { options: ['-fd'] }],
    ['without extra fields', { options: ['-X'] }],
    ['with ZIP64 everywhere', { options: ['-fz'] }],
  ])('are accepted: %s', async (_, choice) => {
    expect(await read(foreignTender(`good-${_.replaceAll(/\W/g, '')}`, choice))).toBe('foreign indeterminate')
  })

  test('are accepted with an archive comment', async () => {
    const file = foreignTender('comment')
    execFileSync('zip', ['-q', '-z', file], { input: 'by another tool\n', stdio: ['pipe', 'pipe', 'pipe'] })
    expect(await read(file)).toBe('foreign indeterminate')
  })

  test.each<[string, string, Choice]>([
    ['manifest-coverage', 'a member that the manifest does not name', { extra: { 'documents/other.txt': 'x' } }],
    ['manifest-coverage', 'another file below META-INF', { extra: { 'META-INF/container.xml': '<x/>' } }],
    ['digest-algorithm', 'SHA-512 in the manifest', { manifest: (sound) => sound.replace('xmlenc#sha256', 'xmlenc#sha512') }],
    ['digest-mismatch', 'another digest', { manifest: (sound) => sound.replace(/[A-Za-z0-9+/]{43}=/, `${'A'.repeat(43)}=`) }],
    ['manifest-invalid', 'a DTD', { manifest: (sound) => sound.replace('<!-- another tool -->', '<!DOCTYPE m [<!ENTITY x "y">]>') }],
    ['not-a-container', 'mimetype in another place', {
      order: ['tender.json', 'mimetype', 'documents/notice.txt', 'META-INF/ASiCManifest.xml', 'META-INF/signature.p7s'],
    }],
    ['not-a-container', 'no signature', { order: ['mimetype', 'tender.json', 'documents/notice.txt', 'META-INF/ASiCManifest.xml'] }],
  ])('are refused as %s: %s', async (code, what, choice) => {
    expect(await read(foreignTender(`bad-${what.replaceAll(/\W/g, '')}`, choice))).toBe(code)
  })

  test('an encrypted member is refused', async () => {
    expect(await read(foreignTender('encrypted', { options: ['-P', 'x'] }))).toBe('container-form')
  })
})
