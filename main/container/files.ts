import { randomBytes } from 'node:crypto'
import { access, open, rename, rm, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'

/** Files that are whole or not there: private temporary file, flush, rename. */

const isNodeError = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && 'code' in error

/** A file system failure as a Refusal that names the file; anything else as it is. */
export function asRefusal(error: unknown, file: string): unknown {
  if (!isNodeError(error)) return error
  if (error.code === 'ENOENT' || error.code === 'EACCES' || error.code === 'EISDIR' || error.code === 'ENOTDIR') return new Refusal('file-not-found', file)
  if (error.code === 'ENOSPC' || error.code === 'EDQUOT') return new Refusal('disk-full', dirname(file))
  if (error.code === 'EEXIST' || error.code === 'ENOTEMPTY') return new Refusal('file-exists', file)
  return error
}

/** Flushes a folder, so that a rename in it survives a power cut. Windows has no such call and needs none. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/**
 * Calls `write` with a new private file beside `target`, flushes it and renames it to `target`. If `write` throws, nothing is left. With
 * `replace: false` an existing target is refused (file-exists) before the work starts.
 */
export async function writeWhole<T>(
  target: string, write: (handle: FileHandle, path: string) => Promise<T>, options: { replace?: boolean } = {},
): Promise<T> {
  if (options.replace === false && await access(target).then(() => true, () => false)) throw new Refusal('file-exists', target)
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.part`)
  let handle: FileHandle | undefined
  try {
    handle = await open(temporary, 'wx+', 0o600)
    const result = await write(handle, temporary)
    await handle.sync()
    await handle.close()
    handle = undefined
    await rename(temporary, target)
    await syncFolder(dirname(target))
    return result
  } catch (error) {
    await handle?.close().catch(() => undefined)
    await rm(temporary, { force: true })
    throw asRefusal(error, target)
  }
}

/** Reads exactly `length` bytes at `position`; a shorter file is a Refusal('container-size'). */
export async function readExactly(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length)
  for (let done = 0; done < length;) {
    const { bytesRead } = await handle.read(buffer, done, length - done, position + done)
    if (bytesRead === 0) throw new Refusal('container-size', 'the file is shorter than it says')
    done += bytesRead
  }
  return buffer
}

/** Writes all of `bytes` at `position`. */
export async function writeFully(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}
