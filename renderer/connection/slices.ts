import { Refusal } from '../../interface/errors.ts'
import type { SliceSource } from '../../interface/upload.ts'
import { askBytes } from './byte-route.ts'

/** Bytes of a sealed file or a tender package by range, from the address that main gave for it (`bids.slices`, `tenders.slices`). */

/** Largest range in one request: memory stays flat. */
export const sliceBytes = 8 * 1024 * 1024

async function range(url: string, start: number, end: number): Promise<Uint8Array> {
  const response = await askBytes(url, { headers: { range: `bytes=${start}-${end - 1}` } })
  const bytes = new Uint8Array(await response.arrayBuffer())
  if (bytes.length !== end - start) throw new Refusal('file-not-found', `${bytes.length} of ${end - start} bytes`)
  return bytes
}

export function sliceSource({ url, size }: { url: string, size: number }): SliceSource {
  return {
    size,
    async slice(start, end) {
      const to = Math.min(end, size)
      if (to - start <= sliceBytes) return to <= start ? new Uint8Array() : range(url, start, to)
      const whole = new Uint8Array(to - start)
      for (let at = start; at < to; at += sliceBytes) whole.set(await range(url, at, Math.min(at + sliceBytes, to)), at - start)
      return whole
    },
  }
}
