import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import type { Piece } from './jobs.ts'

/** Synchronous streaming for worker threads: one reused buffer, positioned reads and writes. */

/** 256 KiB: larger pieces leave the cache and turn slower (measured). */
export const chunkSize = 256 * 1024

/** A file ended before it should; the caller says what that means. */
export class ShortFile extends Error {
  override readonly name = 'ShortFile'
}

/** Files that are open for the length of one job. */
export class OpenFiles {
  readonly #descriptors = new Map<string, number>()
  readonly #buffer = Buffer.allocUnsafe(chunkSize)

  #descriptor(file: string, flags: 'r' | 'r+'): number {
    const key = `${flags} ${file}`
    const known = this.#descriptors.get(key)
    if (known !== undefined) return known
    const opened = openSync(file, flags)
    this.#descriptors.set(key, opened)
    return opened
  }

  /** Hands the range to `take` in pieces that are valid until it returns. */
  read(file: string, offset: number, size: number, take: (chunk: Buffer) => void): void {
    const descriptor = this.#descriptor(file, 'r')
    for (let done = 0; done < size;) {
      const count = readSync(descriptor, this.#buffer, 0, Math.min(chunkSize, size - done), offset + done)
      if (count === 0) throw new ShortFile(file)
      take(this.#buffer.subarray(0, count))
      done += count
    }
  }

  readPiece(piece: Piece, take: (chunk: Buffer) => void): void {
    if (!('bytes' in piece)) return this.read(piece.file, piece.offset, piece.size, take)
    const bytes = Buffer.from(piece.bytes.buffer, piece.bytes.byteOffset, piece.bytes.byteLength)
    for (let at = 0; at < bytes.length; at += chunkSize) take(bytes.subarray(at, at + chunkSize))
  }

  write(file: string, bytes: Uint8Array, offset: number): void {
    const descriptor = this.#descriptor(file, 'r+')
    for (let done = 0; done < bytes.length;) done += writeSync(descriptor, bytes, done, bytes.length - done, offset + done)
  }

  close(): void {
    for (const descriptor of this.#descriptors.values()) closeSync(descriptor)
    this.#descriptors.clear()
  }
}
