import { randomBytes } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import type { Sender } from '../../preload/contract/index.ts'

/** What a token stands for, and who may say it until when. */
interface Entry<T> { frame: string, value: T, expires: number }

/** More than a person can have in hand; a window that asks for more has gone wrong. */
const maxTokens = 2_000

/** Opaque names for things that the window must not see: 32 random bytes, bound to the frame that got them. */
export class Tokens<T> {
  readonly #entries = new Map<string, Entry<T>>()
  readonly #lifetime: number
  readonly #onEnd: (value: T) => void
  readonly #limit: number

  /** `lifetime` in milliseconds; `onEnd` runs when a token ends, for whatever reason; `limit`: how many there may be at once. */
  constructor(lifetime: number, { onEnd = () => undefined, limit = maxTokens }: { onEnd?: (value: T) => void, limit?: number } = {}) {
    this.#lifetime = lifetime
    this.#onEnd = onEnd
    this.#limit = limit
  }

  /** Refusal('too-many'). */
  issue({ frame }: Sender, value: T): string {
    this.#sweep()
    if (this.#entries.size >= this.#limit) throw new Refusal('too-many')
    const token = randomBytes(32).toString('base64url')
    this.#entries.set(token, { frame, value, expires: Date.now() + this.#lifetime })
    return token
  }

  /** Refusal('token-unknown') for one that is unknown, expired or another frame's: the answer does not tell which. */
  get(token: string, { frame }: Sender): T {
    const entry = this.#entries.get(token)
    if (entry === undefined || entry.frame !== frame) throw new Refusal('token-unknown')
    return this.#valid(token, entry)
  }

  /** For requests that name no frame (fetches of byte ranges): the token itself, which only its frame was told, is the permission. */
  bearer(token: string): T {
    const entry = this.#entries.get(token)
    if (entry === undefined) throw new Refusal('token-unknown')
    return this.#valid(token, entry)
  }

  end(token: string): void {
    const entry = this.#entries.get(token)
    if (entry === undefined) return
    this.#entries.delete(token)
    this.#onEnd(entry.value)
  }

  endWhere(isMeant: (value: T, frame: string) => boolean): void {
    for (const [token, { value, frame }] of this.#entries) if (isMeant(value, frame)) this.end(token)
  }

  #valid(token: string, { value, expires }: Entry<T>): T {
    if (Date.now() < expires) return value
    this.end(token)
    throw new Refusal('token-unknown')
  }

  #sweep(): void {
    for (const [token, { expires }] of this.#entries) if (Date.now() >= expires) this.end(token)
  }
}
