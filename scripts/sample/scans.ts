import { open } from 'node:fs/promises'

/** Bytes of one scanned page: 1200 × 1600 pixels, 8-bit grey, not compressed, as noise would not shrink anyway. */
const width = 1_200
const fullHeight = 1_600

/** xorshift32: the same seed gives the same bytes everywhere. */
function noise(bytes: number, seed: number): Buffer {
  const words = new Uint32Array(Math.ceil(bytes / 4))
  let state = (seed * 2_654_435_761 + 1) >>> 0 || 1
  for (let index = 0; index < words.length; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[index] = state
  }
  return Buffer.from(words.buffer, 0, bytes)
}

const content = (page: number, pages: number): string => [
  'q 523 0 0 697 36 72 cm /Scan Do Q',
  `BT /F 12 Tf 36 790 Td (Appendix drawing, sheet ${page} of ${pages}) Tj ET`,
  'BT /F 8 Tf 36 776 Td (Scanned at 200 dpi, 8 bit grey. Practice file of SealBid: noise in place of a drawing.) Tj ET', '',
].join('\n')

/**
 * Writes a valid PDF 1.4 (ISO 32000-1) of about `bytes` bytes (± 2 kB a page) that stands for scanned drawings (施工图附件扫描件): one grey image of noise
 * on each page under a title. The same arguments give the same file. Memory: one page.
 */
export async function writeScans(file: string, bytes: number, seed: number): Promise<void> {
  const out = await open(file, 'w')
  try {
    await writeDocument((data) => out.writeFile(data), bytes, seed)
  } finally {
    await out.close()
  }
}

async function writeDocument(append: (data: Buffer) => Promise<void>, bytes: number, seed: number): Promise<void> {
  const offsets: number[] = []
  let position = 0
  const write = async (data: string | Buffer) => {
    const chunk = typeof data === 'string' ? Buffer.from(data, 'latin1') : data
    position += chunk.length
    await append(chunk)
  }
  const object = async (id: number, dictionary: string, stream?: Buffer) => {
    offsets[id] = position
    await write(`${id} 0 obj\n<< ${dictionary}${stream === undefined ? '' : ` /Length ${stream.length}`} >>\n`)
    if (stream !== undefined) for (const part of ['stream\n', stream, '\nendstream\n']) await write(part)
    await write('endobj\n')
  }

  const pages = Math.max(1, Math.ceil(bytes / (width * fullHeight)))
  const height = Math.max(1, Math.round(bytes / pages / width))
  await write('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n')
  await object(1, '/Type /Catalog /Pages 2 0 R')
  await object(2, `/Type /Pages /Count ${pages} /Kids [${Array.from({ length: pages }, (_, index) => `${4 + index * 3} 0 R`).join(' ')}]`)
  await object(3, '/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding')
  for (let page = 0; page < pages; page++) {
    const id = 4 + page * 3
    await object(id, `/Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${id + 1} 0 R /Resources << /Font << /F 3 0 R >> /XObject << /Scan ${id + 2} 0 R >> >>`)
    await object(id + 1, '', Buffer.from(content(page + 1, pages), 'latin1'))
    await object(id + 2, `/Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8`,
      noise(width * height, seed * 1_000 + page))
  }
  const table = position
  const entries = offsets.slice(1).map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  await write(`xref\n0 ${offsets.length}\n0000000000 65535 f \n${entries}trailer\n<< /Size ${offsets.length} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`)
}
