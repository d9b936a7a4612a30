/** Icon files of Windows and macOS: both may hold PNG pictures as they are. */

type Pictures = ReadonlyMap<number, Buffer>

export const icoSizes = [16, 24, 32, 48, 64, 128, 256]

function picture(pictures: Pictures, size: number): Buffer {
  const found = pictures.get(size)
  if (found === undefined) throw new TypeError(`no picture of ${size}`)
  return found
}

/** ICO (ICONDIR, one ICONDIRENTRY for each size, then the pictures). A size of 256 is written as 0. */
export function ico(pictures: Pictures): Buffer {
  const header = Buffer.alloc(6 + 16 * icoSizes.length)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(icoSizes.length, 4)
  const bodies = icoSizes.map((size) => picture(pictures, size))
  let offset = header.length
  icoSizes.forEach((size, index) => {
    const { length } = bodies[index] ?? Buffer.alloc(0)
    const at = 6 + 16 * index
    header.writeUInt8(size % 256, at)
    header.writeUInt8(size % 256, at + 1)
    header.writeUInt16LE(1, at + 4)
    header.writeUInt16LE(32, at + 6)
    header.writeUInt32LE(length, at + 8)
    header.writeUInt32LE(offset, at + 12)
    offset += length
  })
  return Buffer.concat([header, ...bodies])
}

/** Types of an ICNS file that hold PNG, with their size in pixels; `@2x` types are the ones with the double size of their neighbour. */
const icnsTypes = [['icp4', 16], ['icp5', 32], ['ic11', 32], ['ic12', 64], ['ic07', 128], ['ic13', 256], ['ic08', 256], ['ic14', 512], ['ic09', 512], ['ic10', 1024]] as const

export const icnsSizes = [...new Set(icnsTypes.map(([, size]) => size))]

export function icns(pictures: Pictures): Buffer {
  const entries = icnsTypes.map(([type, size]) => {
    const body = picture(pictures, size)
    const head = Buffer.alloc(8)
    head.write(type, 'latin1')
    head.writeUInt32BE(body.length + 8, 4)
    return Buffer.concat([head, body])
  })
  const head = Buffer.alloc(8)
  head.write('icns', 'latin1')
  head.writeUInt32BE(8 + entries.reduce((sum, each) => sum + each.length, 0), 4)
  return Buffer.concat([head, ...entries])
}
