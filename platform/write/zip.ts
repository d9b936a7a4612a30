import { crc32 } from 'node:zlib'

export interface Member { name: string, bytes: Uint8Array }

/** 1980-01-01 00:00 in MS-DOS form: what we write has no clock of its own. */
const dosDate = 0x0021
const utf8Flag = 0x0800
const version = 20

/** What the headers of a member say; from a list of these the headers have exactly one form. */
export interface Header { name: string, size: number, crc: number }

/**
 * ZIP in the one byte form of docs/formats.md: stored, UTF-8, fixed time, no data descriptors, no extra fields. For what the platform writes
 * itself, which is small; throws a RangeError where ZIP64 would be needed.
 */
export function writeZip(members: readonly Member[]): Buffer {
  const headers = members.map(({ name, bytes }) => ({ name, size: bytes.length, crc: crc32(bytes) }))
  const parts = members.flatMap(({ bytes }, index) => [localHeader(headers[index] ?? raise()), bytes])
  return Buffer.concat([...parts, directory(headers)])
}

/** Local file header and name (APPNOTE 4.3.7). */
export const localHeader = (header: Header): Buffer => Buffer.concat([signature(0x04034b50), commonFields(header), Buffer.from(header.name, 'utf8')])

/** Central directory and its end (APPNOTE 4.3.12, 4.3.16) for members that follow each other without a gap. */
export function directory(headers: readonly Header[]): Buffer {
  let offset = 0
  const parts = headers.map((header) => {
    const entry = Buffer.concat([signature(0x02014b50), word(version), commonFields(header), centralTail(offset), Buffer.from(header.name, 'utf8')])
    offset += localHeader(header).length + header.size
    return entry
  })
  const central = Buffer.concat(parts)
  if (offset + central.length >= 0xffffffff || headers.length >= 0xffff) raise()
  return Buffer.concat([central, end(headers.length, central.length, offset)])
}

function raise(): never {
  throw new RangeError('too large for a ZIP without ZIP64')
}

/** Version needed … extra field length: the same in local header and central directory. */
function commonFields({ name, size, crc }: Header): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(version, 0)
  fields.writeUInt16LE(utf8Flag, 2)
  fields.writeUInt16LE(dosDate, 8)
  fields.writeUInt32LE(crc, 10)
  fields.writeUInt32LE(size, 14)
  fields.writeUInt32LE(size, 18)
  fields.writeUInt16LE(Buffer.byteLength(name), 22)
  return fields
}

/** Comment length, disk, internal and external attributes (all zero), offset of the local header. */
function centralTail(offset: number): Buffer {
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(offset, 10)
  return tail
}

function end(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(count, 8)
  record.writeUInt16LE(count, 10)
  record.writeUInt32LE(size, 12)
  record.writeUInt32LE(offset, 16)
  return record
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(2)
  bytes.writeUInt16LE(value)
  return bytes
}
