import { create } from 'zustand'
import type { FileToken } from '../../preload/contract/app.ts'
import { sealbid } from '../bridge.ts'
import { useNavigation } from './navigation.ts'

/** Files that were opened by double click or dropped anywhere on the window, until the screen that is for them takes them. */

/** PDFs and files of other kinds belong to a place in a draft: nobody can say here which. */
const screens: Record<FileToken['kind'], 'home' | 'certificates' | 'verify' | null> = {
  tender: 'home', bid: 'verify', receipt: 'verify', record: 'verify', certificate: 'certificates', pdf: null, other: null,
}

interface Opened {
  files: FileToken[]
  /** Hands over the waiting files of these kinds, once. */
  take(...kinds: FileToken['kind'][]): FileToken[]
  /** Keeps files for the screen that takes them, and goes there. */
  receive(files: readonly FileToken[]): void
  /** Asks main for files that wait. */
  collect(): Promise<void>
}

export const useOpened = create<Opened>((set, get) => ({
  files: [],
  take(...kinds) {
    const taken = get().files.filter((file) => kinds.includes(file.kind))
    if (taken.length > 0) set({ files: get().files.filter((file) => !kinds.includes(file.kind)) })
    return taken
  },
  receive(files) {
    const known = files.filter(({ kind }) => screens[kind] !== null)
    const screen = screens[known.at(-1)?.kind ?? 'other']
    if (screen === null) return
    set({ files: [...get().files, ...known] })
    useNavigation.getState().go({ screen })
  },
  async collect() {
    get().receive(await sealbid.app.opened())
  },
}))
