import { crc32, deflateRawSync } from 'node:zlib'

/** A ZIP member with any fault that a test asks for. Whatever is not given is as docs/formats.md wants it. */
export interface RoughMember {
  name: string | Buffer
  bytes: Uint8Array
  /** Name in the local header, where it differs from the directory's. */
  localName?: string
  deflate?: boolean
  /** Sizes and CRC stand behind the contents and not before them (4.3.9). */
  descriptor?: boolean
  flags?: number
  date?: number
  extra?: Buffer
  comment?: string
  /** Sizes that are stated, where they are not the true ones. */
  stated?: { compressed?: number, size?: number }
  crc?: number
  /** Bytes of nobody before the local header. */
  gap?: Buffer
}

export interface RoughZip { comment?: string, trailing?: Buffer, prefix?: Buffer }

const u16 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 2)
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2))
  return bytes
}
const u32 = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => bytes.writeUInt32LE(value, index * 4))
  return bytes
}
const signature = (letters: string): Buffer => Buffer.from(`PK${letters}`, 'latin1')

interface Prepared { local: Buffer, central: (offset: number) => Buffer }

function prepare(member: RoughMember): Prepared {
  const { bytes, deflate = false, descriptor = false, extra = Buffer.alloc(0), comment = '', date = 0x0021 } = member
  const name = Buffer.from(member.name)
  const localName = Buffer.from(member.localName ?? name)
  const data = deflate ? deflateRawSync(bytes) : Buffer.from(bytes)
  const flags = member.flags ?? (0x0800 | (descriptor ? 8 : 0))
  const sizes = u32(member.crc ?? crc32(bytes), member.stated?.compressed ?? data.length, member.stated?.size ?? bytes.length)
  const common = Buffer.concat([u16(20, flags, deflate ? 8 : 0, 0, date)])
  const local = Buffer.concat([
    member.gap ?? Buffer.alloc(0), signature('\u0003\u0004'), common, descriptor ? u32(0, 0, 0) : sizes,
    u16(localName.length, extra.length), localName, extra, data,
    ...(descriptor ? [signature('\u0007\u0008'), sizes] : []),
  ])
  const central = (offset: number): Buffer => Buffer.concat([
    signature('\u0001\u0002'), u16(20), common, sizes,
    u16(name.length, extra.length, Buffer.byteLength(comment), 0, 0), u32(0, offset + (member.gap?.length ?? 0)),
    name, extra, Buffer.from(comment),
  ])
  return { local, central }
}

/** Writes members in order (APPNOTE 6.3.10). */
export function roughZip(members: readonly RoughMember[], { comment = '', trailing = Buffer.alloc(0), prefix = Buffer.alloc(0) }: RoughZip = {}): Buffer {
  const prepared = members.map(prepare)
  let offset = prefix.length
  const central = prepared.map((each) => {
    const record = each.central(offset)
    offset += each.local.length
    return record
  })
  const directory = Buffer.concat(central)
  const end = Buffer.concat([
    signature('\u0005\u0006'), u16(0, 0, members.length, members.length), u32(directory.length, offset), u16(Buffer.byteLength(comment)), Buffer.from(comment),
  ])
  return Buffer.concat([prefix, ...prepared.map((each) => each.local), directory, end, trailing])
}
