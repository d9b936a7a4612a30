import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A platform that lies: it hands every request on to a real one and changes answers on the way back. */

export interface Answer { status: number, headers: Record<string, string>, body: Uint8Array }
export interface Asked { method: string, path: string, body: Buffer }
export type Lie = (answer: Answer, request: Asked) => Answer | Promise<Answer>

interface Rule { method: string, path: RegExp, lie: Lie, isDeaf?: boolean }

const nothing: Answer = { status: 200, headers: {}, body: new Uint8Array() }

const dropped = new Set(['connection', 'content-length', 'content-encoding', 'transfer-encoding', 'host', 'expect'])

const kept = (headers: Iterable<[string, string]>): Record<string, string> => Object.fromEntries([...headers].filter(([name]) => !dropped.has(name)))

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const listen = (server: Server): Promise<string> => new Promise((resolve) => {
  server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))
})

export class Liar {
  readonly origin: string
  readonly requests: Asked[] = []
  readonly #server: Server
  readonly #rules: Rule[] = []

  private constructor(server: Server, origin: string) {
    this.#server = server
    this.origin = origin
  }

  /** In front of the platform at `origin`, which may be known only later. */
  static async before(origin: string | (() => string)): Promise<Liar> {
    const server = createServer()
    server.keepAliveTimeout = 75_000
    const liar = new Liar(server, await listen(server))
    server.on('request', (request: IncomingMessage, response) => {
      void liar.#answer(typeof origin === 'string' ? origin : origin(), request).then(({ status, headers, body }) => response.writeHead(status, headers).end(body), () => response.destroy())
    })
    return liar
  }

  async #answer(target: string, request: IncomingMessage): Promise<Answer> {
    const asked = { method: request.method ?? '', path: request.url ?? '', body: await bodyOf(request) }
    this.requests.push(asked)
    const lies = this.#rules.filter((each) => each.method === asked.method && each.path.test(asked.path))
    const real = lies.some((each) => each.isDeaf === true) ? nothing : await this.#ask(target, asked, request)
    let told = real
    for (const { lie } of lies) told = await lie(told, asked)
    return told
  }

  async #ask(target: string, asked: Asked, request: IncomingMessage): Promise<Answer> {
    const headers = kept(Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]))
    const body = asked.body.length === 0 ? {} : { body: Uint8Array.from(asked.body) }
    const real = await fetch(new URL(asked.path, target), { method: asked.method, headers, redirect: 'manual', ...body })
    const told = kept(real.headers.entries())
    // Addresses of uploads lead back here, as at any platform.
    if (told['location'] !== undefined) told['location'] = told['location'].replace(target, this.origin)
    return { status: real.status, headers: told, body: new Uint8Array(await real.arrayBuffer()) }
  }

  /** From now on answers to these requests are changed. */
  tell(method: string, path: RegExp, lie: Lie): void {
    this.#rules.push({ method, path, lie })
  }

  /** Sends these requests elsewhere, with their bodies; the real platform does not hear of them. */
  redirect(method: string, path: RegExp, origin: string): void {
    const lie: Lie = (_answer, asked) => ({ status: 307, headers: { location: `${origin}${asked.path}` }, body: new Uint8Array() })
    this.#rules.push({ method, path, lie, isDeaf: true })
  }

  /** Tells the truth again and forgets what was asked. */
  repent(): void {
    this.#rules.length = 0
    this.requests.length = 0
  }

  asked(method: string, path: RegExp): Asked[] {
    return this.requests.filter((each) => each.method === method && path.test(each.path))
  }

  async end(): Promise<void> {
    this.#server.closeAllConnections()
    await new Promise<void>((resolve) => { this.#server.close(() => resolve()) })
  }
}

/** Changes a JSON answer. */
export const inJson = <T>(change: (value: T) => unknown): Lie => (answer) =>
  ({ ...answer, body: Buffer.from(JSON.stringify(change(JSON.parse(new TextDecoder().decode(answer.body)) as T))) })

/** Answers other bytes, as if all were well. */
export const instead = (body: Uint8Array): Lie => (answer) => ({ ...answer, status: 200, body })
