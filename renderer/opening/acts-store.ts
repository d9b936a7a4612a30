import { create } from 'zustand'
import { openTenderersLayer } from '../../interface/flows.ts'
import type { OpeningState } from '../../interface/schemas/opening.ts'
import { withConnection, ensureConnection } from '../connection/connection-store.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'
import type { Act } from './acts.ts'
import { placeOf, useHall } from './hall-store.ts'
import { releaseOwnBid, remedyOwnBid, signInTo } from './own-bid.ts'
import { useRecord } from './record-store.ts'

/** Acts of the identity that works in the hall: one at a time. */

interface HallActs {
  running: Act['name'] | 'connect' | null
  problem: Problem | null
  connect(): Promise<void>
  perform(act: Act): Promise<void>
  dismiss(): void
}

async function performed({ name, role }: Act): Promise<OpeningState | null> {
  const { tender, lot } = useHall.getState()
  if (tender === null) return null
  const { origin } = tender.platform
  const place = placeOf(tender, lot)
  switch (name) {
    case 'sign-in': return signInTo(origin, place, role)
    case 'release': return releaseOwnBid(origin, place)
    case 'remedy': return remedyOwnBid(origin, place, 'capsule')
    case 'open-layer': return withConnection(origin, (connection) => openTenderersLayer(connection, place))
    case 'sign-record':
      await useRecord.getState().sign(origin, place)
      return null
    default: return name satisfies never
  }
}

export const useHallActs = create<HallActs>((set, get) => {
  const run = async (name: HallActs['running'], work: () => Promise<void>): Promise<void> => {
    if (get().running !== null) return
    set({ running: name, problem: null })
    try {
      await work()
    } catch (error) {
      if (!isCancelled(error)) set({ problem: asProblem(error) })
    } finally {
      set({ running: null })
      useHall.getState().refresh()
    }
  }
  return {
    running: null,
    problem: null,
    connect: () => run('connect', async () => {
      const origin = useHall.getState().tender?.platform.origin
      if (origin !== undefined) await ensureConnection(origin)
    }),
    perform: (act) => run(act.name, async () => {
      const state = await performed(act)
      if (state !== null) useHall.getState().take(state)
    }),
    dismiss: () => set({ problem: null }),
  }
})
