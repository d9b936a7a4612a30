import { randomBytes, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import { hasCode, syncFolderNow } from '../container/files.ts'

/** Where the workspace key comes from: a file here, the system's key chain in the desktop program. */
export interface KeyStore {
  /** 32 bytes, always the same for one workspace. */
  load(): Buffer
}

/** `workspace.key`: 32 random bytes, readable by its owner only. */
export class FileKeyStore implements KeyStore {
  readonly #file: string

  constructor(folder: string) {
    this.#file = join(folder, 'workspace.key')
  }

  /**
   * Makes the key at first use. A key is never replaced: capsules encrypted under it would be lost.
   * @throws Refusal `workspace-damaged` if the file is not a key
   */
  load(): Buffer {
    const key = this.#read() ?? this.#create()
    if (key.length !== 32) throw new Refusal('workspace-damaged', 'workspace.key')
    return key
  }

  #read(): Buffer | undefined {
    try {
      return readFileSync(this.#file)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined
      throw error
    }
  }

  /** Written whole under another name, then linked: a link fails where the name exists, so that of two processes one key wins. */
  #create(): Buffer {
    const folder = join(this.#file, '..')
    const temporary = join(folder, 'temporary', `${process.pid}-${randomUUID()}.part`)
    mkdirSync(join(temporary, '..'), { recursive: true, mode: 0o700 })
    try {
      const handle = openSync(temporary, 'wx', 0o600)
      try {
        writeSync(handle, randomBytes(32))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      try {
        linkSync(temporary, this.#file)
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error
      }
      syncFolderNow(folder)
      return readFileSync(this.#file)
    } finally {
      rmSync(temporary, { force: true })
    }
  }
}
