import { crc32, deflateRawSync } from 'node:zlib'
import type { TestMember } from './containers.ts'

/** A ZIP as other tools write it: members compressed (but the first, as ASiC wants it), with data descriptors and a time of their own. */
export function foreignZip(members: readonly TestMember[]): Buffer {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [index, { name, bytes }] of members.entries()) {
    const data = index === 0 ? Buffer.from(bytes) : deflateRawSync(bytes)
    const sizes = Buffer.alloc(12)
    sizes.writeUInt32LE(crc32(bytes))
    sizes.writeUInt32LE(data.length, 4)
    sizes.writeUInt32LE(bytes.length, 8)
    const common = Buffer.alloc(10)
    common.writeUInt16LE(20)
    common.writeUInt16LE(index === 0 ? 0 : 8, 2)
    common.writeUInt16LE(index === 0 ? 0 : 8, 4)
    common.writeUInt32LE(0x5a215e80, 6)
    const lengths = Buffer.alloc(4)
    lengths.writeUInt16LE(name.length)
    const stated = index === 0 ? sizes : Buffer.alloc(12)
    const descriptor = index === 0 ? Buffer.alloc(0) : Buffer.concat([Buffer.from('PK\u0007\u0008', 'latin1'), sizes])
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, stated, lengths, Buffer.from(name), data, descriptor])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), common, sizes, lengths, tail, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50)
  end.writeUInt16LE(members.length, 8)
  end.writeUInt16LE(members.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...locals, directory, end])
}
