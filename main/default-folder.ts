import { homedir } from 'node:os'
import { join } from 'node:path'

/** Folder for a program's data by the habits of each system; the workspace of each profile lies in it. */
export function defaultFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'win32') return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'SealBid')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'SealBid')
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'sealbid')
}
