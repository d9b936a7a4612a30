import { once } from 'node:events'
import { Agent, createServer, request as askHttp, type IncomingMessage, type OutgoingHttpHeaders, type ServerResponse } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { toApp } from './addresses.ts'
import { bodyOf } from './bodies.ts'

/**
 * The only way out of a browser context. Every request of its pages comes here, redirects and WebSockets too: requests to our own pages are
 * answered, plain HTTP is judged and passed on, a tunnel is opened for an origin only that was judged before. Bodies stream both ways.
 */
export interface Gate {
  /** Whether a request may leave, or reach our own page; `url` as main says it. */
  judge(url: string, method: string): Promise<boolean>
  /** Whether a TLS tunnel to this origin may be opened. */
  permitsTunnel(origin: string): boolean
  /** Answers a request to `app:`. */
  serve(request: Request): Promise<Response>
}

export interface Proxy {
  /** As Chromium wants it. */
  address: string
  close(): void
}

const hopByHop = ['connection', 'proxy-connection', 'keep-alive', 'proxy-authorization', 'proxy-authenticate', 'te', 'trailer', 'transfer-encoding', 'upgrade']

const endToEnd = (headers: NodeJS.Dict<string | string[]>): OutgoingHttpHeaders =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !hopByHop.includes(name)))

export async function startProxy(gate: () => Gate | null): Promise<Proxy> {
  const agent = new Agent({ keepAlive: true })
  const server = createServer((request, response) => {
    handle(gate(), agent, request, response).catch(() => response.destroy())
  })
  server.on('connect', (request, socket, head: Buffer) => {
    const [host = '', port = '443'] = splitPort(request.url ?? '')
    socket.on('error', () => undefined)
    if (gate()?.permitsTunnel(`https://${host}${port === '443' ? '' : `:${port}`}`) !== true) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    const out = connect(Number(port), host.replace(/^\[|\]$/g, ''), () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n')
      out.write(head)
      out.pipe(socket)
      socket.pipe(out)
    })
    out.on('error', () => socket.destroy())
    socket.on('close', () => out.destroy())
  })
  server.requestTimeout = 0
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  server.unref()
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close() {
      server.close()
      server.closeAllConnections()
      agent.destroy()
    },
  }
}

const splitPort = (authority: string): string[] => {
  const at = authority.lastIndexOf(':')
  return [authority.slice(0, at), authority.slice(at + 1)]
}

async function handle(gate: Gate | null, agent: Agent, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = request.url ?? ''
  const method = request.method ?? 'GET'
  const url = toApp(address)
  if (gate === null || !/^https?:|^app:/.test(url) || !await gate.judge(url, method)) {
    // Without headers for other origins: the page learns that it failed, as when Electron cancels a request.
    response.writeHead(403, { connection: 'close' }).end()
    return
  }
  if (url.startsWith('app:')) await answer(gate, url, request, response)
  else await passOn(new URL(address), agent, request, response)
}

async function answer(gate: Gate, url: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const hasBody = request.headers['content-length'] !== undefined || request.headers['transfer-encoding'] !== undefined
  const headers = Object.entries(endToEnd(request.headers)).map(([name, value]): [string, string] => [name, String(value)])
  const init = { method: request.method ?? 'GET', headers }
  const answer = await gate.serve(new Request(url, hasBody ? { ...init, body: bodyOf(request), duplex: 'half' } as RequestInit : init))
  response.writeHead(answer.status, Object.fromEntries(answer.headers))
  // Written by hand: the stream adapters cost twice the time, and slices of gigabytes go this way.
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  for await (const chunk of answer.body ?? []) {
    if (!response.write(chunk)) await once(response, 'drain', { signal: gone.signal })
  }
  response.end()
}

function passOn(url: URL, agent: Agent, request: IncomingMessage, response: ServerResponse): Promise<void> {
  return new Promise((resolve, reject) => {
    const out = askHttp(url, { agent, method: request.method, headers: endToEnd(request.headers) }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers))
      // The first bytes of a stream of events must not wait for more.
      response.flushHeaders()
      pipeline(answer, response).then(resolve, reject)
    })
    out.on('error', reject)
    response.on('close', () => { if (!response.writableFinished) out.destroy() })
    pipeline(request, out).catch(reject)
  })
}
