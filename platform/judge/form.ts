import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { Entry } from 'yauzl'
import { Refusal } from '../../interface/errors.ts'
import type { Header } from '../write/zip.ts'
import { directory, localHeader } from '../write/zip.ts'

type Read = (offset: number, length: number) => Promise<Buffer>

/**
 * The one byte form (docs/formats.md): from names, sizes and CRCs the headers are built again and compared with those in the file, so that no
 * byte outside the members can be changed unseen. The CRC is the reader's word until the members are read; those are covered by digests.
 */
export async function judgeForm(source: string | Buffer, entries: readonly Entry[]): Promise<void> {
  if (typeof source !== 'string') return compare((offset, length) => Promise.resolve(source.subarray(offset, offset + length)), source.length, entries)
  const handle = await open(source, 'r')
  try {
    await compare((offset, length) => readFully(handle, offset, length), (await handle.stat()).size, entries)
  } finally {
    await handle.close()
  }
}

async function compare(read: Read, size: number, entries: readonly Entry[]): Promise<void> {
  // No file that a platform takes needs ZIP64: the limit of a bid is 4 GiB.
  if (size >= 0xffffffff || entries.length >= 0xffff) throw new Refusal('container-size')
  const headers: Header[] = []
  let offset = 0
  for (const entry of entries) {
    const header = { name: entry.fileName, size: entry.uncompressedSize, crc: entry.crc32 }
    const expected = localHeader(header)
    if (entry.relativeOffsetOfLocalHeader !== offset || !(await read(offset, expected.length)).equals(expected)) {
      throw new Refusal('container-form', entry.fileName)
    }
    headers.push(header)
    offset += expected.length + header.size
  }
  const end = directory(headers)
  if (size !== offset + end.length || !(await read(offset, end.length)).equals(end)) throw new Refusal('container-form', 'central directory')
}

async function readFully(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, offset)
  return bytes.subarray(0, bytesRead)
}
