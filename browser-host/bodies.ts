import { Readable } from 'node:stream'
import type { ReadableStream as WebStream } from 'node:stream/web'

/** Bodies between Node's streams and those of Request and Response. Node has one kind; its types and the browser's disagree on a detail. */
export const readableOf = (body: NonNullable<Body['body']>): Readable => Readable.fromWeb(body as unknown as WebStream)
export const bodyOf = (stream: Readable): NonNullable<Body['body']> => Readable.toWeb(stream) as unknown as NonNullable<Body['body']>
