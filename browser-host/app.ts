import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { browser } from './browser.ts'
import { takeInstance } from './single-instance.ts'

/** `app`: the life of the program. */
class App extends EventEmitter {
  readonly isPackaged = false
  readonly #root = join(import.meta.dirname, '..')
  readonly #paths = new Map<string, string>()
  #isQuitting = false
  /** Set by browser-window.ts, which knows them. */
  closeWindows: () => void = () => undefined

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  getAppPath(): string {
    return this.#root
  }

  getVersion(): string {
    return (JSON.parse(readFileSync(join(this.#root, 'package.json'), 'utf8')) as { version: string }).version
  }

  /** The host's pages have no other process to be kept from. */
  enableSandbox(): void {}

  whenReady(): Promise<void> {
    return Promise.resolve()
  }

  requestSingleInstanceLock(): boolean {
    return takeInstance(this.#paths.get('userData') ?? this.#root, (argv, folder) => this.emit('second-instance', {}, argv, folder, {}))
  }

  allWindowsClosed(): void {
    if (!this.#isQuitting) this.emit('window-all-closed')
  }

  /** Closes the windows, then asks whether it may end (`will-quit`), then ends. */
  quit(): void {
    this.#isQuitting = true
    this.#quit()
  }

  exit(code = 0): void {
    void browser.end().finally(() => process.exit(code))
  }

  #quit(): void {
    this.closeWindows()
    let isPrevented = false
    this.emit('will-quit', { preventDefault: () => { isPrevented = true } })
    if (!isPrevented) this.exit()
  }
}

export const app = new App()
