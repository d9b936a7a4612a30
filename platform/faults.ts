import { Readable } from 'node:stream'
import type { Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import type { Operation } from '../interface/routes.ts'

/** What tests and rehearsals can ask the platform to do wrong. Reached through the handle of `startPlatform`, never over HTTP. */
export class Faults {
  readonly #failing: string[] = []
  readonly #silent: string[] = []
  #drop: number | undefined
  #uploadSocket: Socket | undefined
  #delay = 0
  #wrongReceipt = false

  /** The next request for this operation is answered with a failure and has no effect. */
  failNext(operation: Operation | 'upload'): void {
    this.#failing.push(operation)
  }

  /** The next request for this operation takes effect, but the connection breaks before the answer. */
  loseNextAnswer(operation: Operation): void {
    this.#silent.push(operation)
  }

  /** The connection of the next upload breaks after so many bytes. */
  dropAfter(bytes: number): void {
    this.#drop = bytes
  }

  /** Every request waits so long first. */
  slow(milliseconds: number): void {
    this.#delay = milliseconds
  }

  /** The next receipt of a submission names another bid digest. */
  wrongReceipt(): void {
    this.#wrongReceipt = true
  }

  takeFailure(operation: Operation | 'upload'): boolean {
    return take(this.#failing, operation)
  }

  takeSilence(operation: Operation): boolean {
    return take(this.#silent, operation)
  }

  takeWrongReceipt(): boolean {
    const wrong = this.#wrongReceipt
    this.#wrongReceipt = false
    return wrong
  }

  async delay(): Promise<void> {
    if (this.#delay > 0) await wait(this.#delay)
  }

  /** Remembers the connection that `dropAfter` would break. */
  watchUpload(socket: Socket): void {
    this.#uploadSocket = socket
  }

  /** Hands on the bytes of an upload, as many as `dropAfter` lets through. */
  tap(readable: Readable): Readable {
    const limit = this.#drop
    if (limit === undefined) return readable
    this.#drop = undefined
    const socket = this.#uploadSocket
    return Readable.from((async function* part() {
      let left = limit
      for await (const chunk of readable as AsyncIterable<Buffer>) {
        yield chunk.subarray(0, left)
        left -= chunk.length
        if (left > 0) continue
        socket?.destroy()
        return
      }
    })())
  }
}

function take(list: string[], value: string): boolean {
  const index = list.indexOf(value)
  if (index >= 0) list.splice(index, 1)
  return index >= 0
}
