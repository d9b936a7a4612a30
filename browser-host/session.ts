import { EventEmitter } from 'node:events'
import type { OnBeforeRequestListenerDetails } from 'electron'
import { toPage } from './addresses.ts'
import { drops } from './drops.ts'
import { startProxy, type Gate, type Proxy } from './proxy.ts'
import type { HostSession } from './surface.ts'

type BeforeRequest = (details: OnBeforeRequestListenerDetails, callback: (response: { cancel?: boolean }) => void) => void
type Serve = (request: Request) => Response | Promise<Response>

const tunnelMilliseconds = 60_000
let requests = 0

/** A session partition: a browser context of its own, behind a proxy of its own that asks the listeners which main has hung here. */
export class Partition extends EventEmitter implements Gate, HostSession {
  readonly name: string
  readonly proxy: Promise<Proxy>
  readonly #schemes = new Map<string, Serve>()
  readonly #tunnels = new Map<string, number>()
  #beforeRequest: BeforeRequest | null = null

  constructor(name: string, proxy?: Promise<Proxy>) {
    super()
    this.name = name
    this.proxy = proxy ?? startProxy(() => this)
  }

  readonly protocol = {
    handle: (scheme: string, handler: Serve): void => { this.#schemes.set(scheme, handler) },
  }

  readonly webRequest = {
    onBeforeRequest: (listener: BeforeRequest): void => { this.#beforeRequest = listener },
  }

  /** Pages never get a permission here: the browser is started without a way to ask, and denies. */
  setPermissionRequestHandler(): void {}
  setPermissionCheckHandler(): void {}
  setDevicePermissionHandler(): void {}
  /** It is off. */
  setSpellCheckerEnabled(): void {}

  judge(url: string, method: string): Promise<boolean> {
    const listener = this.#beforeRequest
    if (listener === null) return Promise.resolve(true)
    const details: OnBeforeRequestListenerDetails = { id: ++requests, url, method, resourceType: 'other', referrer: '', timestamp: Date.now(), uploadData: [] }
    return new Promise((resolve) => { listener(details, ({ cancel }) => resolve(cancel !== true)) })
  }

  /** Judges a request of which the proxy will see the tunnel only, and opens the tunnel for it. */
  async judgeTls(url: string, method: string): Promise<boolean> {
    if (!await this.judge(url, method)) return false
    this.#tunnels.set(new URL(url).origin, Date.now())
    return true
  }

  permitsTunnel(origin: string): boolean {
    return Date.now() - (this.#tunnels.get(origin) ?? 0) < tunnelMilliseconds
  }

  async serve(request: Request): Promise<Response> {
    const dropped = await drops.take(request)
    if (dropped !== null) return dropped
    const handler = this.#schemes.get(new URL(request.url).protocol.slice(0, -1))
    return handler === undefined ? new Response(null, { status: 404 }) : await handler(request)
  }

  /** Origin of its pages inside the browser, for an `app:` address. */
  static originOf(address: string): string {
    return new URL(toPage(address)).origin
  }
}
