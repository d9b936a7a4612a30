import type { Menu as ElectronMenu } from 'electron'
import { app } from './app.ts'
import { browser } from './browser.ts'
import { BrowserWindow } from './browser-window.ts'
import { dialog } from './dialog.ts'
import { ipcMain } from './ipc-main.ts'
import { shell } from './shell.ts'
import type { Host } from './surface.ts'
import { nativeTheme } from './theme.ts'

/** The `electron` module that main's bundle gets. */

/** `app:` is the only scheme, and addresses.ts gives it its place. */
const protocol = { registerSchemesAsPrivileged: (): void => undefined }

const session = { fromPartition: (partition: string) => browser.partition(partition) }

/** A window of the browser has no menu of ours. */
const Menu = { setApplicationMenu: (): void => undefined, buildFromTemplate: (): ElectronMenu => { throw new Error('the browser host has no menus') } }

/** There is no key chain of the system here: keys are kept in files that their owner alone can read. */
const unavailable = (): never => { throw new Error('the browser host has no key chain') }
const safeStorage = { isEncryptionAvailable: () => false, encryptString: unavailable, decryptString: unavailable, getSelectedStorageBackend: () => 'unknown' as const }

const host: Record<keyof Host, unknown> & Host = {
  app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, safeStorage, session, shell,
}

export { app, BrowserWindow, dialog, ipcMain, Menu, nativeTheme, protocol, safeStorage, session, shell }
export default host
