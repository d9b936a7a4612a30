import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync } from 'node:fs'
import { open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'

/** Files that are whole or not there: private temporary file, flush, rename. */

/** Whether this is a failure of the system with one of these codes. */
export const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && codes.includes(error.code)

/** A name that leads to no file that can be opened. */
export const isNoFile = (error: unknown): boolean =>
  hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EISDIR', 'ELOOP', 'ENAMETOOLONG')

export const isDiskFull = (error: unknown): boolean => hasCode(error, 'ENOSPC', 'EDQUOT')

/** A file system failure as a Refusal that names the file; anything else as it is. */
export function asRefusal(error: unknown, file: string): unknown {
  if (isNoFile(error)) return new Refusal('file-not-found', file)
  if (isDiskFull(error)) return new Refusal('disk-full', dirname(file))
  if (hasCode(error, 'EEXIST', 'ENOTEMPTY')) return new Refusal('file-exists', file)
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

/** The same while the caller waits: for what must be on the disk before a database, which does not wait either, names it. */
export function syncFolderNow(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * Calls `write` with a new private file beside `target`, flushes it and renames it to `target`. If `write` throws, nothing is left. With
 * `replace: false` an existing target is refused (file-exists) before the work starts; what is not a file is never replaced.
 */
export async function writeWhole<T>(
  target: string, write: (handle: FileHandle, path: string) => Promise<T>, options: { replace?: boolean } = {},
): Promise<T> {
  const present = await stat(target).catch(() => null)
  if (present !== null && (options.replace === false || !present.isFile())) throw new Refusal('file-exists', target)
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
