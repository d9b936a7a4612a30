/**
 * The one ZIP form of docs/formats.md. A list of (name, size, CRC-32) determines every byte but the contents; the writer writes
 * these bytes and the reader compares with them. APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.14–16, 4.5.3.
 */

export interface Entry {
  name: string
  /** Bytes; stored, so both sizes are this one. */
  size: number
  crc32: number
}

export interface Layout {
  /** Offset of each entry's local header. */
  headers: number[]
  /** Offset of each entry's contents. */
  contents: number[]
  /** Central directory and end records. */
  directory: Buffer
  /** Offset of the central directory. */
  directoryOffset: number
  /** Size of the whole file. */
  size: number
}

const max32 = 0xffffffff
const max16 = 0xffff
/** 1980-01-01, the earliest date that DOS knows. */
const dosDate = 0x0021
const utf8Flag = 0x0800

const needsZip64 = (entry: Entry): boolean => entry.size >= max32

const uint64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64LE(BigInt(value))
  return bytes
}

/** ZIP64 extended information (4.5.3) with the given values, or nothing. */
function zip64Extra(values: readonly number[]): Buffer {
  if (values.length === 0) return Buffer.alloc(0)
  const head = Buffer.alloc(4)
  head.writeUInt16LE(0x0001, 0)
  head.writeUInt16LE(values.length * 8, 2)
  return Buffer.concat([head, ...values.map(uint64)])
}

/** Local file header of an entry. */
export function localHeader(entry: Entry): Buffer {
  const name = Buffer.from(entry.name)
  const extra = zip64Extra(needsZip64(entry) ? [entry.size, entry.size] : [])
  const head = Buffer.alloc(30)
  head.writeUInt32LE(0x04034b50, 0)
  writeCommon(head, 4, entry, needsZip64(entry) ? 45 : 20, name.length, extra.length)
  return Buffer.concat([head, name, extra])
}

/** The fields that local header and central directory have in common, from `version needed` to `extra length`. */
function writeCommon(head: Buffer, at: number, entry: Entry, version: number, nameLength: number, extraLength: number): void {
  head.writeUInt16LE(version, at)
  head.writeUInt16LE(utf8Flag, at + 2)
  head.writeUInt16LE(0, at + 4)
  head.writeUInt16LE(0, at + 6)
  head.writeUInt16LE(dosDate, at + 8)
  head.writeUInt32LE(entry.crc32, at + 10)
  const size = needsZip64(entry) ? max32 : entry.size
  head.writeUInt32LE(size, at + 14)
  head.writeUInt32LE(size, at + 18)
  head.writeUInt16LE(nameLength, at + 22)
  head.writeUInt16LE(extraLength, at + 24)
}

function directoryHeader(entry: Entry, offset: number): Buffer {
  const name = Buffer.from(entry.name)
  const extra = zip64Extra([...(needsZip64(entry) ? [entry.size, entry.size] : []), ...(offset >= max32 ? [offset] : [])])
  const version = extra.length > 0 ? 45 : 20
  const head = Buffer.alloc(46)
  head.writeUInt32LE(0x02014b50, 0)
  head.writeUInt16LE(version, 4)
  writeCommon(head, 6, entry, version, name.length, extra.length)
  head.writeUInt32LE(Math.min(offset, max32), 42)
  return Buffer.concat([head, name, extra])
}

function endRecords(count: number, directorySize: number, directoryOffset: number): Buffer {
  const zip64 = count >= max16 || directorySize >= max32 || directoryOffset >= max32
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Math.min(count, max16), 8)
  end.writeUInt16LE(Math.min(count, max16), 10)
  end.writeUInt32LE(Math.min(directorySize, max32), 12)
  end.writeUInt32LE(Math.min(directoryOffset, max32), 16)
  if (!zip64) return end
  const record = Buffer.alloc(24)
  record.writeUInt32LE(0x06064b50, 0)
  record.writeBigUInt64LE(44n, 4)
  record.writeUInt16LE(45, 12)
  record.writeUInt16LE(45, 14)
  const locator = Buffer.alloc(20)
  locator.writeUInt32LE(0x07064b50, 0)
  locator.writeBigUInt64LE(BigInt(directoryOffset + directorySize), 8)
  locator.writeUInt32LE(1, 16)
  return Buffer.concat([record, uint64(count), uint64(count), uint64(directorySize), uint64(directoryOffset), locator, end])
}

/** Size of a local header; it does not depend on CRC or contents. */
export const localHeaderSize = (name: string, size: number): number => 30 + Buffer.byteLength(name) + (size >= max32 ? 20 : 0)

/** Where everything stands, and the bytes behind the last member. */
export function layOut(entries: readonly Entry[]): Layout {
  const headers: number[] = []
  const contents: number[] = []
  let offset = 0
  for (const entry of entries) {
    headers.push(offset)
    offset += localHeaderSize(entry.name, entry.size)
    contents.push(offset)
    offset += entry.size
  }
  const central = Buffer.concat(entries.map((entry, index) => directoryHeader(entry, headers[index] ?? 0)))
  const directory = Buffer.concat([central, endRecords(entries.length, central.length, offset)])
  return { headers, contents, directory, directoryOffset: offset, size: offset + directory.length }
}
