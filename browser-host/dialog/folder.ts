import { readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, extname, isAbsolute, join, resolve, sep } from 'node:path'

export interface FileQuestion {
  kind: 'open' | 'save'
  title: string
  folder: string
  /** Suggested name, for saving. */
  name: string
  /** Without dots; empty shows every file. */
  extensions: string[]
  several: boolean
  language: 'zh' | 'en'
}

export interface Entry { name: string, path: string, kind: 'folder' | 'file', size: number, matches: boolean }

/** What stands behind a path that a person typed or chose. */
export type Place =
  | { kind: 'folder', folder: string, parent: string | null, home: string, separator: string, entries: Entry[] }
  | { kind: 'file', path: string, size: number }
  | { kind: 'nothing', path: string, hasFolder: boolean }

const statOf = (path: string) => {
  try {
    return statSync(path)
  } catch {
    return null
  }
}

/** Folders first, by name; hidden ones and what cannot be looked at are left out. */
function list(folder: string, extensions: readonly string[]): Entry[] {
  return readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name): Entry[] => {
      const path = join(folder, name)
      const found = statOf(path)
      if (found === null) return []
      const kind = found.isDirectory() ? 'folder' : 'file'
      return [{ name, path, kind, size: found.size, matches: kind === 'folder' || extensions.length === 0 || extensions.includes(extname(name).slice(1).toLowerCase()) }]
    })
    .sort((a, b) => a.kind === b.kind ? a.name.localeCompare(b.name, 'zh') : a.kind === 'folder' ? -1 : 1)
}

/** Never throws: what cannot be read is `nothing`. */
export function entriesOf(typed: string, extensions: readonly string[]): Place {
  const text = typed.startsWith('~') ? join(homedir(), typed.slice(1)) : typed
  const path = isAbsolute(text) ? resolve(text) : resolve(homedir(), text)
  const found = statOf(path)
  if (found?.isDirectory() === true) {
    try {
      const parent = dirname(path)
      return { kind: 'folder', folder: path, parent: parent === path ? null : parent, home: homedir(), separator: sep, entries: list(path, extensions) }
    } catch {
      return { kind: 'nothing', path, hasFolder: false }
    }
  }
  return found === null ? { kind: 'nothing', path, hasFolder: statOf(dirname(path))?.isDirectory() ?? false } : { kind: 'file', path, size: found.size }
}
