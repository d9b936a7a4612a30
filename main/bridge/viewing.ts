import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, mkdirSync, rmSync } from 'node:fs'
import { open, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Refusal } from '../../interface/errors.ts'
import { asRefusal, writeFully, writeWhole } from '../container/files.ts'
import type { WorkspaceFolder } from '../drafts/workspace-folder.ts'
import type { SavedFile } from '../../preload/contract/values.ts'
import type { Desktop } from './desktop.ts'

/** Types that hold no programs. */
const viewable: readonly string[] = ['pdf', 'png', 'jpg', 'jpeg', 'txt']

/** Refusal('document-type') for a name whose type could hold a program. */
export function checkViewable(name: string): void {
  if (!viewable.includes(name.split('.').at(-1)?.toLowerCase() ?? '')) throw new Refusal('document-type', name)
}

const folderName = 'viewing'

/** Copies for the system's viewer, checked as they are written, in a private folder that is emptied at the start and at the end. */
export class Viewing {
  readonly #folder: WorkspaceFolder
  readonly #desktop: Desktop

  constructor(folder: WorkspaceFolder, desktop: Desktop) {
    this.#folder = folder
    this.#desktop = desktop
    this.clear()
  }

  /** `chunks` must have the digest (SHA-256, hex), or nothing is shown. Refusals: document-type, digest-mismatch, disk-full. */
  async show(name: string, chunks: AsyncIterable<Buffer>, digest: string): Promise<void> {
    checkViewable(name)
    const folder = this.#folder.path(`${folderName}/${randomUUID()}`)
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const file = join(folder, basename(name))
    const copied = await copyTo(file, chunks).catch((error: unknown) => { throw asRefusal(error, file) })
    if (copied !== digest) {
      await rm(folder, { recursive: true, force: true })
      throw new Refusal('digest-mismatch', name)
    }
    await this.#desktop.view(file)
  }

  clear(): void {
    rmSync(this.#folder.path(folderName), { recursive: true, force: true })
  }
}

/** SHA-256 of what was written. */
async function copyTo(file: string, chunks: AsyncIterable<Buffer>): Promise<string> {
  const hash = createHash('sha256')
  const handle = await open(file, 'wx', 0o600)
  await pipeline(async function* hashed() {
    for await (const chunk of chunks) {
      hash.update(chunk)
      yield chunk
    }
  }, handle.createWriteStream())
  return hash.digest('hex')
}

/** Saves a copy where the person wants it; null where the person cancelled. `digest`: what the copy must be. Refusals: digest-mismatch, … */
export async function saveCopy(desktop: Desktop, name: string, chunks: () => AsyncIterable<Buffer>, digest: string | null): Promise<SavedFile | null> {
  const target = await desktop.chooseTarget(name)
  if (target === null) return null
  await writeWhole(target, async (handle) => {
    const hash = createHash('sha256')
    let position = 0
    for await (const chunk of chunks()) {
      hash.update(chunk)
      await writeFully(handle, chunk, position)
      position += chunk.length
    }
    if (digest !== null && hash.digest('hex') !== digest) throw new Refusal('digest-mismatch', name)
  })
  return { name: basename(target) }
}

export const fileChunks = (file: string): AsyncIterable<Buffer> => createReadStream(file, { highWaterMark: 1024 * 1024 })

export async function* bytesChunks(bytes: Uint8Array): AsyncGenerator<Buffer> {
  yield Buffer.from(bytes)
}
