import { errorStatus } from '../../interface/errors.ts'
import { problemOf } from '../bridge/answer.ts'
import { maxPiece, type ByteRoutes } from '../bridge/bytes.ts'

/** The way of bytes between the window and main: slices of sealed files out, pieces of packages in. */

const refused = (error: unknown, path: string): Response => {
  const problem = problemOf(error, path)
  return Response.json(problem, { status: errorStatus(problem.code) })
}

/** `bytes=a-b` with both ends, as the window asks; null for anything else. */
function rangeOf(header: string | null): { start: number, end: number } | null {
  const match = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(header ?? '')
  return match === null ? null : { start: Number(match[1]), end: Number(match[2]) + 1 }
}

/** As a stream of views: a Response copies bytes that it is given, twice, and slices of gigabytes go this way. */
function inParts(bytes: Uint8Array): ReadableStream<Uint8Array> {
  const part = 1024 * 1024
  let at = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(bytes.subarray(at, at += part))
      if (at >= bytes.length) controller.close()
    },
  }, { highWaterMark: 0 })
}

async function slice(bytes: ByteRoutes, token: string, request: Request): Promise<Response> {
  const range = rangeOf(request.headers.get('range'))
  if (request.method !== 'GET' || range === null) return new Response(null, { status: 405 })
  const size = bytes.size(token)
  const end = Math.min(range.end, size)
  if (range.start >= end) return new Response(null, { status: 416, headers: { 'content-range': `bytes */${size}` } })
  const body = await bytes.read(token, range.start, end)
  return new Response(inParts(body), {
    status: 206, headers: { 'content-type': 'application/octet-stream', 'content-range': `bytes ${range.start}-${end - 1}/${size}`, 'cache-control': 'no-store' },
  })
}

/** The body, as long as it is no larger than a piece may be; null else. Nothing above the limit is ever held. */
async function pieceOf(request: Request): Promise<Uint8Array | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxPiece) return null
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.length
    if (size > maxPiece) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function piece(bytes: ByteRoutes, token: string, request: Request): Promise<Response> {
  const offset = /^\?offset=(\d{1,15})$/.exec(new URL(request.url).search)?.[1]
  if (request.method !== 'PUT' || offset === undefined) return new Response(null, { status: 405 })
  const body = await pieceOf(request)
  if (body === null) return new Response(null, { status: 413 })
  await bytes.write(token, Number(offset), body)
  return new Response(null, { status: 204 })
}

/** Answers `/sealed/<token>` and `/incoming/<token>?offset=N`; null for other paths. Refusals become problems with their status. */
export async function answerBytes(bytes: ByteRoutes, path: string, request: Request): Promise<Response | null> {
  const [, area, token = '', ...more] = path.split('/')
  if ((area !== 'sealed' && area !== 'incoming') || more.length > 0) return null
  try {
    return area === 'sealed' ? await slice(bytes, token, request) : await piece(bytes, token, request)
  } catch (error) {
    return refused(error, `/${area}/`)
  }
}
