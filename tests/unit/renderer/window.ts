import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { answerBytes } from '../../../main/electron/byte-routes.ts'
import { answer } from '../../../main/bridge/answer.ts'
import { bridgeName, channels, type Bridge } from '../../../preload/contract/index.ts'
import type { WindowDesk } from '../../support/bridge.ts'

/**
 * The window of a renderer without a browser: `window.sealbid` is the real border (main's router and services behind it), and the byte
 * routes are served over HTTP as the window's own origin serves them. Modules of the renderer are imported after this.
 */

type Listener = (value: unknown) => void

export interface TestWindow { close(): Promise<void> }

function bridgeOf(desk: WindowDesk, listeners: Map<string, Listener[]>): Bridge {
  const areas: Record<string, Record<string, (input?: unknown) => unknown>> = {}
  for (const channel of channels) {
    const [area = '', verb = ''] = channel.split('.')
    const verbs = areas[area] ??= {}
    verbs[verb] = (input = {}) => answer(desk.bridge.handlers, channel, input, { frame: desk.frame })
  }
  const on = Object.fromEntries(['progress', 'certificates', 'opened'].map((event) => [event, (listener: Listener) => {
    listeners.set(event, [...listeners.get(event) ?? [], listener])
    return () => listeners.set(event, (listeners.get(event) ?? []).filter((each) => each !== listener))
  }]))
  return { ...areas, on } as unknown as Bridge
}

async function serve(desk: WindowDesk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://window')
  const body = request.method === 'PUT' ? { body: new Uint8Array(await buffer(request)) } : {}
  const headers = request.headers.range === undefined ? {} : { range: request.headers.range }
  const answered = await answerBytes(desk.bridge.bytes, url.pathname, new Request(url, { method: request.method ?? 'GET', headers, ...body }))
  response.writeHead(answered?.status ?? 404, Object.fromEntries(answered?.headers ?? []))
  response.end(answered === null ? '' : new Uint8Array(await answered.arrayBuffer()))
}

const portOf = (server: Server): number => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

export async function openWindow(desk: WindowDesk): Promise<TestWindow> {
  const server = createServer((request, response) => { void serve(desk, request, response) })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const own = `http://127.0.0.1:${portOf(server)}`
  const listeners = new Map<string, Listener[]>()
  const { emit } = desk.person
  desk.person.emit = (event, value) => {
    emit(event, value)
    for (const listener of listeners.get(event) ?? []) listener(value)
  }
  const real = globalThis.fetch
  // In a page an address without an origin is the page's own.
  globalThis.fetch = (input, init) => real(typeof input === 'string' && input.startsWith('/') ? `${own}${input}` : input, init)
  Object.assign(globalThis, { window: { [bridgeName]: bridgeOf(desk, listeners) } })
  return {
    async close() {
      globalThis.fetch = real
      Reflect.deleteProperty(globalThis, 'window')
      server.closeAllConnections()
      await new Promise<void>((resolve) => { server.close(() => resolve()) })
    },
  }
}
