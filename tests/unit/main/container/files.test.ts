import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readExactly, writeFully, writeWhole } from '../../../../main/container/files.ts'
import { fileSource } from '../../../../main/container/source.ts'

/** Files that are whole or not there. */

let folder: string
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'sealbid-files-')) })
afterEach(() => { rmSync(folder, { recursive: true, force: true }) })

const write = (name: string, text: string, options?: { replace?: boolean }): Promise<string> => writeWhole(join(folder, name), async (handle) => {
  await writeFully(handle, Buffer.from(text), 0)
  return text
}, options)

test('a file appears with all of its contents, private', async () => {
  expect(await write('a', 'contents')).toBe('contents')
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('contents')
  expect(readdirSync(folder)).toEqual(['a'])
  if (process.platform !== 'win32') expect(statSync(join(folder, 'a')).mode & 0o777).toBe(0o600)
})

test('while it is written the old one stands', async () => {
  await write('a', 'old')
  await writeWhole(join(folder, 'a'), async (handle) => {
    await writeFully(handle, Buffer.from('new'), 0)
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old')
  })
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('new')
})

test('a failure in the middle leaves the old one and nothing else', async () => {
  await write('a', 'old')
  await expect(writeWhole(join(folder, 'a'), async (handle) => {
    await writeFully(handle, Buffer.from('half'), 0)
    throw new Error('the power went')
  })).rejects.toThrow('the power went')
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old')
  expect(readdirSync(folder)).toEqual(['a'])
})

test('what must not be replaced is not', async () => {
  await write('a', 'old')
  await expect(write('a', 'new', { replace: false })).rejects.toMatchObject({ code: 'file-exists' })
  mkdirSync(join(folder, 'b'))
  await expect(write('b', 'new')).rejects.toMatchObject({ code: 'file-exists' })
  await expect(write('missing/a', 'new')).rejects.toMatchObject({ code: 'file-not-found' })
  expect(readdirSync(folder).sort()).toEqual(['a', 'b'])
})

test('reading beyond the end is refused', async () => {
  writeFileSync(join(folder, 'a'), '0123456789')
  const source = await fileSource(join(folder, 'a'))
  expect((await source.read(3, 4)).toString()).toBe('3456')
  await expect(source.read(8, 4)).rejects.toMatchObject({ code: 'container-size' })
  await source.close()
})

test('a folder and a missing file are no sources', async () => {
  await expect(fileSource(folder)).rejects.toMatchObject({ code: 'file-not-found' })
  await expect(fileSource(join(folder, 'missing'))).rejects.toMatchObject({ code: 'file-not-found' })
  expect(existsSync(join(folder, 'missing'))).toBe(false)
})

test('a large write and a large read come in one piece', async () => {
  const bytes = Buffer.alloc(3_000_000, 7)
  await writeWhole(join(folder, 'a'), async (handle) => {
    await writeFully(handle, bytes, 10)
    expect((await readExactly(handle, 10, bytes.length)).equals(bytes)).toBe(true)
  })
  expect(statSync(join(folder, 'a')).size).toBe(bytes.length + 10)
})
