import { readFileSync } from 'node:fs'
import fontkit from '@pdf-lib/fontkit'
import { type Command, contours, encodeGlyph } from './outline.ts'
import { writeFont } from './truetype.ts'

interface Face {
  glyphForCodePoint(codePoint: number): { id: number, advanceWidth: number, path: { commands: Command[] } }
  'CFF '?: { topDict: { FDSelect?: { ranges?: { first: number, fd: number }[] } }, fdForGlyph(glyph: number): number | null }
}
interface Collection { create(bytes: Uint8Array, postscriptName: string): Face }

/** One face of a font file as fontconfig names it. */
export interface FontFace { file: string, index: number, postscriptName: string }

/** Tables of one face in a font file (TrueType collection or single font; ISO/IEC 14496-22, 4.5 and 4.6). */
function tables(bytes: Buffer, index: number): Map<string, Buffer> {
  const start = bytes.toString('latin1', 0, 4) === 'ttcf' ? bytes.readUInt32BE(12 + 4 * index) : 0
  const found = new Map<string, Buffer>()
  for (let at = start + 12, left = bytes.readUInt16BE(start + 4); left > 0; at += 16, left--) {
    const offset = bytes.readUInt32BE(at + 8)
    found.set(bytes.toString('latin1', at, at + 4), bytes.subarray(offset, offset + bytes.readUInt32BE(at + 12)))
  }
  return found
}

/**
 * fontkit takes the first glyph of each range of FDSelect for one of the range before and draws it with foreign subroutines (≤ loses half
 * of itself). Looks the font dictionary up anew (Adobe TN 5176, 19).
 */
function mendDictionaryLookup(font: Face): void {
  const ranges = font['CFF ']?.topDict.FDSelect?.ranges
  if (font['CFF '] !== undefined && ranges !== undefined) font['CFF '].fdForGlyph = (glyph) => ranges.findLast((each) => each.first <= glyph)?.fd ?? null
}

/** A TrueType maker for one face. Chromium embeds TrueType as a named CID font; CFF collections become nameless Type 3 fonts five times the size. */
export function openFace(face: FontFace): (characters: Iterable<string>) => Buffer {
  const bytes = readFileSync(face.file)
  const source = tables(bytes, face.index)
  const font = (fontkit as unknown as Collection).create(bytes, face.postscriptName)
  mendDictionaryLookup(font)
  const cache = new Map<number, { advance: number, outline: Buffer }>()

  const glyph = (codePoint: number) => {
    const known = cache.get(codePoint)
    if (known !== undefined) return known
    const drawn = font.glyphForCodePoint(codePoint)
    if (drawn.id === 0 && codePoint !== 0) throw new Error(`${face.postscriptName} has no glyph for U+${codePoint.toString(16)}`)
    const made = { advance: Math.round(drawn.advanceWidth), outline: encodeGlyph(contours(drawn.path.commands)) }
    cache.set(codePoint, made)
    return made
  }

  return (characters) => {
    const points = [...new Set([...characters].map((each) => each.codePointAt(0) ?? 0))].filter((each) => each >= 32).sort((a, b) => a - b)
    return writeFont(source, [{ codePoint: 0, ...glyph(0) }, ...points.map((codePoint) => ({ codePoint, ...glyph(codePoint) }))])
  }
}
