import type * as Electron from 'electron'

/**
 * The part of Electron that the host gives. Everything is taken from the real electron.d.ts, so that a name, a parameter or an answer that
 * is not Electron's is a compile error here. The other direction — main uses nothing that is not here — is checked by compiling main
 * against this (tests/unit/browser-host/surface.test.ts).
 */

type Method<T, K extends keyof T> = Pick<T, K>

export type HostFrame = Method<Electron.WebFrameMain, 'url' | 'frameTreeNodeId' | 'detached'> & { readonly parent: HostFrame | null }

export interface HostInvokeEvent {
  readonly sender: HostWebContents
  readonly senderFrame: HostFrame | null
}

interface PreventableEvent { preventDefault(): void }
type Navigation = PreventableEvent & Method<Electron.WebContentsWillNavigateEventParams, 'url' | 'isMainFrame'>

export interface HostWebContents extends Method<Electron.WebContents, 'id' | 'send' | 'setWindowOpenHandler'> {
  readonly mainFrame: HostFrame
  setWebRTCIPHandlingPolicy(policy: 'disable_non_proxied_udp'): void
  on(event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect', listener: (event: Navigation) => void): unknown
  on(event: 'will-attach-webview', listener: (event: PreventableEvent) => void): unknown
  on(event: 'did-navigate' | 'render-process-gone', listener: () => void): unknown
  once(event: 'destroyed', listener: () => void): unknown
}

export interface HostSession {
  readonly protocol: { handle(scheme: string, handler: (request: Request) => Response | Promise<Response>): void }
  readonly webRequest: { onBeforeRequest(listener: (details: Electron.OnBeforeRequestListenerDetails, callback: (response: Method<Electron.CallbackResponse, 'cancel'>) => void) => void): void }
  setPermissionRequestHandler: (handler: Parameters<Electron.Session['setPermissionRequestHandler']>[0]) => void
  setPermissionCheckHandler: (handler: Parameters<Electron.Session['setPermissionCheckHandler']>[0]) => void
  setDevicePermissionHandler: (handler: Parameters<Electron.Session['setDevicePermissionHandler']>[0]) => void
  setSpellCheckerEnabled: Electron.Session['setSpellCheckerEnabled']
  on(event: 'will-download', listener: (event: PreventableEvent) => void): unknown
}

export type HostWindowOptions = Omit<Electron.BrowserWindowConstructorOptions, 'parent' | 'webPreferences'> & {
  parent?: HostWindow
  webPreferences?: Omit<Electron.WebPreferences, 'session'> & { session?: HostSession }
}

export interface HostWindow extends Method<Electron.BrowserWindow, 'loadURL' | 'show' | 'focus' | 'restore' | 'isMinimized' | 'close' | 'destroy' | 'isDestroyed' | 'setContentProtection'> {
  readonly webContents: HostWebContents
  once(event: 'closed' | 'ready-to-show', listener: () => void): unknown
}

export interface HostApp extends Method<Electron.App, 'isPackaged' | 'setPath' | 'getAppPath' | 'getVersion' | 'enableSandbox' | 'whenReady' | 'requestSingleInstanceLock' | 'quit' | 'exit'> {
  on(event: 'web-contents-created', listener: (event: object, contents: HostWebContents) => void): unknown
  on(event: 'window-all-closed', listener: () => void): unknown
  on(event: 'will-quit', listener: (event: PreventableEvent) => void): unknown
  on(event: 'open-file', listener: (event: PreventableEvent, path: string) => void): unknown
  on(event: 'second-instance', listener: (event: object, argv: string[], workingDirectory: string) => void): unknown
}

/** What `import … from 'electron'` gives. */
export interface Host {
  app: HostApp
  BrowserWindow: new (options: HostWindowOptions) => HostWindow
  dialog: {
    showOpenDialog(window: HostWindow, options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue>
    showSaveDialog(window: HostWindow, options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue>
    showErrorBox: Electron.Dialog['showErrorBox']
  }
  ipcMain: { handle(channel: string, handler: (event: HostInvokeEvent, ...args: unknown[]) => unknown): void }
  Menu: { setApplicationMenu(menu: Electron.Menu | null): void, buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Electron.Menu }
  nativeTheme: Method<Electron.NativeTheme, 'themeSource'>
  protocol: Method<Electron.Protocol, 'registerSchemesAsPrivileged'>
  safeStorage: Method<Electron.SafeStorage, 'isEncryptionAvailable' | 'encryptString' | 'decryptString' | 'getSelectedStorageBackend'>
  session: { fromPartition(partition: string): HostSession }
  shell: Method<Electron.Shell, 'openPath'>
}
