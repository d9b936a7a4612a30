import { Menu } from 'electron'

/** None on Windows and Linux, where the keys of editing work without one; on macOS they live in the menu. */
export function setMenu(): void {
  Menu.setApplicationMenu(process.platform === 'darwin' ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }]) : null)
}
