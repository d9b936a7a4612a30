import type { HostInvokeEvent } from './surface.ts'

type Handler = (event: HostInvokeEvent, ...args: unknown[]) => unknown

/** Handlers of channels, of the whole program or of one page. */
export class Handlers {
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    this.#handlers.set(channel, handler)
  }

  find(channel: string): Handler | undefined {
    return this.#handlers.get(channel)
  }
}

export const ipcMain = new Handlers()

export async function dispatch(own: Handlers, channel: string, event: HostInvokeEvent, args: unknown[]): Promise<unknown> {
  const handler = own.find(channel) ?? ipcMain.find(channel)
  if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
  return await handler(event, ...args)
}
