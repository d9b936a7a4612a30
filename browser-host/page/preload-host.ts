/**
 * What runs in a page before its own scripts: an `electron` module for the preload, made of one binding to the host. The function is sent as
 * text and must stand alone. It keeps the binding to itself; in any other frame and on any other origin it only takes the binding away.
 */
export interface PreloadSetting { binding: string, receiver: string, origin: string, dropFolder: string, dropPath: string, separator: string }

interface Reply { id?: number, ok?: boolean, value?: unknown, message?: string, channel?: string, args?: unknown[] }

export function preloadHost(setting: PreloadSetting, preload: (require: (name: string) => unknown) => void): void {
  const call = Reflect.get(window, setting.binding) as (text: string) => void
  Reflect.deleteProperty(window, setting.binding)
  if (window !== window.top || location.origin !== setting.origin) return

  const waiting = new Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>()
  const listeners = new Map<string, Set<(event: object, ...args: unknown[]) => void>>()
  const copies = new Map<File, { path: string, done: Promise<unknown> }>()
  let last = 0

  Reflect.defineProperty(window, setting.receiver, {
    value: ({ id, ok, value, message, channel, args }: Reply): void => {
      if (channel !== undefined) {
        for (const listener of listeners.get(channel) ?? []) listener({}, ...args ?? [])
        return
      }
      const asked = waiting.get(id ?? 0)
      waiting.delete(id ?? 0)
      if (ok === true) asked?.resolve(value)
      else asked?.reject(new Error(message))
    },
  })

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]): Promise<unknown> {
      for (const { done } of copies.values()) await done
      const id = ++last
      return await new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        call(JSON.stringify({ id, channel, args }))
      })
    },
    on(channel: string, listener: (event: object, ...args: unknown[]) => void): void {
      listeners.set(channel, (listeners.get(channel) ?? new Set()).add(listener))
    },
    off(channel: string, listener: (event: object, ...args: unknown[]) => void): void {
      listeners.get(channel)?.delete(listener)
    },
  }

  const webUtils = {
    /** The copy is on its way when this answers; `invoke` waits until it is whole. A copy that fails leaves a path where no file is. */
    getPathForFile(file: File): string {
      const known = copies.get(file)
      if (known !== undefined) return known.path
      const id = Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
      const done = fetch(`${setting.dropPath}${id}/${encodeURIComponent(file.name)}`, { method: 'PUT', body: file }).catch(() => undefined)
      const path = [setting.dropFolder, id, file.name].join(setting.separator)
      copies.set(file, { path, done })
      void done.then(() => copies.delete(file))
      return path
    },
  }

  /** Main world and preload are one here; what is exposed is at least not to be replaced. */
  const contextBridge = {
    exposeInMainWorld(name: string, api: unknown): void {
      const freeze = (value: unknown): unknown => {
        if (typeof value === 'object' && value !== null) for (const each of Object.values(Object.freeze(value))) freeze(each)
        return value
      }
      Reflect.defineProperty(window, name, { value: freeze(api), enumerable: true })
    },
  }

  const electron = { contextBridge, ipcRenderer, webUtils }
  preload((name) => {
    if (name !== 'electron') throw new Error(`a sandboxed preload has no module ${name}`)
    return electron
  })
}

/** The whole init script for a preload's text (CommonJS, one file). */
export const preloadScript = (setting: PreloadSetting, text: string): string =>
  `(${preloadHost.toString()})(${JSON.stringify(setting)}, (require) => { const module = { exports: {} }; const exports = module.exports;\n${text}\n})`
