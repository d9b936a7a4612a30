import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ByteStore } from '../../../../main/bridge/bytes.ts'
import { Tokens } from '../../../../main/bridge/tokens.ts'
import { WorkspaceFolder } from '../../../../main/drafts/workspace-folder.ts'
import { WindowDesk, job, tokenOf } from '../../../support/bridge.ts'
import { practiceFolder } from '../../../support/practice.ts'

const own = { frame: 'own' }
const other = { frame: 'other' }
const mebibyte = 1024 * 1024
let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sealbid-tokens-')) })
afterEach(() => {
  vi.useRealTimers()
  rmSync(folder, { recursive: true, force: true })
})

describe('a token', () => {
  it('is 32 random bytes and belongs to one frame', () => {
    const tokens = new Tokens<string>(1_000)
    const token = tokens.issue(own, 'value')
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(tokens.issue(own, 'value')).not.toBe(token)
    expect(tokens.get(token, own)).toBe('value')
    expect(() => tokens.get(token, other)).toThrow('token-unknown')
    expect(() => tokens.get('x'.repeat(43), own)).toThrow('token-unknown')
  })

  it('expires, and what it stood for is let go', () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const ended: string[] = []
    const tokens = new Tokens<string>(1_000, { onEnd: (value) => { ended.push(value) } })
    const token = tokens.issue(own, 'value')
    vi.setSystemTime(Date.now() + 999)
    expect(tokens.get(token, own)).toBe('value')
    vi.setSystemTime(Date.now() + 1)
    expect(() => tokens.get(token, own)).toThrow('token-unknown')
    expect(() => tokens.bearer(token)).toThrow('token-unknown')
    expect(ended).toEqual(['value'])
  })

  it('is not given without end', () => {
    const tokens = new Tokens<number>(1_000, { limit: 2 })
    tokens.issue(own, 1)
    tokens.issue(own, 2)
    expect(() => tokens.issue(own, 3)).toThrow('too-many')
  })
})

describe('a chosen file', () => {
  it('is known to the frame that chose it, for half an hour and until the frame is gone', async () => {
    const desk = await WindowDesk.open({ practice: await practiceFolder() })
    try {
      const path = join(folder, 'a.etender')
      writeFileSync(path, 'x')
      desk.person.choice = [path]
      const [chosen] = await desk.ask('files.choose', { purpose: 'verify' })
      expect(chosen).toMatchObject({ name: 'a.etender', size: 1, kind: 'tender' })
      const inspect = (frame?: string): Promise<string> => desk.codeOf('files.inspect', { file: chosen!.token, job: job() }, frame)
      expect(await inspect()).toBe('ok')
      expect(await inspect('another frame')).toBe('token-unknown')
      vi.useFakeTimers({ toFake: ['Date'] })
      vi.setSystemTime(Date.now() + 31 * 60_000)
      expect(await inspect()).toBe('token-unknown')
      vi.useRealTimers()
      const again = await desk.file(path)
      desk.bridge.forgetFrame(desk.frame)
      expect(await desk.codeOf('files.inspect', { file: again, job: job() })).toBe('token-unknown')
    } finally {
      await desk.end()
    }
  })

  it('that was opened by double click waits for the window and is handed over once', async () => {
    const desk = await WindowDesk.open({ practice: await practiceFolder() })
    try {
      writeFileSync(join(folder, 'b.ebid'), 'x')
      desk.bridge.openedFile(join(folder, 'b.ebid'))
      desk.bridge.openedFile(join(folder, 'gone.ebid'))
      expect(desk.person.events).toContainEqual({ event: 'opened', value: null })
      expect((await desk.ask('app.opened')).map((each) => each.name)).toEqual(['b.ebid'])
      expect(await desk.ask('app.opened')).toEqual([])
    } finally {
      await desk.end()
    }
  })
})

describe('bytes by range', () => {
  it('come from the file that was offered, in slices of at most 8 MiB', async () => {
    const store = new ByteStore(new WorkspaceFolder(folder))
    const file = join(folder, 'sealed.bin')
    writeFileSync(file, Buffer.alloc(9 * mebibyte, 7))
    const token = tokenOf(await store.offer(own, file, 9 * mebibyte))
    expect(store.size(token)).toBe(9 * mebibyte)
    expect(await store.read(token, 8 * mebibyte, 9 * mebibyte)).toEqual(Buffer.alloc(mebibyte, 7))
    for (const [start, end] of [[0, 8 * mebibyte + 1], [-1, 5], [5, 4], [0, 9 * mebibyte + 1], [0.5, 2], [Number.NaN, 1]] as const) {
      await expect(store.read(token, start, end)).rejects.toMatchObject({ code: 'bad-input' })
    }
    store.forgetFrame('other')
    expect(store.size(token)).toBe(9 * mebibyte)
    store.forgetFrame('own')
    await expect(store.read(token, 0, 1)).rejects.toMatchObject({ code: 'token-unknown' })
  })

  it('are not offered where the file is gone or has another size', async () => {
    const store = new ByteStore(new WorkspaceFolder(folder))
    writeFileSync(join(folder, 'short'), 'xx')
    await expect(store.offer(own, join(folder, 'short'), 3)).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(store.offer(own, join(folder, 'none'), 3)).rejects.toMatchObject({ code: 'file-not-found' })
  })
})

describe('a package on its way in', () => {
  const announced = { tender: 'T-1', digest: 'a'.repeat(64), size: 10 }

  it('is written in order, never above what was announced, and taken as a whole only', async () => {
    const store = new ByteStore(new WorkspaceFolder(folder))
    const { incoming } = store.expect(own, announced)
    await store.write(incoming, 0, Buffer.from('01234'))
    await expect(store.write(incoming, 0, Buffer.from('x'))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(store.write(incoming, 6, Buffer.from('x'))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(store.write(incoming, 5, Buffer.from('567890'))).rejects.toMatchObject({ code: 'too-large' })
    await expect(store.write(incoming, 5, Buffer.alloc(8 * mebibyte + 1))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(store.take(incoming, own, async () => 'taken')).rejects.toMatchObject({ code: 'upload-incomplete' })
    await store.write(incoming, 5, Buffer.from('56789'))
    await expect(store.take(incoming, other, async () => 'taken')).rejects.toMatchObject({ code: 'token-unknown' })
    expect(await store.take(incoming, own, async () => 'taken')).toBe('taken')
    await expect(store.write(incoming, 10, Buffer.from(''))).rejects.toMatchObject({ code: 'token-unknown' })
    expect(readdirSync(join(folder, 'temporary'))).toEqual([])
  })

  it('goes with the frame, and there are never many', async () => {
    const store = new ByteStore(new WorkspaceFolder(folder))
    for (let each = 0; each < 4; each++) await store.write(store.expect(own, announced).incoming, 0, Buffer.from('x'))
    expect(() => store.expect(other, announced)).toThrow('too-many')
    expect(readdirSync(join(folder, 'temporary'))).toHaveLength(4)
    store.forgetFrame('own')
    expect(readdirSync(join(folder, 'temporary'))).toEqual([])
  })
})
