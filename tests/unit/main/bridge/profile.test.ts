import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createBridge, type MainBridge } from '../../../../main/bridge/index.ts'
import { openProfile } from '../../../../main/bridge/profile.ts'
import { defaultFolder } from '../../../../main/default-folder.ts'
import { assets, Person, WindowDesk } from '../../../support/bridge.ts'
import { practiceFolder } from '../../../support/practice.ts'

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sealbid-profile-')) })
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const production = async (): Promise<MainBridge> => {
  const profile = await openProfile({ SEALBID_WORKSPACE: join(folder, 'real') })
  return createBridge({ ...profile, desktop: new Person(), version: '1', assets, practiceFolder: await practiceFolder(), rehearsalPlatform: 'http://127.0.0.1:8470' })
}
const sender = { frame: 'f' }

describe('the production profile', () => {
  it('knows nothing of a rehearsal: no identities, no platform, no other time than the machine\'s', async () => {
    const { handlers, close } = await production()
    expect(await handlers['app.state']({}, sender)).toMatchObject({ profile: 'production', clock: 'computer', rehearsalPlatform: null })
    expect(await handlers['practice.identities']({}, sender)).toEqual([])
    await expect(handlers['practice.setTime']({ time: '2030-01-01T00:00:00Z' }, sender)).rejects.toMatchObject({ code: 'not-practice' })
    await expect(handlers['practice.import']({ name: 'agency' }, sender)).rejects.toMatchObject({ code: 'not-practice' })
    const { now } = await handlers['app.state']({}, sender)
    expect(Math.abs(Date.parse(now) - Date.now())).toBeLessThan(5_000)
    await close()
  })

  it('refuses practice certificates', async () => {
    const { workspace, clock } = await openProfile({ SEALBID_WORKSPACE: join(folder, 'real') })
    const person = new Person()
    const practice = await practiceFolder()
    const passwords = JSON.parse(readFileSync(join(practice, 'passwords.json'), 'utf8')) as Record<string, string>
    person.reply = () => ({ confirmed: true, password: passwords.agency! })
    const { handlers, close } = createBridge({ workspace, clock, desktop: person, version: '1', assets })
    const { token } = await handlers['files.dropped']({ path: join(practice, 'agency.p12') }, sender)
    await expect(handlers['certificates.import']({ file: token }, sender)).rejects.toMatchObject({ code: 'practice-certificate' })
    expect(await handlers['certificates.list']({}, sender)).toEqual([])
    await close()
  })

  it('takes no other trust from the environment than a rehearsal\'s', async () => {
    const list = JSON.parse(readFileSync(join(assets, 'trust/production.json'), 'utf8')) as object
    writeFileSync(join(folder, 'trust.json'), JSON.stringify(list))
    await expect(openProfile({ SEALBID_TRUST: join(folder, 'trust.json'), SEALBID_WORKSPACE: join(folder, 'w') })).rejects.toMatchObject({ code: 'not-practice' })
    writeFileSync(join(folder, 'broken.json'), '{')
    await expect(openProfile({ SEALBID_TRUST: join(folder, 'broken.json'), SEALBID_WORKSPACE: join(folder, 'w') })).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('what a person set', () => {
  it('is there again in the next run: language, theme, place, and the rehearsal\'s time', async () => {
    const first = await WindowDesk.open({ practice: await practiceFolder(), folder: join(folder, 'practice') })
    expect(await first.ask('app.state')).toMatchObject({ language: 'zh', theme: 'system', place: null, profile: 'practice', clock: 'computer' })
    await first.ask('app.configure', { language: 'en', place: '/projects/1' })
    await first.ask('practice.setTime', { time: '2026-12-22T09:30:00+08:00' })
    await first.end()
    const second = await WindowDesk.open({ practice: await practiceFolder(), folder: join(folder, 'practice') })
    expect(await second.ask('app.state')).toMatchObject({ language: 'en', theme: 'system', place: '/projects/1', clock: 'rehearsal', now: expect.stringMatching(/^2026-12-22T01:30/) })
    expect(await second.codeOf('app.configure', { language: 'fr' })).toBe('bad-input')
    await second.end()
  })
})

it('data lies where each system puts it', () => {
  const environment = { XDG_DATA_HOME: '/data', LOCALAPPDATA: 'C:\\Data' }
  const expected = process.platform === 'win32' ? join('C:\\Data', 'SealBid') : process.platform === 'darwin' ? defaultFolder({}) : '/data/sealbid'
  expect(defaultFolder(environment)).toBe(expected)
})
