import { open, stat, type FileHandle } from 'node:fs/promises'
import { Refusal } from '../../interface/errors.ts'
import type { Sender } from '../../preload/contract/index.ts'
import { asRefusal, readExactly, writeFully } from '../container/files.ts'
import type { WorkspaceFolder } from '../drafts/workspace-folder.ts'
import { Tokens } from './tokens.ts'

/** Bytes that go by range and not in messages: the window's fetches of `/sealed/<token>` and `/incoming/<token>?offset=N` end here. */
export interface ByteRoutes {
  /** Bytes behind a token of `bids.slices` or `tenders.slices`. Refusal('token-unknown'). */
  size(token: string): number
  /** `start` included, `end` not; at most 8 MiB at a time. Refusals: token-unknown, bad-input, file-not-found. */
  read(token: string, start: number, end: number): Promise<Buffer>
  /** The next piece of a package (`tenders.receive`), at most 8 MiB, in order. Refusals: token-unknown, bad-input, too-large, disk-full. */
  write(token: string, offset: number, bytes: Uint8Array): Promise<void>
}

export const maxPiece = 8 * 1024 * 1024

/** A sealed bid takes hours to upload on a slow line. */
const sliceLifetime = 12 * 60 * 60_000
const incomingLifetime = 2 * 60 * 60_000
/** Packages that may be on their way in at once: each takes room on the disk. */
const maxIncoming = 4

interface Slice { file: string, size: number }

/** A package on its way in: what was announced, and how much of it is here. */
export interface Incoming {
  path: string
  tender: string
  digest: string
  size: number
  received: number
  busy: boolean
  remove(): void
}

export class ByteStore implements ByteRoutes {
  readonly #folder: WorkspaceFolder
  readonly #slices = new Tokens<Slice>(sliceLifetime)
  readonly #incoming = new Tokens<Incoming>(incomingLifetime, { onEnd: (incoming) => incoming.remove(), limit: maxIncoming })

  constructor(folder: WorkspaceFolder) {
    this.#folder = folder
  }

  /** Opens a file to the window by range. Refusal('file-not-found') unless it is there with this size. */
  async offer(sender: Sender, file: string, size: number): Promise<string> {
    const status = await stat(file).catch((error: unknown) => { throw asRefusal(error, file) })
    if (!status.isFile() || status.size !== size) throw new Refusal('file-not-found', file)
    return `/sealed/${this.#slices.issue(sender, { file, size })}`
  }

  size(token: string): number {
    return this.#slices.bearer(token).size
  }

  async read(token: string, start: number, end: number): Promise<Buffer> {
    const { file, size } = this.#slices.bearer(token)
    const isRange = Number.isSafeInteger(start) && Number.isSafeInteger(end) && start >= 0 && start <= end && end <= size && end - start <= maxPiece
    if (!isRange) throw new Refusal('bad-input', `range ${start}–${end} of ${size}`)
    const handle = await open(file, 'r').catch((error: unknown) => { throw asRefusal(error, file) })
    try {
      return await readExactly(handle, start, end - start)
    } finally {
      await handle.close()
    }
  }

  expect(sender: Sender, announced: Pick<Incoming, 'tender' | 'digest' | 'size'>): { incoming: string, url: string } {
    const incoming = this.#incoming.issue(sender, { ...announced, ...this.#folder.temporaryFile(), received: 0, busy: false })
    return { incoming, url: `/incoming/${incoming}` }
  }

  async write(token: string, offset: number, bytes: Uint8Array): Promise<void> {
    const incoming = this.#incoming.bearer(token)
    if (bytes.length > maxPiece) throw new Refusal('bad-input', `a piece of ${bytes.length} bytes`)
    if (incoming.busy || offset !== incoming.received) throw new Refusal('bad-input', `offset ${offset}, expected ${incoming.received}`)
    if (offset + bytes.length > incoming.size) throw new Refusal('too-large', `more than the ${incoming.size} bytes that were announced`)
    incoming.busy = true
    let handle: FileHandle | undefined
    try {
      handle = await open(incoming.path, offset === 0 ? 'w' : 'r+', 0o600)
      await writeFully(handle, bytes, offset)
      incoming.received = offset + bytes.length
    } catch (error) {
      throw asRefusal(error, incoming.path)
    } finally {
      await handle?.close()
      incoming.busy = false
    }
  }

  /** Gives a package that is here as a whole to `work`; its temporary file ends with it. Refusals: token-unknown, upload-incomplete. */
  async take<T>(token: string, sender: Sender, work: (incoming: Incoming) => Promise<T>): Promise<T> {
    const incoming = this.#incoming.get(token, sender)
    if (incoming.busy || incoming.received !== incoming.size) throw new Refusal('upload-incomplete', `${incoming.received} of ${incoming.size} bytes`)
    try {
      return await work(incoming)
    } finally {
      this.#incoming.end(token)
    }
  }

  forgetFrame(frame: string): void {
    this.#slices.endWhere((_, owner) => owner === frame)
    this.#incoming.endWhere((_, owner) => owner === frame)
  }

  close(): void {
    this.#slices.endWhere(() => true)
    this.#incoming.endWhere(() => true)
  }
}
