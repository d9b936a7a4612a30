import { createHash } from 'node:crypto'
import { open, stat, type FileHandle } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { Refusal } from '../../interface/errors.ts'
import { asRefusal, isDiskFull, writeFully } from '../container/files.ts'

export interface Measured { size: number, sha256: string, crc32: number }

export interface CopyOptions {
  signal?: AbortSignal | undefined
  /** Called with the number of bytes copied so far. */
  progress?: ((bytes: number) => void) | undefined
}

const chunkBytes = 1024 * 1024

/**
 * Copies a file into a new private one (mode 0600) and flushes it to the disk; digests are of the bytes that were written.
 * The target is the caller's to remove when this throws.
 * @throws Refusal `file-not-found` (missing, unreadable, not a regular file), `cancelled`, `disk-full`
 */
export async function copyFlushed(source: string, target: string, options: CopyOptions = {}): Promise<Measured> {
  await using input = await openRegular(source)
  await using output = await open(target, 'wx', 0o600)
  try {
    const measured = await readThrough(input, options, (chunk, position) => writeFully(output, chunk, position))
    await output.sync()
    return measured
  } catch (error) {
    // The target is a name that nobody knows: what did not fit is the source.
    if (isDiskFull(error)) throw new Refusal('disk-full', source)
    throw error
  }
}

/**
 * Reads a whole file.
 * @throws Refusal `file-not-found`, `cancelled`
 */
export async function measure(path: string, options: CopyOptions = {}): Promise<Measured> {
  await using input = await openRegular(path)
  return await readThrough(input, options)
}

async function readThrough(input: FileHandle, options: CopyOptions, sink?: (chunk: Buffer, position: number) => Promise<void>): Promise<Measured> {
  const hash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(chunkBytes)
  let size = 0
  let crc = 0
  for (;;) {
    if (options.signal?.aborted === true) throw new Refusal('cancelled')
    const { bytesRead } = await input.read(buffer, 0, chunkBytes, size)
    if (bytesRead === 0) return { size, sha256: hash.digest('hex'), crc32: crc }
    const chunk = buffer.subarray(0, bytesRead)
    hash.update(chunk)
    crc = crc32(chunk, crc)
    await sink?.(chunk, size)
    size += bytesRead
    options.progress?.(size)
  }
}

/** A named pipe or a device would block or never end, so the kind is looked at before it is opened. */
async function openRegular(path: string): Promise<FileHandle> {
  try {
    if (!(await stat(path)).isFile()) throw new Refusal('file-not-found', path)
    return await open(path, 'r')
  } catch (error) {
    throw asRefusal(error, path)
  }
}
