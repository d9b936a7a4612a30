import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Folder for a program's data by the habits of each system; the workspace of each profile lies in it. */
export function defaultFolder(environment: NodeJS.ProcessEnv = process.env): string {
  if (process.platform === 'win32') return join(environment.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'SealBid')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'SealBid')
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'sealbid')
}

/** The workspace that the environment names, else the one of the profile in the system's folder for data; practice has its own. */
export function workspaceFolder({ SEALBID_WORKSPACE: named, ...environment }: NodeJS.ProcessEnv, profile: 'production' | 'practice'): string {
  return named === undefined || named === '' ? join(defaultFolder(environment), profile) : resolve(named)
}
