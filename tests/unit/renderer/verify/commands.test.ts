import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { trustSchema } from '../../../../interface/schemas/trust.ts'
import { commandsFor, type CommandGroup } from '../../../../renderer/verify/commands.ts'
import { container } from '../../../support/containers.ts'
import { practiceFolder } from '../../../support/practice.ts'

/** The commands that the window shows are run as they stand, on good and on bad files. */

const vectors = join(import.meta.dirname, '../../../vectors')
const verdict = (isStamped: boolean) => ({ state: 'valid' as const, parts: [], judgedAt: '2026-03-02T02:00:00Z', stampedAt: isStamped ? '2026-03-02T02:00:00Z' : null })

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sealbid-verify-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function place(vector: string, name: string): void {
  copyFileSync(join(vectors, 'containers', vector), join(folder, name))
  const { anchors, timestampAuthorities } = trustSchema.parse(JSON.parse(readFileSync(join(vectors, 'pki/trust.json'), 'utf8')))
  writeFileSync(join(folder, 'ca.pem'), [...anchors, ...timestampAuthorities].join('\n'))
}

/** What one group printed; all groups before it are run first, as a person would. */
function run(file: Parameters<typeof commandsFor>[0], group: CommandGroup): string {
  const lines: string[] = []
  for (const each of commandsFor(file)) {
    lines.push(`echo "== ${each.group}"`, ...each.lines)
    if (each.group === group) break
  }
  const { stdout, stderr } = spawnSync('bash', ['-c', `exec 2>&1\n${lines.join('\n')}`], { cwd: folder, encoding: 'utf8', maxBuffer: 32 * 1024 * 1024 })
  return `${stdout}${stderr}`.split(`== ${group}\n`)[1] ?? ''
}

describe('the commands for a file', () => {
  it('verify signature, members and timestamp of a tender package', () => {
    place('good_valid_tender.etender', "招标 '文件'.etender")
    const file = { name: "招标 '文件'.etender", kind: 'tender' as const, verdict: verdict(true) }
    expect(run(file, 'digest')).toMatch(/[0-9a-f]{64}/)
    expect(run(file, 'signature')).toContain('CAdES Verification successful')
    expect(run(file, 'members').trim().split('\n')).toEqual(['tender.json OK', 'documents/notice.txt OK'])
    expect(run(file, 'timestamp')).toMatch(/Verification: OK[\s\S]*Time stamp/)
    expect(run(file, 'content')).toContain('"format":"sealbid/tender/1"')
  })

  it('verify every member of a bid file', () => {
    place('good_valid_bid.ebid', '-bid.ebid')
    const file = { name: '-bid.ebid', kind: 'bid' as const, verdict: verdict(true) }
    const members = run(file, 'members').trim().split('\n')
    expect(members[0]).toBe('bid.json OK')
    expect(members.filter((each) => each.startsWith('segments/')).length).toBeGreaterThan(0)
    expect(members.every((each) => each.endsWith(' OK'))).toBe(true)
  })

  it('find what was changed', () => {
    place('fail_digest-mismatch_changed-segment.ebid', 'bid.ebid')
    expect(run({ name: 'bid.ebid', kind: 'bid', verdict: verdict(true) }, 'members')).toMatch(/^segments\/\S+ FAILED$/m)
    const tender = readFileSync(join(vectors, 'containers/good_valid_tender.etender'))
    tender.writeUInt8(tender.readUInt8(tender.indexOf('招标公告')) ^ 1, tender.indexOf('招标公告'))
    writeFileSync(join(folder, 'tender.etender'), tender)
    expect(run({ name: 'tender.etender', kind: 'tender', verdict: verdict(true) }, 'members')).toMatch(/^documents\/notice\.txt FAILED$/m)
    place('fail_signature-invalid_other-key.receipt', 'other.receipt')
    expect(run({ name: 'other.receipt', kind: 'receipt', verdict: verdict(false) }, 'signature')).not.toContain('Verification successful')
  })

  it('find members whatever their names', async () => {
    const practice = await practiceFolder()
    const names = ['documents/第一章 [公告].txt', 'documents/100%.txt']
    const bytes = container(practice, 'agency', [{ name: 'tender.json', bytes: Buffer.from('{}') }, ...names.map((name) => ({ name, bytes: Buffer.from(name) }))])
    writeFileSync(join(folder, 'x.etender'), bytes)
    copyFileSync(join(practice, 'ca.pem'), join(folder, 'ca.pem'))
    expect(run({ name: 'x.etender', kind: 'tender', verdict: verdict(false) }, 'members').trim().split('\n')).toEqual(['tender.json OK', ...names.map((name) => `${name} OK`)])
  })

  it('are only the digest where a file is none of ours', () => {
    const foreign = { ...verdict(false), parts: [{ part: 'integrity' as const, state: 'invalid' as const, code: 'not-a-container' as const }] }
    expect(commandsFor({ name: 'x.ebid', kind: null, verdict: foreign }).map((each) => each.group)).toEqual(['digest'])
  })

  it('show the damage of a file that this program could not read', () => {
    place('fail_digest-mismatch_changed-segment.ebid', 'bid.ebid')
    const damaged = { ...verdict(false), parts: [{ part: 'integrity' as const, state: 'invalid' as const, code: 'digest-mismatch' as const }] }
    expect(run({ name: 'bid.ebid', kind: null, verdict: damaged }, 'members')).toMatch(/^segments\/\S+ FAILED$/m)
  })
})
