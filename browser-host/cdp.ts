import type { Readable, Writable } from 'node:stream'
import type { Protocol } from '../node_modules/playwright-core/types/protocol.d.ts'

/**
 * The DevTools protocol over the pipe of `--remote-debugging-pipe`: one JSON text after the other, each ended by a zero byte. A pipe belongs
 * to the two processes alone; a port could be used by every program of the machine.
 */

type Commands = Protocol.CommandParameters
type Answers = Protocol.CommandReturnValues
type Events = Protocol.EventMap
export type { Protocol }

type Listener = (params: never) => void
interface Message { id?: number, sessionId?: string, method?: string, params?: unknown, result?: unknown, error?: { message: string } }

/** One target, or (without an id) the browser. */
export class Session {
  readonly #connection: Connection
  readonly #id: string | undefined
  readonly #listeners = new Map<string, Listener[]>()

  constructor(connection: Connection, id?: string) {
    this.#connection = connection
    this.#id = id
  }

  /** Rejects where the browser refuses the command, and where the target or the browser is gone. */
  send<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): Promise<Answers[M]> {
    return this.#connection.send(method, params ?? {}, this.#id) as Promise<Answers[M]>
  }

  /** The same for what may come too late, because the target may be gone: a failure means nothing. */
  tell<M extends keyof Commands & keyof Answers>(method: M, params?: Commands[M]): void {
    this.send(method, params).catch(() => undefined)
  }

  on<E extends keyof Events>(event: E, listener: (params: Events[E][0]) => void): void {
    this.#listeners.set(event, [...this.#listeners.get(event) ?? [], listener])
  }

  /** Another session of the same browser. */
  sibling(id: string): Session {
    return this.#connection.session(id)
  }

  emit(event: string, params: unknown): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(params as never)
  }
}

interface Waiting { resolve: (result: unknown) => void, reject: (error: Error) => void, method: string }

export class Connection {
  readonly browser = new Session(this)
  /** Resolves when the browser is gone. */
  readonly closed: Promise<void>
  readonly #output: Writable
  readonly #sessions = new Map<string, Session>()
  readonly #waiting = new Map<number, Waiting>()
  #last = 0
  #isOpen = true

  constructor(input: Readable, output: Writable) {
    this.#output = output
    output.on('error', () => undefined)
    let parts: Buffer[] = []
    input.on('data', (chunk: Buffer) => {
      let start = 0
      for (let end = chunk.indexOf(0); end !== -1; end = chunk.indexOf(0, start)) {
        this.#take(JSON.parse(Buffer.concat([...parts, chunk.subarray(start, end)]).toString('utf8')) as Message)
        parts = []
        start = end + 1
      }
      if (start < chunk.length) parts.push(chunk.subarray(start))
    })
    this.closed = new Promise((resolve) => input.once('close', () => {
      this.#isOpen = false
      for (const { reject, method } of this.#waiting.values()) reject(new Error(`${method}: the browser is gone`))
      this.#waiting.clear()
      resolve()
    }))
  }

  send(method: string, params: object, sessionId?: string): Promise<unknown> {
    if (!this.#isOpen) return Promise.reject(new Error(`${method}: the browser is gone`))
    const id = ++this.#last
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject, method })
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`)
    })
  }

  /** The session that the browser has told of by `Target.attachedToTarget`. */
  session(id: string): Session {
    const known = this.#sessions.get(id)
    if (known !== undefined) return known
    const session = new Session(this, id)
    this.#sessions.set(id, session)
    return session
  }

  #take({ id, sessionId, method, params, result, error }: Message): void {
    if (id !== undefined) {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(result)
      else waiting?.reject(new Error(`${waiting.method}: ${error.message}`))
    } else if (method !== undefined) {
      (sessionId === undefined ? this.browser : this.session(sessionId)).emit(method, params)
    }
  }
}
