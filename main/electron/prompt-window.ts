import { BrowserWindow, ipcMain, type IpcMainInvokeEvent, type Session } from 'electron'
import { z } from 'zod'
import { promptChannels, type Answer, type Asked, type Question } from '../../preload/prompt-contract.ts'
import { promptOrigin, promptPage } from './places.ts'
import { isTopFrameOf } from './sender.ts'
import { webPreferences } from './window.ts'

const answerSchema = z.strictObject({ confirmed: z.boolean(), password: z.string().max(1_000).optional() })

/** What the page needs to know besides the question. */
export type Setting = Omit<Asked, 'question'>

interface Showing { window: BrowserWindow, asked: Asked, settle: (answer: Answer) => void }

/** Main's own questions: one window at a time, later questions wait. The window is made for its question and closed after the answer. */
export class Prompts {
  readonly #session: () => Session
  readonly #parent: () => BrowserWindow | null
  readonly #setting: () => Promise<Setting>
  #showing: Showing | null = null
  #last: Promise<unknown> = Promise.resolve()

  constructor(session: () => Session, parent: () => BrowserWindow | null, setting: () => Promise<Setting>) {
    this.#session = session
    this.#parent = parent
    this.#setting = setting
    ipcMain.handle(promptChannels.question, (event) => this.#of(event).asked)
    ipcMain.handle(promptChannels.answer, (event, answer: unknown) => {
      const { settle, window } = this.#of(event)
      const { confirmed, password } = answerSchema.parse(answer)
      settle(password === undefined ? { confirmed } : { confirmed, password })
      window.close()
    })
  }

  ask(question: Question): Promise<Answer> {
    const turn = this.#last.then(() => this.#ask(question))
    this.#last = turn.catch(() => undefined)
    return turn
  }

  #of(event: IpcMainInvokeEvent): Showing {
    const showing = this.#showing
    if (showing !== null && isTopFrameOf(event, showing.window.webContents, promptOrigin)) return showing
    throw new Error('not permitted')
  }

  async #ask(question: Question): Promise<Answer> {
    const asked = { question, ...await this.#setting() }
    const parent = this.#parent()
    if (parent === null) return { confirmed: false }
    const window = new BrowserWindow({
      parent, modal: true, width: 560, height: 640, minWidth: 480, minHeight: 480, show: false, title: '封标 SealBid', minimizable: false, maximizable: false,
      fullscreenable: false, autoHideMenuBar: true, webPreferences: webPreferences(this.#session(), 'prompt'),
    })
    window.setContentProtection(true)
    try {
      return await new Promise<Answer>((resolve, reject) => {
        this.#showing = { window, asked, settle: resolve }
        window.once('ready-to-show', () => window.show())
        window.once('closed', () => resolve({ confirmed: false }))
        window.loadURL(promptPage).catch((error: unknown) => { if (!window.isDestroyed()) reject(error as Error) })
      })
    } finally {
      this.#showing = null
      if (!window.isDestroyed()) window.destroy()
    }
  }
}
