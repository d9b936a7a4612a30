import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { importResponse, readResponse } from '../../../../main/drafts/response-folder.ts'
import { sha256, Workspace } from './a-workspace.ts'

let workspace: Workspace
let folder: string
let draft: string
beforeEach(async () => {
  workspace = await new Workspace().withTender()
  folder = join(workspace.scratch.folder, 'response')
  mkdirSync(join(folder, 'files'), { recursive: true })
  writeFileSync(join(folder, 'files', '资格.pdf'), '%PDF-1.7')
  writeFileSync(join(workspace.scratch.folder, 'secret.pdf'), '%PDF-secret')
  draft = workspace.drafts.create(workspace.tenderDigest, '1').id
})
afterEach(() => workspace.remove())

const respond = (sections: object, lot = '1'): void => writeFileSync(join(folder, 'response.json'), JSON.stringify({ lot, sections }))
const run = (): Promise<void> => importResponse(workspace.drafts, draft, folder)
const refused = (code: string, items?: unknown): unknown => expect.objectContaining({ name: 'Refusal', code, ...(items === undefined ? {} : { items }) })
const untouched = (): void => expect(workspace.drafts.get(draft).answers.size).toBe(0)

describe('a response folder', () => {
  it('becomes the answers of a draft', async () => {
    respond({
      qualification: { file: 'files/资格.pdf' },
      letter: { form: { manager: '张三', local: true } },
      prices: { schedule: [{ item: 'earth', unitPrice: '10.01' }] },
    })
    expect(readResponse(folder).lot).toBe('1')
    await run()
    const { answers } = workspace.drafts.get(draft)
    expect(answers.get('letter')).toEqual({ kind: 'form', values: { manager: '张三', local: true } })
    expect(answers.get('prices')).toEqual({ kind: 'schedule', rows: [{ item: 'earth', unitPrice: '10.01' }] })
    expect(answers.get('qualification')).toMatchObject({ kind: 'file', attachment: { name: '资格.pdf', sha256: sha256('%PDF-1.7') } })
  })
  it('leaves sections alone that it does not name', async () => {
    workspace.drafts.setForm(draft, 'integrity', { accepted: true })
    respond({ letter: { form: {} } })
    await run()
    expect([...workspace.drafts.get(draft).answers.keys()]).toEqual(['integrity', 'letter'])
  })
  it('may hold links to its own files, which keep the name that is written', async () => {
    symlinkSync(join(folder, 'files', '资格.pdf'), join(folder, 'link.pdf'))
    respond({ qualification: { file: 'link.pdf' } })
    await run()
    expect(workspace.drafts.get(draft).answers.get('qualification')).toMatchObject({ attachment: { name: 'link.pdf', size: 8 } })
  })

  it.each(['../secret.pdf', 'files/../../secret.pdf', '/etc/hostname', '..', '.', 'a\u0000b', 'link-out.pdf', 'folder-out/secret.pdf'])('refuses %j', async (file) => {
    symlinkSync(join(workspace.scratch.folder, 'secret.pdf'), join(folder, 'link-out.pdf'))
    symlinkSync(workspace.scratch.folder, join(folder, 'folder-out'))
    respond({ letter: { form: {} }, qualification: { file } })
    await expect(run()).rejects.toThrow(refused('bad-input', [`sections.qualification.file: ${file}`]))
    untouched()
  })
  it('names every file that is missing before it sets anything', async () => {
    respond({ letter: { form: {} }, a: { file: 'gone.pdf' }, b: { file: 'files' }, c: { file: 'files/资格.pdf' } })
    await expect(run()).rejects.toThrow(refused('file-not-found', ['sections.a.file: gone.pdf', 'sections.b.file: files']))
    untouched()
  })
  it('is refused with every place that breaks the schema', async () => {
    respond({ a: { file: '' }, b: { schedule: [{ item: 'x', unitPrice: '1,5' }] } })
    const error = await run().catch((reason: unknown) => reason) as { code: string, items: string[] }
    expect(error.code).toBe('bad-input')
    expect(error.items.map((each) => each.split(':')[0])).toEqual(expect.arrayContaining([expect.stringContaining('sections.a'), expect.stringContaining('sections.b')]))
    untouched()
  })
  it('is refused without a readable response.json', async () => {
    await expect(run()).rejects.toThrow(refused('file-not-found'))
    writeFileSync(join(folder, 'response.json'), '{"lot": "1",')
    await expect(run()).rejects.toThrow(refused('bad-input'))
  })
  it('is refused for another lot than the draft is for', async () => {
    respond({}, '2')
    await expect(run()).rejects.toThrow(refused('bad-input'))
  })
  it('is refused for a draft that is not there', async () => {
    respond({})
    await expect(importResponse(workspace.drafts, 'x', folder)).rejects.toThrow(refused('draft-unknown'))
  })
})
