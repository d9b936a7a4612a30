import { create } from 'zustand'
import type { CertificateView } from '../../preload/contract/certificates.ts'
import { sealbid } from '../bridge.ts'

/** Imported certificates, and the identity that works: the first one until another is chosen. */

interface Certificates {
  list: CertificateView[]
  loaded: boolean
  current: CertificateView | null
  load(): Promise<void>
  choose(id: string): void
}

export const useCertificates = create<Certificates>((set, get) => ({
  list: [],
  loaded: false,
  current: null,
  async load() {
    const list = await sealbid.certificates.list()
    const chosen = get().current?.id
    set({ list, loaded: true, current: list.find((each) => each.id === chosen) ?? list[0] ?? null })
  },
  choose(id) {
    const found = get().list.find((each) => each.id === id)
    if (found !== undefined) set({ current: found })
  },
}))

/** Main says when a key was unlocked, locked or removed, also without being asked. */
export const followCertificates = (): (() => void) => sealbid.on.certificates(() => { void useCertificates.getState().load() })
