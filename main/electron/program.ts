import { app, dialog, nativeTheme, type BrowserWindow, type Session } from 'electron'
import { errorText, Refusal } from '../../interface/errors.ts'
import type { AppState } from '../../preload/contract/app.ts'
import { eventChannel } from '../../preload/contract/index.ts'
import type { Desktop } from '../bridge/desktop.ts'
import { createBridge, type MainBridge } from '../bridge/index.ts'
import { openProfile, type Profile } from '../bridge/profile.ts'
import { Dialogs } from './dialogs.ts'
import { SystemKeyStore } from './key-store.ts'
import { setMenu } from './menu.ts'
import { openFiles } from './open-files.ts'
import { pages } from './pages.ts'
import { assetsFolder, rehearsal } from './places.ts'
import { clientPolicy, promptPolicy } from './policy.ts'
import { Prompts } from './prompt-window.ts'
import { ClientDocument, route } from './router.ts'
import { serveClient, servePrompt } from './scheme.ts'
import { clientSession, promptSession } from './sessions.ts'
import { openClientWindow, showClientPage } from './window.ts'

/** The desktop program: its one client window, and what stands behind it. */
export class Program {
  readonly #client = new ClientDocument()
  readonly #files = openFiles(() => this.#bridge, () => this.#window)
  readonly #dialogs = new Dialogs(() => this.#window, async () => (await this.#state()).language)
  readonly #prompts = new Prompts(() => this.#promptSession(), () => this.#window, async () => {
    const { language, theme, profile } = await this.#state()
    return { language, theme, practice: profile === 'practice' }
  })
  #bridge: MainBridge | null = null
  #window: BrowserWindow | null = null
  #promptSession: () => Session = () => { throw new Error('not started') }

  /** Opens the workspace and the window. A workspace that cannot be opened is told in a box of the system, and ends the program. */
  async start(): Promise<void> {
    const opening = openProfile(process.env, (folder) => new SystemKeyStore(folder))
    try {
      await app.whenReady()
      this.#run(await opening)
    } catch (error) {
      giveUp(error)
    }
  }

  #run({ workspace, clock }: Profile): void {
    const bridge = createBridge({
      workspace, clock, desktop: this.#desktop(), version: app.getVersion(), assets: assetsFolder(),
      practiceFolder: rehearsal.identities, rehearsalPlatform: rehearsal.platform,
    })
    this.#bridge = bridge
    endWith(bridge)
    const { profile } = workspace.context.trust
    const session = clientSession(bridge.origins)
    serveClient(session, pages((nonce) => clientPolicy(profile, nonce)), bridge.bytes)
    this.#promptSession = onlyOnce(() => {
      const own = promptSession()
      servePrompt(own, pages(promptPolicy))
      return own
    })
    route(bridge, this.#client, (channel) => { if (channel === 'app.configure') void this.#followTheme() })
    setMenu()
    const window = openClientWindow(session)
    this.#window = window
    window.once('closed', () => { this.#window = null })
    this.#client.follow(window.webContents, (document) => bridge.forgetFrame(document))
    void this.#followTheme()
    // A window that shows nothing would hold the lock, and the next start would only look for it.
    showClientPage(window).catch((error: unknown) => { if (!window.isDestroyed()) giveUp(error) })
    this.#files.ready()
  }

  #state(): Promise<AppState> {
    if (this.#bridge === null) throw new Error('not started')
    return this.#bridge.handlers['app.state']({}, { frame: 'main' })
  }

  async #followTheme(): Promise<void> {
    nativeTheme.themeSource = (await this.#state()).theme
  }

  #desktop(): Desktop {
    return {
      chooseFiles: (purpose) => this.#dialogs.chooseFiles(purpose),
      chooseTarget: (name) => this.#dialogs.chooseTarget(name),
      view: (file) => this.#dialogs.view(file),
      ask: (question) => this.#prompts.ask(question),
      emit: (event, value) => this.#client.contents?.send(eventChannel(event), value),
    }
  }
}

function onlyOnce<T>(make: () => T): () => T {
  let made: T | undefined
  return () => made ??= make()
}

/** Keys are locked and the workspace is closed before the process ends, however it is asked to end. */
function endWith(bridge: MainBridge): void {
  let closing = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (closing) return
    closing = true
    void bridge.close().finally(() => app.exit())
  })
}

function giveUp(error: unknown): void {
  const code = error instanceof Refusal ? error.code : 'unknown-failure'
  const text = (['zh', 'en'] as const).map((language) => Object.values(errorText(code, language)).join('\n')).join('\n\n')
  process.stderr.write(`sealbid: ${error instanceof Error ? error.stack ?? error.message : String(error)}\n`)
  dialog.showErrorBox('封标 SealBid', `${text}\n\n${error instanceof Refusal ? error.message : code}`)
  app.exit(1)
}
