import type { Host, HostInvokeEvent, HostSession, HostWebContents, HostWindow } from './surface.ts'

/** What `electron` is when main is compiled against the host (tests/unit/browser-host/surface.test.ts). Types only: nothing runs this. */
declare const host: Host
export const { app, dialog, ipcMain, Menu, nativeTheme, protocol, safeStorage, session, shell, BrowserWindow } = host
export type BrowserWindow = HostWindow
export type WebContents = HostWebContents
export type Session = HostSession
export type IpcMainInvokeEvent = HostInvokeEvent
