import { create } from 'zustand'
import { PlatformClient } from '../../interface/client.ts'
import type { PlatformView } from '../../preload/contract/platforms.ts'
import { sealbid } from '../bridge.ts'
import { asProblem, type Problem } from '../problem.ts'
import { toBase64 } from './base64.ts'
import { usePlatformClock } from './clock-store.ts'

/**
 * Trading platforms that main accepted. The window fetches what a platform says about itself, main judges it. What was accepted in an
 * earlier run is judged again before anything is sent there.
 */

interface Platforms {
  list: PlatformView[]
  loaded: boolean
  /** Origins that were judged since the window started. */
  certified: readonly string[]
  /** Origin that is being certified; null otherwise. */
  busy: string | null
  problem: Problem | null
  load(): Promise<void>
  /** Refusals: bad-input, platform-unreachable, platform-answer, platform-uncertified, practice-certificate. */
  certify(origin: string): Promise<PlatformView>
  forget(origin: string): Promise<void>
}

async function ask(client: PlatformClient): Promise<PlatformView> {
  await sealbid.platforms.reach({ origin: client.origin })
  const descriptor = await client.descriptor()
  const certification = toBase64(await client.certification())
  const { time } = await client.clock()
  return sealbid.platforms.accept({ origin: client.origin, descriptor, certification, clock: time })
}

/** `platform.example` is meant as https; a path behind the host is not part of an origin. */
export function originOf(address: string): string {
  const text = address.trim()
  return new PlatformClient(/^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`).origin
}

export const usePlatforms = create<Platforms>((set, get) => ({
  list: [],
  loaded: false,
  certified: [],
  busy: null,
  problem: null,
  async load() {
    set({ list: await sealbid.platforms.list(), loaded: true })
  },
  async certify(address) {
    try {
      const client = new PlatformClient(originOf(address))
      set({ busy: client.origin, problem: null })
      const platform = await ask(client)
      set({ certified: [...new Set([...get().certified, client.origin])] })
      await usePlatformClock.getState().sync(client)
      await get().load()
      return platform
    } catch (error) {
      set({ problem: asProblem(error) })
      throw error
    } finally {
      set({ busy: null })
    }
  },
  async forget(origin) {
    await sealbid.platforms.forget({ origin })
    set({ certified: get().certified.filter((each) => each !== origin) })
    await get().load()
  },
}))

/** Certifies where that has not been done since the window started. Refusals: those of `certify`. */
export async function ensureCertified(origin: string): Promise<void> {
  const { certified, certify } = usePlatforms.getState()
  if (!certified.includes(origin)) await certify(origin)
}
