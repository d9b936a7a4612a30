import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sweepSealed } from '../../../../main/bridge/bids.ts'
import { writeWhole } from '../../../../main/container/files.ts'
import { Definitions } from '../../../../main/drafts/definitions.ts'
import { KeyFiles } from '../../../../main/drafts/key-files.ts'
import { Settings } from '../../../../main/drafts/settings.ts'
import { WorkspaceFolder } from '../../../../main/drafts/workspace-folder.ts'
import { identityIn } from '../../../support/desk.ts'
import { practiceFolder } from '../../../support/practice.ts'
import { Workspace } from './a-workspace.ts'

/** What a crash may leave behind between a file and its row goes at the next start; what is named stays. */

let workspace: Workspace
let folder: WorkspaceFolder
beforeEach(() => {
  workspace = new Workspace()
  folder = new WorkspaceFolder(workspace.folder)
})
afterEach(() => workspace.remove())

const stray = (path: string): string => {
  const file = join(workspace.folder, path)
  mkdirSync(join(file, '..'), { recursive: true })
  writeFileSync(file, 'stray')
  return file
}

it('key files without a row', async () => {
  const keyFiles = new KeyFiles(workspace.database, folder)
  const { id } = await keyFiles.add(Buffer.from('a key file'), 'a.p12', await identityIn(await practiceFolder(), 'bidder-b'))
  const left = stray('keys/0123.p12')
  keyFiles.sweep()
  expect(existsSync(left)).toBe(false)
  expect(existsSync(join(workspace.folder, `keys/${id}.p12`))).toBe(true)
  await expect(keyFiles.open(id, 'x')).rejects.toMatchObject({ code: 'key-file-unreadable' })
})

it('folders of definitions without a row', () => {
  const definitions = new Definitions(workspace.database, folder)
  const id = definitions.create({}, null)
  const [kept, left] = [stray(`definitions/${id}/documents/a.pdf`), stray('definitions/gone/documents/a.pdf')]
  definitions.sweep()
  expect([kept, left].map((each) => existsSync(each))).toEqual([true, false])
})

it('packages of a process that has died, but not of one that works', () => {
  const own = folder.temporaryFile()
  writeFileSync(own.path, 'x')
  const left = stray('temporary/999999999-dead.part')
  folder.sweepTemporary()
  expect([own.path, left].map((each) => existsSync(each))).toEqual([true, false])
  own.remove()
  expect(existsSync(own.path)).toBe(false)
})

it('a setting is what was set last, also for the next program', () => {
  const settings = new Settings(workspace.database)
  expect(settings.get('language')).toBeNull()
  settings.set('language', 'zh')
  settings.set('language', 'en')
  workspace.reopen()
  expect(new Settings(workspace.database).get('language')).toBe('en')
})

it('a bid that was being sealed when the program was killed, and nothing else in that folder', async () => {
  const whole = stray(`sealed/${randomUUID()}-20261208T010000000Z.ebid`)
  const foreign = stray('sealed/.other.part')
  let unfinished = ''
  await writeWhole(join(workspace.folder, `sealed/${randomUUID()}-20261208T010000000Z.ebid`), async (_handle, path) => { unfinished = path })
  writeFileSync(unfinished, 'half')
  sweepSealed(folder)
  expect([unfinished, foreign, whole].map((each) => existsSync(each))).toEqual([false, true, true])
})
