import { launchChromium, findChromium, type Chromium } from './chromium.ts'
import type { Protocol, Session } from './cdp.ts'
import { startProxy, type Proxy } from './proxy.ts'
import { Partition } from './session.ts'
import { currentScheme, onTheme } from './theme.ts'
import type { Contents } from './web-contents.ts'

/** The one browser: contexts for partitions, pages for windows, and nothing that nobody asked for. */

export interface Size { width: number, height: number }

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
  /** Hidden pages that are about to open a window, by their target: who waits for the window, and who for the page itself. */
  readonly #expected = new Map<string, (arrival: Arrival) => void>()
  readonly #openers = new Map<string, (arrival: Arrival) => void>()
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
    const arrival = contents.partition === this.#defaultGate && !this.#isFirstPageTaken ? await this.#takeFirst() : await this.#create(contents.partition, size)
    this.#pages.set(arrival.targetId, contents)
    await contents.attach(arrival.session, arrival.targetId)
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
   * A window without tabs: the browser makes one only where a page opens it, so that a hidden page of the same context does. It lies in the
   * middle of the window that is there already.
   */
  async #create(partition: Partition, size: Size): Promise<Arrival> {
    const { browser } = (await this.#running()).connection
    const browserContextId = await this.#context(partition)
    const { targetId: openerId } = await browser.send('Target.createTarget', { url: 'about:blank', hidden: true, background: true, ...(browserContextId === undefined ? {} : { browserContextId }) })
    const arrival = new Promise<Arrival>((resolve) => { this.#expected.set(openerId, resolve) })
    const { session: opener } = this.#arrivals.get(openerId) ?? await new Promise<Arrival>((resolve) => { this.#openers.set(openerId, resolve) })
    this.#arrivals.delete(openerId)
    await opener.send('Runtime.runIfWaitingForDebugger')
    await opener.send('Runtime.evaluate', { expression: `void window.open('about:blank', '_blank', ${JSON.stringify(await this.#features(size))})`, userGesture: true })
    const arrived = await arrival
    browser.tell('Target.closeTarget', { targetId: openerId })
    return arrived
  }

  async #features({ width, height }: Size): Promise<string> {
    const { browser } = (await this.#running()).connection
    const [targetId] = this.#pages.keys()
    const { bounds } = targetId === undefined ? { bounds: {} } : await browser.send('Browser.getWindowForTarget', { targetId })
    const { left = 0, top = 0, width: outerWidth = width, height: outerHeight = height } = bounds
    const at = (start: number, outer: number, inner: number): number => Math.max(0, Math.round(start + (outer - inner) / 2))
    return `popup,width=${width},height=${height},left=${at(left, outerWidth, width)},top=${at(top, outerHeight, height)}`
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
      connection.browser.tell('Target.closeTarget', { targetId })
      return
    }
    const arrival = { session, targetId }
    const expected = this.#expected.get(openerId ?? '')
    const asked = this.#openers.get(targetId)
    if (expected !== undefined) {
      this.#expected.delete(openerId ?? '')
      expected(arrival)
    } else if (asked !== undefined) {
      this.#openers.delete(targetId)
      asked(arrival)
    } else if (url.startsWith('data:')) this.#firstPage(arrival)
    else this.#arrivals.set(targetId, arrival)
  }

  #gone(targetId: string | undefined): void {
    const contents = this.#pages.get(targetId ?? '')
    this.#pages.delete(targetId ?? '')
    contents?.ended()
  }
}

export const browser = new Browser()
