import { BrowserWindow, type Session } from 'electron'
import { clientPage, preloadFile } from './places.ts'

/** What both windows have in common, and may never have otherwise. */
export const webPreferences = (session: Session, preload: 'client' | 'prompt') => ({
  session, preload: preloadFile(preload), sandbox: true, contextIsolation: true, nodeIntegration: false, webSecurity: true,
  nodeIntegrationInSubFrames: false, webviewTag: false, spellcheck: false, devTools: false, navigateOnDragDrop: false,
})

/** The client window; it is shown when it has something to show. */
export function openClientWindow(session: Session): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280, height: 800, minWidth: 1024, minHeight: 700, show: false, title: '封标 SealBid', autoHideMenuBar: true,
    webPreferences: webPreferences(session, 'client'),
  })
  window.webContents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  window.once('ready-to-show', () => window.show())
  return window
}

export const showClientPage = (window: BrowserWindow): Promise<void> => window.loadURL(clientPage)
