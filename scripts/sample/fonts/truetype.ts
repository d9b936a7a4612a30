/** A small TrueType font from drawn glyphs (ISO/IEC 14496-22). Names and measures are those of the source font. */

export interface DrawnGlyph { codePoint: number, advance: number, outline: Buffer }

function writer(size: number): { bytes: Buffer, u16: (value: number) => void, u32: (value: number) => void } {
  const bytes = Buffer.alloc(size)
  let at = 0
  return {
    bytes,
    u16: (value) => { at = bytes.writeUInt16BE(value & 0xffff, at) },
    u32: (value) => { at = bytes.writeUInt32BE(value >>> 0, at) },
  }
}

/** Format 4 character map, one segment for each run of neighbouring code points; basic plane only. */
function characterMap(glyphs: readonly DrawnGlyph[]): Buffer {
  const segments: { start: number, end: number, delta: number }[] = []
  for (const [id, { codePoint }] of glyphs.entries()) {
    if (id === 0) continue
    const last = segments.at(-1)
    if (last !== undefined && last.end + 1 === codePoint) last.end = codePoint
    else segments.push({ start: codePoint, end: codePoint, delta: id - codePoint })
  }
  segments.push({ start: 0xffff, end: 0xffff, delta: 1 })
  const count = segments.length
  const power = 2 ** Math.floor(Math.log2(count))
  const { bytes, u16, u32 } = writer(12 + 16 + count * 8)
  for (const value of [0, 1, 3, 1]) u16(value)
  u32(12)
  for (const value of [4, 16 + count * 8, 0, count * 2, power * 2, Math.log2(power), (count - power) * 2]) u16(value)
  for (const each of segments) u16(each.end)
  u16(0)
  for (const each of segments) u16(each.start)
  for (const each of segments) u16(each.delta)
  for (let left = count; left > 0; left--) u16(0)
  return bytes
}

function checksum(bytes: Buffer): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 4) sum = (sum + bytes.readUInt32BE(at)) >>> 0
  return sum
}

const padded = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - bytes.length % 4) % 4)])

function copyOf(source: ReadonlyMap<string, Buffer>, name: string): Buffer {
  const table = source.get(name)
  if (table === undefined) throw new Error(`the source font has no table ${name}`)
  return Buffer.from(table)
}

function assemble(tables: readonly (readonly [string, Buffer])[]): Buffer {
  const power = 2 ** Math.floor(Math.log2(tables.length))
  const directory = writer(12 + tables.length * 16)
  directory.u32(0x00010000)
  for (const value of [tables.length, power * 16, Math.log2(power), (tables.length - power) * 16]) directory.u16(value)
  let offset = directory.bytes.length
  for (const [name, bytes] of tables) {
    directory.u32(Buffer.from(name, 'latin1').readUInt32BE(0))
    for (const value of [checksum(padded(bytes)), offset, bytes.length]) directory.u32(value)
    offset += padded(bytes).length
  }
  const font = Buffer.concat([directory.bytes, ...tables.map(([, bytes]) => padded(bytes))])
  const head = tables.findIndex(([name]) => name === 'head')
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, directory.bytes.readUInt32BE(12 + head * 16 + 8) + 8)
  return font
}

/** The whole font. `glyphs[0]` is .notdef, the others are in the order of their code points. */
export function writeFont(source: ReadonlyMap<string, Buffer>, glyphs: readonly DrawnGlyph[]): Buffer {
  const head = copyOf(source, 'head')
  head.writeUInt32BE(0, 8)
  head.writeInt16BE(1, 50)
  const hhea = copyOf(source, 'hhea')
  hhea.writeUInt16BE(glyphs.length, 34)
  const maxp = writer(32)
  maxp.u32(0x00010000)
  for (const value of [glyphs.length, 4_000, 400, 0, 0, 1]) maxp.u16(value)
  const hmtx = writer(glyphs.length * 4)
  const loca = writer(glyphs.length * 4 + 4)
  let offset = 0
  for (const { advance, outline } of glyphs) {
    hmtx.u16(advance)
    hmtx.u16(outline.length === 0 ? 0 : outline.readInt16BE(2))
    loca.u32(offset)
    offset += outline.length
  }
  loca.u32(offset)
  return assemble([
    ['OS/2', copyOf(source, 'OS/2')], ['cmap', characterMap(glyphs)], ['glyf', Buffer.concat(glyphs.map((each) => each.outline))], ['head', head],
    ['hhea', hhea], ['hmtx', hmtx.bytes], ['loca', loca.bytes], ['maxp', maxp.bytes], ['name', copyOf(source, 'name')], ['post', copyOf(source, 'post')],
  ])
}
