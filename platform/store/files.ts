import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** SHA-256 of a file in hex; memory does not depend on its size. */
export async function fileDigest(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

/** Flushes a file, or a folder's entries, to the disk. Windows knows no flush of a folder. */
export async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+').catch(() => open(path, 'r'))
  try {
    await handle.sync()
  } catch (error) {
    if (process.platform !== 'win32') throw error
  } finally {
    await handle.close()
  }
}

/**
 * Where accepted bytes live: `bids/<digest>.ebid`, `packages/<digest>.etender`. The record is committed first and names the upload; the move
 * follows and is made up for at the next start, so that there is no moment at which an acknowledged byte has no owner.
 */
export class Files {
  readonly uploads: string
  readonly scratch: string
  readonly #folders: Record<'bid' | 'package', string>

  constructor(root: string) {
    this.uploads = join(root, 'uploads')
    this.scratch = join(root, 'scratch')
    this.#folders = { bid: join(root, 'bids'), package: join(root, 'packages') }
  }

  /** Makes the folders; what an interrupted run left in the private one is deleted. */
  async prepare(): Promise<void> {
    await rm(this.scratch, { recursive: true, force: true })
    for (const folder of [this.uploads, this.scratch, ...Object.values(this.#folders)]) await mkdir(folder, { recursive: true, mode: 0o700 })
  }

  path(kind: 'bid' | 'package', digest: string): string {
    return join(this.#folders[kind], `${digest}.${kind === 'bid' ? 'ebid' : 'etender'}`)
  }

  upload(id: string): string {
    return join(this.uploads, id)
  }

  /** Moves an accepted upload to its place for good. Does nothing where it stands there already. */
  async settle(kind: 'bid' | 'package', digest: string, upload: string): Promise<void> {
    const target = this.path(kind, digest)
    if (await exists(target)) return
    await rename(this.upload(upload), target)
    await flush(dirname(target))
    await flush(this.uploads)
  }

  async removeBid(digest: string): Promise<void> {
    await rm(this.path('bid', digest), { force: true })
  }

  async removeUpload(id: string): Promise<void> {
    await rm(this.upload(id), { force: true })
  }

  /** Names of all uploaded files, to find those that nobody owns. */
  uploadNames(): Promise<string[]> {
    return readdir(this.uploads)
  }
}

export const exists = (path: string): Promise<boolean> => stat(path).then(() => true, () => false)
