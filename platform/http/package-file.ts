import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { containerType } from '../../interface/routes.ts'

/** A file as a response, whole or one range of it (RFC 9110, 14). Several ranges are answered with the whole file, as the RFC permits. */
export async function fileResponse(file: string, digest: string, range: string | undefined): Promise<Response> {
  const { size } = await stat(file)
  const headers = { 'content-type': containerType, 'accept-ranges': 'bytes', etag: `"${digest}"`, 'cache-control': 'public, immutable, max-age=31536000' }
  const wanted = range === undefined ? null : readRange(range, size)
  if (wanted === 'outside') return new Response(null, { status: 416, headers: { ...headers, 'content-range': `bytes */${size}` } })
  const { start, end } = wanted ?? { start: 0, end: size - 1 }
  const body = Readable.toWeb(createReadStream(file, { start, end })) as ReadableStream<Uint8Array>
  const length = { 'content-length': String(end - start + 1) }
  if (wanted === null) return new Response(body, { status: 200, headers: { ...headers, ...length } })
  return new Response(body, { status: 206, headers: { ...headers, ...length, 'content-range': `bytes ${start}-${end}/${size}` } })
}

function readRange(range: string, size: number): { start: number, end: number } | 'outside' | null {
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(range) ?? []
  if (first === undefined || last === undefined || (first === '' && last === '')) return null
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  if (last !== '' && first !== '' && Number(last) < start) return null
  return start >= size || end < start ? 'outside' : { start, end }
}
