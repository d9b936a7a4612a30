import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { safeStorage } from 'electron'
import { Refusal } from '../../interface/errors.ts'
import { hasCode, syncFolderNow } from '../container/files.ts'
import { FileKeyStore, type KeyStore } from '../drafts/workspace-key.ts'

/** First bytes of a key that the system's key chain protects; a bare key is 32 bytes and cannot begin so and be as long. */
const mark = Buffer.from('sealbid-protected-key/1\n')

/** On Linux without a key chain Electron "encrypts" under a password that everybody knows; that is no protection and only loses keys. */
const isProtected = (): boolean =>
  safeStorage.isEncryptionAvailable() && (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text')

/**
 * The workspace key, protected by the system's key chain where there is one. It has the one name `workspace.key` in both forms, so that there
 * can never be two; a key that is there is used as it is and never replaced. The command line reads the bare form only and refuses the other.
 */
export class SystemKeyStore implements KeyStore {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** @throws Refusal `workspace-damaged` if the key chain does not open the key (another user, another machine) */
  load(): Buffer {
    const stored = this.#read()
    if (stored !== null && stored.subarray(0, mark.length).equals(mark)) return unprotect(stored.subarray(mark.length))
    if (stored !== null || !isProtected()) return new FileKeyStore(this.#folder).load()
    return this.#create()
  }

  #read(): Buffer | null {
    try {
      return readFileSync(join(this.#folder, 'workspace.key'))
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return null
      throw error
    }
  }

  /** Written whole under another name, then linked: of two processes one key wins, and both load that one. */
  #create(): Buffer {
    const temporary = join(this.#folder, 'temporary', `${process.pid}-${randomUUID()}.part`)
    mkdirSync(join(temporary, '..'), { recursive: true, mode: 0o700 })
    try {
      const handle = openSync(temporary, 'wx', 0o600)
      try {
        writeSync(handle, Buffer.concat([mark, safeStorage.encryptString(randomBytes(32).toString('hex'))]))
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      try {
        linkSync(temporary, join(this.#folder, 'workspace.key'))
      } catch (error) {
        if (!hasCode(error, 'EEXIST')) throw error
      }
      syncFolderNow(this.#folder)
    } finally {
      rmSync(temporary, { force: true })
    }
    return this.load()
  }
}

function unprotect(bytes: Buffer): Buffer {
  try {
    const key = Buffer.from(safeStorage.decryptString(bytes), 'hex')
    if (key.length === 32) return key
  } catch {
    // The key chain is another one, or locked.
  }
  throw new Refusal('workspace-damaged', 'workspace.key')
}
