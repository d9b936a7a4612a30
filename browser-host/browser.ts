import { setTimeout as wait } from 'node:timers/promises'
import { launchChromium, findChromium, type Chromium } from './chromium.ts'
import type { Protocol, Session } from './cdp.ts'
import { startProxy, type Proxy } from './proxy.ts'
import { Partition } from './session.ts'
import { currentScheme, onTheme } from './theme.ts'
import type { Contents } from './web-contents.ts'

/** The one browser: contexts for partitions, pages for windows, and nothing that nobody asked for. */

export interface Size { width: number, height: number }

/** A page that was asked for is fetched at once. */
const unexpectedMilliseconds = 5_000

interface Arrival { session: Session, targetId: string }

class Browser {
  #chromium: Promise<Chromium> | null = null
  #defaultGate: Partition | null = null
  #isFirstPageTaken = false
  #isEnding = false
  readonly #defaultProxy: Promise<Proxy> = startProxy(() => this.#defaultGate)
  readonly #partitions = new Map<string, Partition>()
  readonly #contexts = new Map<Partition, Promise<string | undefined>>()
  readonly #pages = new Map<string, Contents>()
  readonly #arrivals = new Map<string, Arrival>()
  /** Who waits for a page, by its target's id or by that of the page that opens it. */
  readonly #expected = new Map<string, (arrival: Arrival) => void>()
  #firstPage: (arrival: Arrival) => void = () => undefined
  readonly #first = new Promise<Arrival>((resolve) => { this.#firstPage = resolve })

  /** Begins to start it, without waiting. Throws where no Chromium is found. */
  start({ headless, debug }: { headless: boolean, debug: boolean }): void {
    const program = findChromium()
    if (program === null) throw new Error('no Chromium found in PATH')
    this.#chromium = this.#defaultProxy.then(async ({ address }) => {
      const chromium = launchChromium(program, { headless, debug, proxy: address })
      const { browser } = chromium.connection
      browser.on('Target.attachedToTarget', (attached) => { void this.#attached(chromium, attached) })
      browser.on('Target.detachedFromTarget', ({ targetId }) => this.#gone(targetId))
      browser.tell('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true, filter: [{ type: 'page' }] })
      return chromium
    })
    onTheme(() => {
      const value = currentScheme() ?? ''
      for (const page of this.#pages.values()) page.session?.tell('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value }] })
    })
  }

  /** Resolves when the browser is gone, however that happened; throws its last words where it never came. */
  async gone(): Promise<void> {
    const { connection, words } = await this.#running()
    const hasCome = await connection.browser.send('Browser.getVersion').then(() => true, () => false)
    if (!hasCome && !this.#isEnding) throw new Error(`the browser ended at once\n${words()}`)
    await connection.closed
  }

  async debugAddress(): Promise<string | null> {
    return await (await this.#running()).debugAddress
  }

  partition(name: string): Partition {
    const known = this.#partitions.get(name)
    if (known !== undefined) return known
    const partition = this.#defaultGate === null ? this.#firstPartition(name) : new Partition(name)
    this.#partitions.set(name, partition)
    return partition
  }

  /** The first partition lives in the browser's default context, whose window has no tabs and no address bar. */
  #firstPartition(name: string): Partition {
    const partition = new Partition(name, this.#defaultProxy)
    this.#defaultGate = partition
    return partition
  }

  /** Opens a page for these contents, ready to be loaded. Answers its target's id. */
  async open(contents: Contents, size: Size): Promise<string> {
    const arrival = contents.partition === this.#defaultGate && !this.#isFirstPageTaken ? await this.#takeFirst() : await this.#create(contents.partition)
    this.#pages.set(arrival.targetId, contents)
    await Promise.all([contents.attach(arrival.session, arrival.targetId), this.#place(arrival.targetId, size)])
    return arrival.targetId
  }

  async close(targetId: string): Promise<void> {
    const { browser } = (await this.#running()).connection
    browser.tell('Target.closeTarget', { targetId })
  }

  async end(): Promise<void> {
    this.#isEnding = true
    const chromium = await this.#chromium?.catch(() => null)
    await chromium?.end()
    for (const partition of this.#partitions.values()) (await partition.proxy).close()
  }

  #running(): Promise<Chromium> {
    if (this.#chromium === null) throw new Error('the browser was not started')
    return this.#chromium
  }

  #takeFirst(): Promise<Arrival> {
    this.#isFirstPageTaken = true
    return this.#first
  }

  /**
   * A window without tabs: the browser makes one only where a page opens it, so that a page out of sight, of the same context, does.
   */
  async #create(partition: Partition): Promise<Arrival> {
    const { browser } = (await this.#running()).connection
    const browserContextId = await this.#context(partition)
    const { targetId } = await browser.send('Target.createTarget', {
      url: 'about:blank', newWindow: true, windowState: 'minimized', ...(browserContextId === undefined ? {} : { browserContextId }),
    })
    const opener = await this.#arrival(targetId)
    const arrival = this.#arrival(`opened by ${targetId}`)
    opener.session.tell('Runtime.runIfWaitingForDebugger')
    opener.session.tell('Runtime.evaluate', { expression: "void window.open('about:blank', '_blank', 'popup')", userGesture: true })
    const arrived = await arrival
    browser.tell('Target.closeTarget', { targetId })
    return arrived
  }

  /** The page with this id, or the one that it opens, when it has arrived. */
  #arrival(key: string): Promise<Arrival> {
    const arrived = this.#arrivals.get(key)
    this.#arrivals.delete(key)
    return arrived === undefined ? new Promise((resolve) => { this.#expected.set(key, resolve) }) : Promise.resolve(arrived)
  }

  /** Gives a window its size; one that is not the first lies in the middle of the first. */
  async #place(targetId: string, { width, height }: Size): Promise<void> {
    const { browser } = (await this.#running()).connection
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
    const first = [...this.#pages.keys()].find((each) => each !== targetId)
    const { left = 0, top = 0, width: outerWidth = width, height: outerHeight = height } = first === undefined ? {} as Protocol.Browser.Bounds : (await browser.send('Browser.getWindowForTarget', { targetId: first })).bounds
    const middle = (start: number, outer: number, inner: number): number => Math.max(0, Math.round(start + (outer - inner) / 2))
    const place = first === undefined ? {} : { left: middle(left, outerWidth, width), top: middle(top, outerHeight, height) }
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { ...place, width, height } })
  }

  #context(partition: Partition): Promise<string | undefined> {
    const known = this.#contexts.get(partition)
    if (known !== undefined) return known
    const made = partition === this.#defaultGate ? Promise.resolve(undefined) : this.#running().then(async ({ connection }) => {
      const { address } = await partition.proxy
      return (await connection.browser.send('Target.createBrowserContext', { proxyServer: address, proxyBypassList: '<-loopback>', disposeOnDetach: true })).browserContextId
    })
    this.#contexts.set(partition, made)
    return made
  }

  async #attached({ connection }: Chromium, { sessionId, targetInfo }: Protocol.Target.attachedToTargetPayload): Promise<void> {
    const { targetId, openerId, url } = targetInfo
    const session = connection.session(sessionId)
    const opener = openerId === undefined ? undefined : this.#pages.get(openerId)
    if (opener !== undefined) {
      // A page opened a window. It is still waiting and has asked for nothing.
      opener.refusesWindow(url)
      await letGo(session)
      connection.browser.tell('Target.closeTarget', { targetId })
      return
    }
    const arrival = { session, targetId }
    const key = openerId === undefined ? targetId : `opened by ${openerId}`
    const expected = this.#expected.get(key)
    this.#expected.delete(key)
    if (expected !== undefined) expected(arrival)
    else if (url.startsWith('data:')) this.#firstPage(arrival)
    else {
      this.#arrivals.set(key, arrival)
      // A person can open a window of the browser by its keys; it would wait for ever, and nobody asked for it.
      setTimeout(() => { if (this.#arrivals.delete(key)) connection.browser.tell('Target.closeTarget', { targetId }) }, unexpectedMilliseconds).unref()
    }
  }

  #gone(targetId: string | undefined): void {
    const contents = this.#pages.get(targetId ?? '')
    this.#pages.delete(targetId ?? '')
    contents?.ended()
  }
}

/**
 * A window that waits for its debugger holds the thread of the page that opened it, and one that is closed meanwhile never lets go of it. So
 * it goes on first, with everything held that it might load.
 */
async function letGo(session: Session): Promise<void> {
  session.tell('Fetch.enable', { patterns: [{ urlPattern: '*' }] })
  await Promise.race([session.send('Runtime.runIfWaitingForDebugger').catch(() => undefined), wait(1_000)])
}

export const browser = new Browser()
