import { mkdtempSync, openSync, closeSync, ftruncateSync, writeSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openExact } from '../../../../main/container/zip-exact.ts'
import { bytesSource, fileSource } from '../../../../main/container/source.ts'
import { layOut, localHeader, localHeaderSize, type Entry } from '../../../../main/container/zip-layout.ts'

/** ZIP64 stands exactly where docs/formats.md says: APPNOTE 6.3.10, 4.5.3, without writing gigabytes. */

const max32 = 0xffffffff
const entry = (name: string, size: number): Entry => ({ name, size, crc32: 0x12345678 })

describe('local header', () => {
  test('of a small member', () => {
    const fields = '504b0304 1400 0008 0000 0000 2100 78563412 05000000 05000000 0100 0000 61'
    expect(localHeader(entry('a', 5)).toString('hex')).toBe(fields.replaceAll(' ', ''))
  })

  test('0xFFFFFFFE bytes need no ZIP64', () => {
    const header = localHeader(entry('a', max32 - 1))
    expect(header).toHaveLength(31)
    expect([header.readUInt16LE(4), header.readUInt32LE(18), header.readUInt16LE(28)]).toEqual([20, max32 - 1, 0])
  })

  test.each([max32, max32 + 1, 2 ** 40])('%i bytes stand in the ZIP64 field, both sizes', (size) => {
    const header = localHeader(entry('a', size))
    expect(header).toHaveLength(51)
    expect([header.readUInt16LE(4), header.readUInt32LE(18), header.readUInt32LE(22), header.readUInt16LE(28)]).toEqual([45, max32, max32, 20])
    expect([header.readUInt16LE(31), header.readUInt16LE(33)]).toEqual([1, 16])
    expect([Number(header.readBigUInt64LE(35)), Number(header.readBigUInt64LE(43))]).toEqual([size, size])
  })

  test('its size is known without it', () => {
    for (const size of [0, max32 - 1, max32]) expect(localHeaderSize('技术/a', size)).toBe(localHeader(entry('技术/a', size)).length)
  })
})

/** First record of the central directory whose name is given. */
function record(directory: Buffer, name: string): Buffer {
  const start = directory.indexOf(Buffer.from(name)) - 46
  return directory.subarray(start, start + 46 + name.length + directory.readUInt16LE(start + 30))
}

describe('central directory', () => {
  test('an offset of 0xFFFFFFFE needs no ZIP64, the next one does', () => {
    const offsetOf = (wanted: number) => layOut([entry('first', wanted - 35), entry('second', 1)])
    const plain = record(offsetOf(max32 - 1).directory, 'second')
    expect([plain.readUInt16LE(6), plain.readUInt32LE(42), plain.readUInt16LE(30)]).toEqual([20, max32 - 1, 0])
    const large = record(offsetOf(max32).directory, 'second')
    expect([large.readUInt16LE(4), large.readUInt16LE(6), large.readUInt32LE(42), large.readUInt16LE(30)]).toEqual([45, 45, max32, 12])
    expect([large.readUInt16LE(52), large.readUInt16LE(54), Number(large.readBigUInt64LE(56))]).toEqual([1, 8, max32])
  })

  test('a large member at a large offset has all three values', () => {
    const { directory, headers } = layOut([entry('first', 2 ** 33), entry('second', 2 ** 34)])
    const large = record(directory, 'second')
    expect(large.readUInt16LE(30)).toBe(28)
    expect([0, 1, 2].map((each) => Number(large.readBigUInt64LE(56 + each * 8)))).toEqual([2 ** 34, 2 ** 34, headers[1]])
  })
})

describe('end records', () => {
  const many = (count: number): Entry[] => Array.from({ length: count }, (_, index) => entry(String(index), 0))
  const endOf = (entries: Entry[]) => {
    const { directory, directoryOffset, size } = layOut(entries)
    return { end: directory.subarray(-22), before: directory.subarray(-98, -22), directory, directoryOffset, size }
  }

  test('65,534 members need no ZIP64', () => {
    const { end, before } = endOf(many(65_534))
    expect([end.readUInt16LE(8), end.readUInt16LE(10)]).toEqual([65_534, 65_534])
    expect(before.includes(Buffer.from('PK\u0006\u0006', 'latin1'))).toBe(false)
  })

  test('65,535 members do', () => {
    const { end, before, directory, directoryOffset, size } = endOf(many(65_535))
    expect([end.readUInt16LE(8), end.readUInt16LE(10)]).toEqual([0xffff, 0xffff])
    expect(before.readUInt32LE(0)).toBe(0x06064b50)
    expect([24, 32].map((at) => Number(before.readBigUInt64LE(at)))).toEqual([65_535, 65_535])
    expect(Number(before.readBigUInt64LE(48))).toBe(directoryOffset)
    expect(Number(before.readBigUInt64LE(40))).toBe(directory.length - 98)
    // The locator (4.3.15) points at the record.
    expect(before.readUInt32LE(56)).toBe(0x07064b50)
    expect(Number(before.readBigUInt64LE(64))).toBe(size - 98)
  })

  test('a directory that begins at 0xFFFFFFFF or later', () => {
    const plain = endOf([entry('a', max32 - 1 - 31)])
    expect(plain.end.readUInt32LE(16)).toBe(max32 - 1)
    expect(plain.directory).toHaveLength(47 + 22)
    const large = endOf([entry('a', max32 - 31)])
    expect(large.end.readUInt32LE(16)).toBe(max32)
    expect(large.directory).toHaveLength(47 + 98)
    expect(Number(large.before.readBigUInt64LE(48))).toBe(max32)
  })
})

describe('a file with a member of more than 4 GiB', () => {
  const entries = [{ name: 'first', size: 5, crc32: crc32('first') }, entry('large', max32 + 10), { name: 'last', size: 4, crc32: crc32('last') }]
  const { headers, contents, directory, directoryOffset, size } = layOut(entries)

  /** The large member is a hole in the file: nothing is written for it. */
  async function withFile(work: (file: string) => Promise<void>): Promise<void> {
    const folder = mkdtempSync(join(tmpdir(), 'sealbid-zip64-'))
    const file = join(folder, 'large.zip')
    const descriptor = openSync(file, 'w')
    try {
      ftruncateSync(descriptor, size)
      entries.forEach((each, index) => { writeSync(descriptor, localHeader(each), 0, undefined, headers[index]) })
      writeSync(descriptor, 'first', contents[0])
      writeSync(descriptor, 'last', contents[2])
      writeSync(descriptor, directory, 0, undefined, directoryOffset)
      await work(file)
    } finally {
      closeSync(descriptor)
      rmSync(folder, { recursive: true, force: true })
    }
  }

  test('is read by us and by unzip', async () => {
    await withFile(async (file) => {
      const archive = await openExact(await fileSource(file))
      expect(archive.members.map((each) => [each.name, each.size, each.offset])).toEqual(entries.map((each, index) => [each.name, each.size, contents[index]]))
      expect((await archive.read('last', 10)).toString()).toBe('last')
      await archive.close()
      expect(execFileSync('unzip', ['-p', file, 'last'], { encoding: 'utf8' })).toBe('last')
      expect(execFileSync('zipinfo', ['-l', file], { encoding: 'utf8' })).toContain(String(max32 + 10))
    })
  })

  test('is refused with one changed byte in its ZIP64 fields', async () => {
    await withFile(async (file) => {
      const descriptor = openSync(file, 'r+')
      try {
        // Compressed size in the local ZIP64 field, offset of the ZIP64 record in the locator.
        for (const [position, byte] of [[headers[1]! + 30 + 5 + 12, 0xff], [size - 22 - 12, 0xff]] as const) {
          writeSync(descriptor, Buffer.from([byte]), 0, 1, position)
          const source = await fileSource(file)
          await expect(openExact(source)).rejects.toMatchObject({ code: 'container-form' })
          await source.close()
          entries.forEach((each, index) => { writeSync(descriptor, localHeader(each), 0, undefined, headers[index]) })
        }
      } finally {
        closeSync(descriptor)
      }
    })
  })
})

test('a directory full of absurd sizes is a refusal and no crash', async () => {
  // Each size is a number that JavaScript holds exactly; their sum is more than 64 bits hold.
  const record = layOut([entry('a', 2 ** 52)]).directory.subarray(0, 46 + 1 + 20)
  const central = Buffer.concat(Array.from({ length: 5_000 }, () => record))
  const end = layOut([]).directory
  end.writeUInt32LE(central.length, 12)
  await expect(openExact(bytesSource(Buffer.concat([central, end])))).rejects.toMatchObject({ code: 'container-form' })
})
