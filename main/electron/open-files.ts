import { extname, resolve } from 'node:path'
import { app, type BrowserWindow } from 'electron'
import type { MainBridge } from '../bridge/index.ts'

/** Files that the system opens with the program: by double click, by the command line, or by a second start. */

const ours = ['.etender', '.ebid', '.receipt', '.record']

const filesOf = (argv: readonly string[], folder: string): string[] =>
  argv.slice(1).filter((each) => !each.startsWith('-') && ours.includes(extname(each).toLowerCase())).map((each) => resolve(folder, each))

/** Takes the lock of this workspace; false where another instance has it and was handed our files. */
export const takeLock = (): boolean => app.requestSingleInstanceLock()

/** What was opened before there was a bridge waits for it. */
export function openFiles(bridge: () => MainBridge | null, window: () => BrowserWindow | null): { ready(): void } {
  const waiting = filesOf(process.argv, process.cwd())
  const open = (files: readonly string[]): void => {
    const open = bridge()
    if (open === null) waiting.push(...files)
    else for (const file of files) open.openedFile(file)
  }
  app.on('open-file', (event, path) => {
    event.preventDefault()
    open([path])
  })
  app.on('second-instance', (_event, argv, folder) => {
    const shown = window()
    if (shown?.isMinimized() === true) shown.restore()
    shown?.focus()
    open(filesOf(argv, folder))
  })
  return { ready: () => open(waiting.splice(0)) }
}
