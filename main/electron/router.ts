import { randomUUID } from 'node:crypto'
import { ipcMain, type WebContents } from 'electron'
import { channels, verbChannel, type Channel } from '../../preload/contract/index.ts'
import { answer } from '../bridge/answer.ts'
import type { MainBridge } from '../bridge/index.ts'
import { clientOrigin } from './places.ts'
import { isTopFrameOf } from './sender.ts'

/** The documents that the client window shows, one after the other. What a document was given is its own and ends with it. */
export class ClientDocument {
  #contents: WebContents | null = null
  #id = ''

  /** Follows the contents of the client window; `forget` is told of each document that is gone. */
  follow(contents: WebContents, forget: (document: string) => void): void {
    this.#contents = contents
    this.#id = randomUUID()
    const end = (): void => {
      forget(this.#id)
      this.#id = randomUUID()
    }
    contents.on('did-navigate', end)
    contents.on('render-process-gone', end)
    contents.once('destroyed', () => {
      end()
      this.#contents = null
    })
  }

  get contents(): WebContents | null {
    return this.#contents
  }

  get id(): string {
    return this.#id
  }
}

/** One channel for each verb. Whoever is not the top frame of our own page is refused loudly, before anything is looked at. */
export function route(bridge: MainBridge, client: ClientDocument, after: (channel: Channel) => void): void {
  for (const channel of channels) {
    ipcMain.handle(verbChannel(channel), async (event, input: unknown) => {
      if (!isTopFrameOf(event, client.contents, clientOrigin)) {
        process.stderr.write(`sealbid: ${channel}: refused, not asked by the client's own page\n`)
        throw new Error('not permitted')
      }
      const result = await answer(bridge.handlers, channel, input, { frame: client.id })
      after(channel)
      return result
    })
  }
}
