import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Keys } from '../../../../main/bridge/keys.ts'
import { openPkcs12 } from '../../../../main/certificates/pkcs12.ts'
import { Person, WindowDesk, willing } from '../../../support/bridge.ts'
import { practiceFolder } from '../../../support/practice.ts'

let desk: WindowDesk
beforeEach(async () => { desk = await WindowDesk.open({ practice: await practiceFolder() }) })
afterEach(async () => {
  vi.useRealTimers()
  await desk.end()
})

const passwords = (...typed: string[]) => () => ({ confirmed: true, password: typed.shift() ?? '' })

describe('importing', () => {
  it('copies the file whole and private, and lists it without its password', async () => {
    const id = await desk.certificate('bidder-a')
    const stored = join(desk.folder, 'keys', `${id}.p12`)
    expect(readFileSync(stored)).toEqual(readFileSync(join(desk.practice, 'bidder-a.p12')))
    if (process.platform !== 'win32') expect(statSync(stored).mode & 0o777).toBe(0o600)
    const [view] = await desk.ask('certificates.list')
    expect(view).toMatchObject({ id, same: false, practice: true, unlocked: true, holder: { id: '913205997149382018' }, signing: { keyType: 'rsa', verdict: { state: 'valid' } } })
    expect(JSON.stringify(view)).not.toContain(desk.password('bidder-a'))
    expect(await desk.certificate('bidder-a')).toBe(id)
    expect(await desk.ask('certificates.list')).toHaveLength(1)
  })

  it('asks again for a wrong password, says so, and ends after five', async () => {
    desk.person.reply = passwords('no', desk.password('bidder-b'))
    await desk.ask('practice.import', { name: 'bidder-b' })
    expect(desk.person.asked.map((each) => each.kind === 'password' && each.password.wrong)).toEqual([false, true])
    desk.person.asked.length = 0
    desk.person.reply = passwords()
    expect(await desk.codeOf('practice.import', { name: 'agency' })).toBe('password-wrong')
    expect(desk.person.asked).toHaveLength(5)
    expect(await desk.ask('certificates.list')).toHaveLength(1)
    expect(readdirSync(join(desk.folder, 'keys'))).toHaveLength(1)
  })

  it('ends where the person closes the window', async () => {
    desk.person.reply = () => ({ confirmed: false })
    expect(await desk.codeOf('practice.import', { name: 'agency' })).toBe('cancelled')
  })

  it('tells the practice password for the very files of the practice folder only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'sealbid-keys-'))
    try {
      copyFileSync(join(desk.practice, 'agency.p12'), join(folder, 'mine.p12'))
      await desk.ask('certificates.import', { file: await desk.file(join(folder, 'mine.p12')) })
      expect(desk.person.asked.at(-1)).toMatchObject({ purpose: 'import', password: { subject: 'mine.p12', hint: desk.password('agency') } })
      writeFileSync(join(folder, 'other.p12'), Buffer.concat([readFileSync(join(folder, 'mine.p12')), Buffer.from([0])]))
      await desk.codeOf('certificates.import', { file: await desk.file(join(folder, 'other.p12')) })
      expect(desk.person.asked.at(-1)).toMatchObject({ password: { hint: null } })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('refuses what is no key file', async () => {
    expect(await desk.codeOf('certificates.import', { file: await desk.file(join(desk.practice, 'trust.json')) })).toBe('key-file-unreadable')
  })
})

describe('a key', () => {
  it('is locked by the person, and asked for again', async () => {
    const certificate = await desk.certificate('bidder-a')
    expect(await desk.ask('certificates.lock', { certificate })).toMatchObject({ unlocked: false })
    expect(desk.person.events.at(-1)).toEqual({ event: 'certificates', value: null })
    expect(await desk.ask('certificates.unlock', { certificate })).toMatchObject({ unlocked: true })
    expect(desk.person.asked.at(-1)).toMatchObject({ kind: 'password', purpose: 'unlock', facts: expect.arrayContaining([expect.objectContaining({ label: 'serial' })]) })
    expect(await desk.codeOf('certificates.unlock', { certificate: '0'.repeat(32) })).toBe('certificate-unknown')
  })

  it('is let go after half an hour without use, not before', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const certificate = await desk.certificate('bidder-a')
    const isOpen = async (): Promise<boolean> => (await desk.ask('certificates.list'))[0]!.unlocked
    vi.advanceTimersByTime(29 * 60_000)
    expect(await isOpen()).toBe(true)
    await desk.ask('certificates.unlock', { certificate })
    vi.advanceTimersByTime(29 * 60_000)
    expect(await isOpen()).toBe(true)
    vi.advanceTimersByTime(2 * 60_000)
    expect(await isOpen()).toBe(false)
  })

  it('is asked for once by two works that need it, and nobody is buried under questions', async () => {
    const certificate = await desk.certificate('bidder-a')
    await desk.ask('certificates.lock', { certificate })
    desk.person.asked.length = 0
    const codes = await Promise.all(Array.from({ length: 6 }, () => desk.codeOf('certificates.unlock', { certificate })))
    expect(codes).toEqual(['ok', 'ok', 'ok', 'ok', 'too-many', 'too-many'])
    expect(desk.person.asked).toHaveLength(1)
  })

  it('is removed only after a confirmation', async () => {
    const certificate = await desk.certificate('bidder-a')
    desk.person.reply = () => ({ confirmed: false })
    expect(await desk.codeOf('certificates.remove', { certificate })).toBe('cancelled')
    desk.person.reply = willing
    await desk.ask('certificates.remove', { certificate })
    expect(desk.person.asked.at(-1)).toMatchObject({ act: 'remove-certificate', warnings: ['practice'], password: null })
    expect(await desk.ask('certificates.list')).toEqual([])
    expect(existsSync(join(desk.folder, 'keys', `${certificate}.p12`))).toBe(false)
  })

  it('is confirmed and opened in one question', async () => {
    const person = new Person()
    const file = await desk.workspace.keyFiles.add(readFileSync(join(desk.practice, 'agency.p12')), 'agency.p12',
      await openPkcs12(readFileSync(join(desk.practice, 'agency.p12')), desk.password('agency')))
    const keys = new Keys(desk.workspace.keyFiles, person, null)
    person.reply = passwords('wrong', desk.password('agency'))
    const identity = await keys.confirm(file.id, { act: 'publish', facts: [], warnings: [] })
    expect(identity.holder).toEqual(file.holder)
    expect(person.asked).toMatchObject([{ kind: 'confirm', act: 'publish', password: { wrong: false, hint: null } }, { kind: 'confirm', password: { wrong: true } }])
    await keys.confirm(file.id, { act: 'publish', facts: [], warnings: [] })
    expect(person.asked.at(-1)).toMatchObject({ kind: 'confirm', password: null })
    keys.lockAll()
  })
})

describe('practice', () => {
  it('lists who takes part, with the role that a name says', async () => {
    await desk.certificate('tenderer')
    const identities = await desk.ask('practice.identities')
    expect(identities.map(({ name, role, backup, imported }) => [name, role, backup, imported])).toEqual([
      ['agency', 'agency', false, false], ['tenderer', 'tenderer', false, true], ['tenderer-backup', 'tenderer', true, false],
      ['bidder-a', 'bidder', false, false], ['bidder-a-backup', 'bidder', true, false], ['bidder-b', 'bidder', false, false],
    ])
    expect(await desk.codeOf('practice.import', { name: '../../etc/passwd' })).toBe('file-not-found')
  })
})
