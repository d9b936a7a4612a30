import { basename, dirname, join } from 'node:path'
import { homedir } from 'node:os'
import type { MessageBoxSyncOptions, OpenDialogOptions, OpenDialogReturnValue, SaveDialogOptions, SaveDialogReturnValue } from 'electron'
import { BrowserWindow } from './browser-window.ts'
import { browser } from './browser.ts'
import { entriesOf, type FileQuestion } from './dialog/folder.ts'
import { page, script, style } from './dialog/page.ts'

/**
 * File dialogs. A browser cannot tell paths, so the host shows a page of its own, in a session of its own, in which a person walks through
 * folders or types a path. Only the page's top frame can answer.
 */
const origin = 'app://files'

let isServed = false

function serve(): void {
  if (isServed) return
  isServed = true
  const partition = browser.partition('files')
  const headers = { 'content-security-policy': "default-src 'none'; script-src 'self'; style-src 'self'", 'x-content-type-options': 'nosniff' }
  const files: Record<string, [string, string]> = {
    '/': ['text/html; charset=utf-8', page], '/page.js': ['text/javascript; charset=utf-8', script], '/page.css': ['text/css; charset=utf-8', style],
  }
  partition.protocol.handle('app', (request) => {
    const [type, text] = files[new URL(request.url).pathname] ?? []
    return text === undefined ? new Response(null, { status: 404 }) : new Response(text, { headers: { ...headers, 'content-type': type ?? '' } })
  })
  partition.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !url.startsWith(`${origin}/`) }))
}

async function ask(parent: unknown, question: FileQuestion): Promise<string[]> {
  serve()
  const window = new BrowserWindow({
    width: 720, height: 560, modal: true, ...(parent instanceof BrowserWindow ? { parent } : {}),
    webPreferences: { partition: 'files', preload: join(import.meta.dirname, 'dialog/preload.cjs') },
  })
  const { ipc } = window.webContents
  try {
    return await new Promise<string[]>((resolve, reject) => {
      ipc.handle('files:question', () => question)
      ipc.handle('files:list', (_event, folder) => entriesOf(String(folder), question.extensions))
      ipc.handle('files:answer', (_event, paths) => resolve(Array.isArray(paths) ? paths.map(String) : []))
      window.once('closed', () => resolve([]))
      window.loadURL(`${origin}/`).catch((error: unknown) => { if (!window.isDestroyed()) reject(error as Error) })
    })
  } finally {
    window.destroy()
  }
}

const extensionsOf = (filters: OpenDialogOptions['filters']): string[] => {
  const first = filters?.[0]?.extensions ?? []
  return first.includes('*') ? [] : [...first]
}

export const dialog = {
  async showOpenDialog(parent: unknown, { title, defaultPath, filters, properties }: OpenDialogOptions): Promise<OpenDialogReturnValue> {
    const filePaths = await ask(parent, {
      kind: 'open', title: title ?? '', folder: defaultPath ?? homedir(), name: '', extensions: extensionsOf(filters), several: properties?.includes('multiSelections') ?? false,
      language: languageOf(title),
    })
    return { canceled: filePaths.length === 0, filePaths }
  },

  async showSaveDialog(parent: unknown, { title, defaultPath = homedir() }: SaveDialogOptions): Promise<SaveDialogReturnValue> {
    const [filePath = ''] = await ask(parent, {
      kind: 'save', title: title ?? '', folder: dirname(defaultPath), name: basename(defaultPath), extensions: [], several: false, language: languageOf(title),
    })
    return { canceled: filePath === '', filePath }
  },

  /** There is no box before there is a browser: the terminal says it. */
  showErrorBox(title: MessageBoxSyncOptions['title'], content: string): void {
    process.stderr.write(`${title ?? ''}\n\n${content}\n`)
  },
}

/** Electron's dialogs speak the system's language; this one speaks that of its title. */
const languageOf = (title: string | undefined): 'zh' | 'en' => /\p{Script=Han}/u.test(title ?? '') ? 'zh' : 'en'
