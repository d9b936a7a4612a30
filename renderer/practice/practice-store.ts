import { create } from 'zustand'
import { PlatformClient } from '../../interface/client.ts'
import { Refusal } from '../../interface/errors.ts'
import type { PracticeIdentity } from '../../preload/contract/certificates.ts'
import { sealbid } from '../bridge.ts'
import { useCertificates } from '../certificates/certificates-store.ts'
import { usePlatformClock } from '../connection/clock-store.ts'
import { useConnection } from '../connection/connection-store.ts'
import { ensureCertified, usePlatforms } from '../connection/platforms-store.ts'
import { useApp } from '../shell/app-store.ts'

/** A rehearsal: its identities, and its clock, which is the platform's and which main follows. */

interface Practice {
  identities: PracticeIdentity[]
  busy: boolean
  load(): Promise<void>
  importIdentity(name: string): Promise<void>
  /** Refusals: not-practice, platform-unreachable, and those of certifying the platform. */
  advance(seconds: number): Promise<void>
  setTime(time: string): Promise<void>
}

/** The platform whose clock counts: the connected one, else the one that was started with the program. */
async function rehearsalClient(): Promise<PlatformClient> {
  const connected = useConnection.getState().current
  if (connected !== null) return connected.client
  const origin = useApp.getState().state?.rehearsalPlatform ?? usePlatforms.getState().list.find(({ practice }) => practice)?.origin
  if (origin === undefined) throw new Refusal('not-practice')
  await ensureCertified(origin)
  return new PlatformClient(origin)
}

async function setClock(body: { time: string } | { advanceSeconds: number }): Promise<void> {
  const client = await rehearsalClient()
  await client.setClock(body)
  await usePlatformClock.getState().sync(client)
}

export const usePractice = create<Practice>((set, get) => {
  const busily = async (work: () => Promise<void>): Promise<void> => {
    set({ busy: true })
    try {
      await work()
    } finally {
      set({ busy: false })
    }
  }
  return {
    identities: [],
    busy: false,
    async load() {
      set({ identities: await sealbid.practice.identities() })
    },
    async importIdentity(name) {
      const { id } = await sealbid.practice.import({ name })
      await Promise.all([get().load(), useCertificates.getState().load()])
      useCertificates.getState().choose(id)
    },
    advance: (advanceSeconds) => busily(() => setClock({ advanceSeconds })),
    setTime: (time) => busily(() => setClock({ time })),
  }
})
