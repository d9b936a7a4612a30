import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { entriesOf } from '../../../browser-host/dialog/folder.ts'

const folder = mkdtempSync(join(tmpdir(), 'sealbid-host-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the file dialog', () => {
  mkdirSync(join(folder, 'files/标段 一'), { recursive: true })
  for (const name of ['b.pdf', 'a.p12', '.hidden']) writeFileSync(join(folder, 'files', name), 'x')

  it('lists folders first, marks what fits and hides what is hidden', () => {
    expect(entriesOf(join(folder, 'files'), ['p12'])).toMatchObject({
      kind: 'folder', folder: join(folder, 'files'), parent: folder,
      entries: [{ name: '标段 一', kind: 'folder', matches: true }, { name: 'a.p12', matches: true, size: 1 }, { name: 'b.pdf', matches: false }],
    })
  })

  it('knows a file, a name that is free, and a place that is not there', () => {
    expect(entriesOf(join(folder, 'files/a.p12'), [])).toMatchObject({ kind: 'file', size: 1 })
    expect(entriesOf(join(folder, 'files/new.pdf'), [])).toMatchObject({ kind: 'nothing', hasFolder: true })
    expect(entriesOf(join(folder, 'nowhere/new.pdf'), [])).toMatchObject({ kind: 'nothing', hasFolder: false })
  })
})
