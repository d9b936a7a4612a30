import { toApp } from './addresses.ts'
import type { Session } from './cdp.ts'
import type { HostFrame } from './surface.ts'

let trees = 0

/** A frame of a page, as main gets to see it. */
export class Frame implements HostFrame {
  readonly id: string
  readonly parent: Frame | null
  readonly frameTreeNodeId = ++trees
  /** Inside the browser. */
  address = ''
  detached = false

  constructor(id: string, parent: Frame | null) {
    this.id = id
    this.parent = parent
  }

  get url(): string {
    return toApp(this.address)
  }
}

/** The frames of one page and the worlds of script in them. */
export class Frames {
  readonly main: Frame
  readonly #frames = new Map<string, Frame>()
  readonly #contexts = new Map<number, Frame>()

  /** @param committed told of every new document of the main frame */
  constructor(session: Session, mainId: string, committed: (url: string) => void) {
    this.main = new Frame(mainId, null)
    this.#frames.set(mainId, this.main)
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => {
      const parent = this.#frames.get(parentFrameId)
      if (parent !== undefined) this.#frames.set(frameId, new Frame(frameId, parent))
    })
    session.on('Page.frameDetached', ({ frameId }) => {
      const frame = this.#frames.get(frameId)
      if (frame !== undefined) frame.detached = true
      this.#frames.delete(frameId)
    })
    session.on('Page.frameNavigated', ({ frame: { id, url, urlFragment } }) => {
      const frame = this.#frames.get(id)
      if (frame === undefined) return
      frame.address = `${url}${urlFragment ?? ''}`
      if (frame === this.main) committed(frame.url)
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.#frames.get(frameId)
      if (frame !== undefined) frame.address = url
    })
    session.on('Runtime.executionContextCreated', ({ context: { id, auxData } }) => {
      // Worlds that a debugger adds are nobody's.
      const { frameId, isDefault } = auxData as unknown as { frameId: string, isDefault: boolean }
      const frame = this.#frames.get(frameId)
      if (frame !== undefined && isDefault) this.#contexts.set(id, frame)
    })
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => { this.#contexts.delete(executionContextId) })
    session.on('Runtime.executionContextsCleared', () => { this.#contexts.clear() })
  }

  /** The frame in whose script something happened; null where it is not there any more. */
  ofContext(context: number): Frame | null {
    return this.#contexts.get(context) ?? null
  }

  isMain(frameId: string): boolean {
    return frameId === this.main.id
  }

  /** The newest world of the main frame. */
  get mainContext(): number | null {
    return [...this.#contexts].findLast(([, frame]) => frame === this.main)?.[0] ?? null
  }
}
