import { open, type FileHandle } from 'node:fs/promises'
import { Refusal } from '../../interface/errors.ts'
import { asRefusal, readExactly } from './files.ts'

/** Bytes that can be read at any place: a file, or a small container in memory. */
export interface ByteSource {
  size: number
  /** Path, where it is a file; worker threads read it themselves. */
  file: string | null
  read(position: number, length: number): Promise<Buffer>
  close(): Promise<void>
}

export async function fileSource(file: string): Promise<ByteSource> {
  let handle: FileHandle | undefined
  try {
    const opened = handle = await open(file, 'r')
    const status = await opened.stat()
    if (!status.isFile()) throw new Refusal('file-not-found', file)
    return { size: status.size, file, read: (position, length) => readExactly(opened, position, length), close: () => opened.close() }
  } catch (error) {
    await handle?.close()
    throw asRefusal(error, file)
  }
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes)
  return {
    size: buffer.length,
    file: null,
    async read(position, length) {
      if (position < 0 || position + length > buffer.length) throw new Refusal('container-size', 'the file is shorter than it says')
      return buffer.subarray(position, position + length)
    },
    async close() { /* nothing is open */ },
  }
}
