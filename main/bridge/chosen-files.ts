import { stat } from 'node:fs/promises'
import { basename, isAbsolute } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import type { FileToken } from '../../preload/contract/app.ts'
import type { Sender } from '../../preload/contract/index.ts'
import { asRefusal } from '../container/files.ts'
import { Tokens } from './tokens.ts'

const lifetime = 30 * 60_000

const kinds: Record<string, FileToken['kind']> = {
  etender: 'tender', ebid: 'bid', receipt: 'receipt', record: 'record', pdf: 'pdf',
  p12: 'certificate', pfx: 'certificate', pem: 'certificate', cer: 'certificate', crt: 'certificate',
}

export const kindOf = (name: string): FileToken['kind'] => kinds[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'other'

/** `size` as it was when it was chosen. */
export interface ChosenFile { path: string, name: string, size: number }

/** Files that a person chose, dropped or opened. Their paths stay here. */
export class ChosenFiles {
  readonly #tokens = new Tokens<ChosenFile>(lifetime)
  readonly #waiting: string[] = []

  /** Refusals: file-not-found, bad-input. */
  async offer(sender: Sender, path: string): Promise<FileToken> {
    if (!isAbsolute(path)) throw new Refusal('bad-input', 'a path must be absolute')
    const status = await stat(path).catch((error: unknown) => { throw asRefusal(error, path) })
    if (!status.isFile()) throw new Refusal('file-not-found', path)
    const name = basename(path).normalize('NFC')
    return { token: this.#tokens.issue(sender, { path, name, size: status.size }), name, size: status.size, kind: kindOf(name) }
  }

  /** Refusal('token-unknown'). */
  get(token: string, sender: Sender): ChosenFile {
    return this.#tokens.get(token, sender)
  }

  /** A file that was opened before the window asks. */
  wait(path: string): void {
    this.#waiting.push(path)
  }

  /** Files that waited, each once; one that has gone meanwhile is passed over. */
  async opened(sender: Sender): Promise<FileToken[]> {
    const offered = await Promise.all(this.#waiting.splice(0).map((path) => this.offer(sender, path).catch((error: unknown) => {
      if (error instanceof Refusal) return null
      throw error
    })))
    return offered.filter((each) => each !== null)
  }

  forgetFrame(frame: string): void {
    this.#tokens.endWhere((_, owner) => owner === frame)
  }
}
