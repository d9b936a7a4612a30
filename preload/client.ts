import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import { bridgeName, channels, eventChannel, eventNames, verbChannel, type Channel } from './contract/index.ts'

/**
 * The preload of the client window: one function for each verb of the contract and one for each event, nothing general. What the window
 * hands over is checked by main, not here.
 */

type Ask = (input?: unknown) => Promise<unknown>

const ask = (channel: Channel): Ask => (input) => ipcRenderer.invoke(verbChannel(channel), input)

/** A File object becomes its path here, where the page cannot see it; only objects of a drop or a file input have one. */
const dropped: Ask = (file) => ipcRenderer.invoke(verbChannel('files.dropped'), { path: file instanceof File ? webUtils.getPathForFile(file) : '' })

const areas: Record<string, Record<string, Ask>> = {}
for (const channel of channels) {
  const [area = '', verb = ''] = channel.split('.')
  areas[area] = { ...areas[area], [verb]: channel === 'files.dropped' ? dropped : ask(channel) }
}

const on = Object.fromEntries(eventNames.map((name) => [name, (listener: (value: unknown) => void): (() => void) => {
  const hear = (_event: IpcRendererEvent, value: unknown): void => listener(value)
  ipcRenderer.on(eventChannel(name), hear)
  return () => { ipcRenderer.off(eventChannel(name), hear) }
}]))

contextBridge.exposeInMainWorld(bridgeName, { ...areas, on })
