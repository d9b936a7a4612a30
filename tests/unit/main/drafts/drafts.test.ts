import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase } from '../../../../main/drafts/database.ts'
import { Drafts } from '../../../../main/drafts/drafts.ts'
import { aTender } from '../checks/a-tender.ts'
import { sha256, Workspace } from './a-workspace.ts'

let workspace: Workspace
let drafts: Drafts
beforeEach(async () => {
  workspace = await new Workspace().withTender()
  drafts = workspace.drafts
})
afterEach(() => workspace.remove())

const refused = (code: string): unknown => expect.objectContaining({ name: 'Refusal', code })
const files = (folder: string): string[] => {
  const path = join(workspace.folder, folder)
  return existsSync(path) ? readdirSync(path, { recursive: true, withFileTypes: true }).filter((each) => each.isFile()).map((each) => each.name) : []
}
const newDraft = (): string => drafts.create(workspace.tenderDigest, '1').id
const reopened = (): Drafts => {
  workspace.reopen()
  drafts = workspace.drafts
  return drafts
}

describe('tenders', () => {
  it('are copied into the workspace and survive the original', async () => {
    rmSync(join(workspace.scratch.folder, 't.etender'))
    const imported = reopened().tender(workspace.tenderDigest)
    expect(imported?.tender).toEqual(aTender())
    expect(readFileSync(imported?.file ?? '', 'utf8')).toBe('a tender package')
    expect(drafts.tender('0'.repeat(64))).toBeUndefined()
  })
  it('may be imported again, which mends a damaged copy', async () => {
    const file = drafts.tender(workspace.tenderDigest)?.file ?? ''
    const original = join(workspace.scratch.folder, 't.etender')
    writeFileSync(file, 'something else')
    await drafts.importTender(aTender(), workspace.tenderDigest, original)
    expect(readFileSync(file, 'utf8')).toBe('a tender package')
    // Whole: the original is not needed any more.
    await drafts.importTender(aTender(), workspace.tenderDigest, join(workspace.scratch.folder, 'gone'))
  })
  it('are refused when the file is not what was read', async () => {
    await expect(drafts.importTender(aTender(), '1'.repeat(64), join(workspace.scratch.folder, 't.etender'))).rejects.toThrow(refused('tender-invalid'))
    expect(drafts.tender('1'.repeat(64))).toBeUndefined()
    expect([files('temporary'), files('tenders').length]).toEqual([[], 1])
  })
})

describe('drafts', () => {
  it('keep what was put into them', async () => {
    const id = newDraft()
    drafts.setForm(id, 'letter', { manager: '张三', local: false })
    drafts.setSchedule(id, 'prices', [{ item: 'earth', unitPrice: '10.01' }])
    const attachment = await drafts.attach(id, 'qualification', workspace.scratch.file('资格.pdf', '%PDF-1.7'))
    const { answers, lot, tenderDigest } = reopened().get(id)
    expect([lot, tenderDigest]).toEqual(['1', workspace.tenderDigest])
    expect([...answers]).toEqual([
      ['letter', { kind: 'form', values: { manager: '张三', local: false } }],
      ['prices', { kind: 'schedule', rows: [{ item: 'earth', unitPrice: '10.01' }] }],
      ['qualification', { kind: 'file', attachment }],
    ])
  })
  it('are listed, the one changed last first', async () => {
    const [one, two] = [newDraft(), newDraft()]
    await new Promise((resolve) => { setTimeout(resolve, 5) })
    drafts.setForm(one, 'letter', {})
    expect(drafts.list().map((each) => [each.id, each.title, each.lot, each.answered])).toEqual([
      [one, '第二污水处理厂一期工程施工', '1', 1], [two, '第二污水处理厂一期工程施工', '1', 0],
    ])
  })
  it('have one answer for each section; another kind replaces it', async () => {
    const id = newDraft()
    await drafts.attach(id, 'letter', workspace.scratch.file('a.pdf', 'x'))
    drafts.setForm(id, 'letter', { manager: 'x' })
    expect(drafts.get(id).answers.get('letter')).toEqual({ kind: 'form', values: { manager: 'x' } })
    expect(files('attachments')).toEqual([])
    drafts.clear(id, 'letter')
    drafts.clear(id, 'letter')
    expect(drafts.get(id).answers.size).toBe(0)
  })
  it('that do not exist are refused by every method', async () => {
    const source = workspace.scratch.file('a.pdf', 'x')
    for (const use of [
      () => drafts.get('x'), () => drafts.remove('x'), () => drafts.setForm('x', 'a', {}), () => drafts.setSchedule('x', 'a', []), () => drafts.clear('x', 'a'),
    ]) expect(use).toThrow(refused('draft-unknown'))
    await expect(drafts.attach('x', 'a', source)).rejects.toThrow(refused('draft-unknown'))
    expect(() => drafts.create('0'.repeat(64), '1')).toThrow(refused('tender-unknown'))
    expect(() => drafts.create(workspace.tenderDigest, '../1')).toThrow(refused('bad-input'))
    expect(() => drafts.setForm(newDraft(), '../1', {})).toThrow(refused('bad-input'))
  })
})

describe('attachments', () => {
  it('are copied with their digests, in pieces, and report their progress', async () => {
    const content = Buffer.alloc(2_500_000, 'sealbid')
    const steps: number[] = []
    const attachment = await drafts.attach(newDraft(), 'qualification', workspace.scratch.file('big.pdf', content), { progress: (bytes) => steps.push(bytes) })
    expect(attachment).toMatchObject({ name: 'big.pdf', size: content.length, sha256: sha256(content), crc32: crc32(content) })
    expect(readFileSync(attachment.path).equals(content)).toBe(true)
    expect(attachment.path).toBe(join(workspace.folder, 'attachments', attachment.sha256.slice(0, 2), attachment.sha256))
    expect(steps).toEqual([1_048_576, 2_097_152, 2_500_000])
    await drafts.checkAttachment(attachment)
  })
  it('have the digest of nothing when they are empty', async () => {
    expect(await drafts.attach(newDraft(), 's', workspace.scratch.file('empty', ''))).toMatchObject({ size: 0, sha256: sha256(''), crc32: 0 })
  })
  it('share their content between drafts until the last one lets go', async () => {
    const source = workspace.scratch.file('a.pdf', 'shared')
    const [one, two] = [newDraft(), newDraft()]
    const first = await drafts.attach(one, 'a', source)
    const second = await drafts.attach(two, 'b', source, { name: '另一名称.pdf' })
    expect([second.path, second.name]).toEqual([first.path, '另一名称.pdf'])
    expect(second.id).not.toBe(first.id)
    drafts.remove(one)
    await drafts.checkAttachment(second)
    drafts.clear(two, 'b')
    expect(files('attachments')).toEqual([])
    expect(workspace.database.prepare('SELECT count(*) FROM contents').pluck().get()).toBe(0)
  })
  it('are replaced only by what is safe in the workspace', async () => {
    const id = newDraft()
    const old = await drafts.attach(id, 'a', workspace.scratch.file('old', 'old'))
    await expect(drafts.attach(id, 'a', join(workspace.scratch.folder, 'gone'))).rejects.toThrow(refused('file-not-found'))
    await expect(drafts.attach(id, 'a', workspace.scratch.folder)).rejects.toThrow(refused('file-not-found'))
    await expect(drafts.attach(id, 'a', workspace.scratch.file('x', 'x'), { name: '../x' })).rejects.toThrow(refused('bad-input'))
    expect(drafts.get(id).answers.get('a')).toEqual({ kind: 'file', attachment: old })
    await drafts.attach(id, 'a', workspace.scratch.file('new', 'new'))
    expect(files('attachments')).toEqual([sha256('new')])
  })
  it('can be cancelled on the way and leave nothing behind', async () => {
    const id = newDraft()
    const controller = new AbortController()
    const source = workspace.scratch.file('big', Buffer.alloc(4_000_000))
    const seen: number[] = []
    await expect(drafts.attach(id, 'a', source, { signal: controller.signal, progress: (bytes) => { seen.push(bytes); controller.abort() } }))
      .rejects.toThrow(refused('cancelled'))
    expect(seen).toEqual([1_048_576])
    expect([files('temporary'), files('attachments'), drafts.get(id).answers.size]).toEqual([[], [], 0])
  })
  it('have names in one normal form', async () => {
    const decomposed = 're\u0301sume\u0301.pdf'
    expect((await drafts.attach(newDraft(), 'a', workspace.scratch.file(decomposed, 'x'))).name).toBe('r\u00e9sum\u00e9.pdf')
  })
  it('that were changed, cut or removed are found out, and mended by attaching them again', async () => {
    const id = newDraft()
    const source = workspace.scratch.file('a', 'content')
    const attachment = await drafts.attach(id, 'a', source)
    for (const damage of [
      () => writeFileSync(attachment.path, 'c0ntent'), () => appendFileSync(attachment.path, '!'), () => writeFileSync(attachment.path, ''), () => rmSync(attachment.path),
    ]) {
      damage()
      await expect(drafts.checkAttachment(attachment)).rejects.toThrow(refused('attachment-damaged'))
      await drafts.checkAttachment(await drafts.attach(id, 'a', source))
    }
  })
  it('are stored by two programs at once without loss', async () => {
    const connection = openDatabase(join(workspace.folder, 'workspace.sqlite'))
    const other = new Drafts(connection, workspace.folder)
    const [one, two] = [newDraft(), newDraft()]
    const source = workspace.scratch.file('a', Buffer.alloc(300_000, 'a'))
    for (let i = 0; i < 20; i++) {
      const [, kept] = await Promise.all([drafts.attach(one, 'a', source).then(() => drafts.clear(one, 'a')), other.attach(two, 'b', source)])
      await other.checkAttachment(kept)
    }
    connection.close()
  })
})

describe('leftovers', () => {
  const dead = 2 ** 22 + 1
  it('of a process that has died are swept at the next open, those of others are not', () => {
    const put = (name: string): void => writeFileSync(join(workspace.folder, 'temporary', name), 'half')
    put(`${dead}-x.part`)
    put(`${process.pid}-not-mine.part`)
    put(`${process.ppid}-alive.part`)
    reopened()
    expect(files('temporary')).toEqual([`${process.ppid}-alive.part`])
  })
  it('do not include what this process is writing just now', async () => {
    const id = newDraft()
    const source = workspace.scratch.file('big', Buffer.alloc(3_000_000))
    const attachment = await drafts.attach(id, 'a', source, { progress: () => new Drafts(workspace.database, workspace.folder) })
    await drafts.checkAttachment(attachment)
  })
  it('that no row names are swept, and what is named stays', async () => {
    const id = newDraft()
    const attachment = await drafts.attach(id, 'a', workspace.scratch.file('a', 'a'))
    const stray = join(workspace.folder, 'attachments', '00')
    mkdirSync(stray)
    writeFileSync(join(stray, '0'.repeat(64)), 'never committed')
    writeFileSync(join(stray, attachment.sha256), 'in the wrong place')
    writeFileSync(join(workspace.folder, 'tenders', `${'0'.repeat(64)}.etender`), 'never committed')
    workspace.database.prepare('INSERT INTO contents VALUES (?, 1, 1)').run('1'.repeat(64))
    reopened()
    expect(files('attachments')).toEqual([attachment.sha256])
    expect(files('tenders')).toEqual([`${workspace.tenderDigest}.etender`])
    expect(workspace.database.prepare('SELECT count(*) FROM contents').pluck().get()).toBe(1)
    await drafts.checkAttachment(attachment)
  })
})
