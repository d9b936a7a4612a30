import { EventEmitter } from 'node:events'
import { app } from './app.ts'
import { browser } from './browser.ts'
import { Partition } from './session.ts'
import type { HostWindow, HostWindowOptions } from './surface.ts'
import { Contents } from './web-contents.ts'

/** A window of the browser as `BrowserWindow`. It is made when its page is loaded, so that it never stands there empty. */
export class BrowserWindow extends EventEmitter implements HostWindow {
  static readonly all = new Set<BrowserWindow>()
  readonly webContents: Contents
  readonly #parent: BrowserWindow | null
  readonly #isModal: boolean
  readonly #size: { width: number, height: number }
  #target: Promise<string> | null = null
  #isDestroyed = false

  constructor({ width = 800, height = 600, parent, modal = false, webPreferences = {} }: HostWindowOptions) {
    super()
    this.#size = { width, height }
    this.#parent = parent instanceof BrowserWindow ? parent : null
    this.#isModal = modal
    const { session, partition = '', preload } = webPreferences
    this.webContents = new Contents(session instanceof Partition ? session : browser.partition(partition), preload)
    BrowserWindow.all.add(this)
    this.webContents.once('destroyed', () => this.#ended())
    app.emit('web-contents-created', {}, this.webContents)
  }

  async loadURL(url: string): Promise<void> {
    this.#target ??= browser.open(this.webContents, this.#size)
    const targetId = await this.#target
    if (this.#isDestroyed) {
      await browser.close(targetId)
      throw new Error('the window was closed')
    }
    this.#parent?.block(this.#isModal)
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'))
    await this.webContents.load(url)
  }

  /** While a modal child asks, this window takes no input. */
  block(isBlocked: boolean): void {
    this.webContents.session?.tell('Input.setIgnoreInputEvents', { ignore: isBlocked })
  }

  /** It is shown as soon as it is there. */
  show(): void {}
  restore(): void {}

  isMinimized(): boolean {
    return false
  }

  focus(): void {
    this.webContents.session?.tell('Page.bringToFront')
  }

  /** A browser's window can be photographed: the host has no way to forbid it. */
  setContentProtection(): void {}

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  close(): void {
    this.destroy()
  }

  destroy(): void {
    if (this.#isDestroyed) return
    void this.#target?.then((targetId) => browser.close(targetId)).catch(() => undefined)
    this.#ended()
  }

  #ended(): void {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    BrowserWindow.all.delete(this)
    for (const child of [...BrowserWindow.all].filter((each) => each.#parent === this)) child.destroy()
    if (this.#isModal) this.#parent?.block(false)
    this.webContents.ended()
    this.emit('closed')
    if (BrowserWindow.all.size === 0) app.allWindowsClosed()
  }
}

app.closeWindows = () => { for (const window of BrowserWindow.all) window.destroy() }
