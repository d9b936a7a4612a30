import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { sep } from 'node:path'
import type { HandlerDetails, WindowOpenHandlerResponse } from 'electron'
import { toApp, toPage } from './addresses.ts'
import type { Protocol, Session } from './cdp.ts'
import { dropPath, drops } from './drops.ts'
import { Frames } from './frames.ts'
import { dispatch, Handlers } from './ipc-main.ts'
import { preloadScript } from './page/preload-host.ts'
import { Partition } from './session.ts'
import type { HostWebContents } from './surface.ts'
import { currentScheme } from './theme.ts'

/** Names inside the page. The binding is gone before a script of the page runs. */
const binding = '__sealbidHost'
const receiver = '__sealbidHostReceive'

let contents = 0

/** An event that listeners may prevent, as Electron's are. */
class Preventable {
  defaultPrevented = false
  preventDefault = (): void => { this.defaultPrevented = true }
}

/** One page of the browser as `WebContents`. */
export class Contents extends EventEmitter implements HostWebContents {
  readonly id = ++contents
  readonly ipc = new Handlers()
  readonly partition: Partition
  readonly #preload: string | undefined
  #target: { session: Session, frames: Frames } | null = null
  #openHandler: (details: HandlerDetails) => WindowOpenHandlerResponse = () => ({ action: 'deny' })
  /** Address that main itself loads; it needs no asking. */
  #loading: string | null = null

  constructor(partition: Partition, preload: string | undefined) {
    super()
    this.partition = partition
    this.#preload = preload
  }

  get mainFrame(): HostWebContents['mainFrame'] {
    if (this.#target === null) throw new Error('the contents have no page yet')
    return this.#target.frames.main
  }

  get session(): Session | null {
    return this.#target?.session ?? null
  }

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.#openHandler = handler
  }

  /** It holds for the whole browser from its start. */
  setWebRTCIPHandlingPolicy(): void {}

  /** Asks whether a page may open a window. What is allowed is still not opened: no window of ours opens others. */
  refusesWindow(url: string): boolean {
    return this.#openHandler({ url: toApp(url), frameName: '', features: '', disposition: 'new-window', referrer: { url: '', policy: 'default' }, postBody: null } as unknown as HandlerDetails).action === 'deny'
  }

  send(channel: string, ...args: unknown[]): void {
    const context = this.#target?.frames.mainContext
    if (context !== null && context !== undefined) this.#post(context, { channel, args })
  }

  /** Makes a page that waits for its debugger ours. */
  async attach(session: Session, targetId: string): Promise<void> {
    const frames = new Frames(session, targetId, (url) => this.emit('did-navigate', {}, url, 200, ''))
    this.#target = { session, frames }
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => { if (name === binding) void this.#asked(frames, payload, executionContextId) })
    session.on('Fetch.requestPaused', (paused) => { void this.#paused(frames, session, paused) })
    session.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => { void this.#child(session.sibling(sessionId), targetInfo.type) })
    session.on('Inspector.targetCrashed', () => this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }))
    session.on('Page.loadEventFired', () => this.emit('did-finish-load'))
    const scheme = currentScheme()
    await Promise.all([
      session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
      session.send('Page.enable'), session.send('Runtime.enable'), session.send('Inspector.enable'), session.send('Runtime.addBinding', { name: binding }),
      session.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*' }, { urlPattern: '*', resourceType: 'Document' }] }),
      ...scheme === null ? [] : [session.send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] })],
    ])
    await session.send('Runtime.runIfWaitingForDebugger')
  }

  /** Loads a page of main's choice; resolves when it is complete. */
  async load(url: string): Promise<void> {
    const { session } = this.#target ?? {}
    if (session === undefined) throw new Error('the contents have no page')
    const address = toPage(url)
    this.#loading = address
    const source = this.#preload === undefined ? `Reflect.deleteProperty(window, ${JSON.stringify(binding)})` : preloadScript({
      binding, receiver, origin: Partition.originOf(url), dropFolder: drops.folder, dropPath, separator: sep,
    }, readFileSync(this.#preload, 'utf8'))
    await session.send('Page.addScriptToEvaluateOnNewDocument', { source })
    const complete = new Promise<void>((resolve) => this.once('did-finish-load', () => resolve()))
    const { errorText } = await session.send('Page.navigate', { url: address })
    if (errorText !== undefined) throw new Error(`${errorText} loading ${url}`)
    await complete
  }

  /** The page is gone. */
  ended(): void {
    if (this.#target === null) return
    this.#target = null
    this.emit('destroyed')
  }

  /** A frame of another process, or a worker. It gets no binding; what it asks for is judged like everything else. */
  async #child(session: Session, type: string): Promise<void> {
    session.on('Fetch.requestPaused', ({ requestId, request: { url, method }, resourceType }) => {
      void this.#decide(session, requestId, resourceType === 'Document' ? Promise.resolve(false) : this.#judged(url, method))
    })
    if (type === 'iframe') await session.send('Fetch.enable', { patterns: [{ urlPattern: 'https://*' }, { urlPattern: '*', resourceType: 'Document' }] }).catch(() => undefined)
    session.tell('Runtime.runIfWaitingForDebugger')
  }

  #post(context: number, message: object): void {
    this.session?.tell('Runtime.callFunctionOn', {
      functionDeclaration: `function (message) { globalThis.${receiver}(message) }`, executionContextId: context, arguments: [{ value: message }],
    })
  }

  async #asked(frames: Frames, payload: string, context: number): Promise<void> {
    const { id, channel, args } = JSON.parse(payload) as { id: number, channel: string, args: unknown[] }
    const event = { sender: this, senderFrame: frames.ofContext(context) }
    try {
      this.#post(context, { id, ok: true, value: await dispatch(this.ipc, channel, event, args) })
    } catch (error) {
      this.#post(context, { id, ok: false, message: `Error invoking remote method '${channel}': ${String(error)}` })
    }
  }

  /** A navigation, or a request of which the proxy will see no more than a tunnel. */
  async #paused(frames: Frames, session: Session, { requestId, request, resourceType, frameId, redirectedRequestId }: Protocol.Fetch.requestPausedPayload): Promise<void> {
    const { url, method } = request
    const isAway = resourceType === 'Document' && !this.#mayNavigate(frames, url, frameId, redirectedRequestId !== undefined)
    await this.#decide(session, requestId, isAway ? Promise.resolve(false) : this.#judged(url, method))
  }

  /** What is refused ends as if nobody had asked: a navigation leaves the page as it is. */
  async #decide(session: Session, requestId: string, decision: Promise<boolean>): Promise<void> {
    if (await decision) session.tell('Fetch.continueRequest', { requestId })
    else session.tell('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
  }

  async #judged(url: string, method: string): Promise<boolean> {
    return !url.startsWith('https:') || await this.partition.judgeTls(url, method)
  }

  #mayNavigate(frames: Frames, address: string, frameId: string, isRedirect: boolean): boolean {
    const isMainFrame = frames.isMain(frameId)
    if (isMainFrame && !isRedirect && address === this.#loading) {
      this.#loading = null
      return true
    }
    const event = Object.assign(new Preventable(), { url: toApp(address), isMainFrame, isSameDocument: false, frame: null, initiator: null })
    if (isRedirect) this.emit('will-redirect', event, event.url, false, isMainFrame)
    else {
      if (isMainFrame) this.emit('will-navigate', event, event.url)
      this.emit('will-frame-navigate', event)
    }
    return !event.defaultPrevented
  }
}
