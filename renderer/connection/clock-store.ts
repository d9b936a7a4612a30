import { create } from 'zustand'
import type { PlatformClient } from '../../interface/client.ts'
import { sealbid } from '../bridge.ts'
import { now, useApp } from '../shell/app-store.ts'

/** Platform time: the deadline is the platform's. Of several samples the one with the shortest round trip counts. */

export interface ClockOffset {
  /** Milliseconds by which the platform is ahead of this machine's clock. */
  ahead: number
  /** Half the round trip, in milliseconds: the platform's time is known to within this. */
  uncertainty: number
  rehearsal: boolean
  measuredAt: number
}

interface PlatformClock {
  offsets: Record<string, ClockOffset>
  sync(client: PlatformClient): Promise<ClockOffset>
}

const samples = 3

async function sample(client: PlatformClient): Promise<ClockOffset> {
  const before = Date.now()
  const { time, rehearsal } = await client.clock()
  const after = Date.now()
  return { ahead: Date.parse(time) - (before + after) / 2, uncertainty: Math.ceil((after - before) / 2), rehearsal, measuredAt: after }
}

/** In a rehearsal main's clock follows the platform's. */
async function follow({ ahead, rehearsal }: ClockOffset): Promise<void> {
  const { state, load } = useApp.getState()
  if (!rehearsal || state?.profile !== 'practice') return
  await sealbid.practice.setTime({ time: new Date(Date.now() + ahead).toISOString() })
  await load()
}

export const usePlatformClock = create<PlatformClock>((set, get) => ({
  offsets: {},
  async sync(client) {
    let best = await sample(client)
    for (let taken = 1; taken < samples; taken++) {
      const next = await sample(client)
      if (next.uncertainty < best.uncertainty) best = next
    }
    set({ offsets: { ...get().offsets, [client.origin]: best } })
    await follow(best)
    return best
  },
}))

/** The platform's time now; where it was never measured, the time that counts here. */
export function platformNow(origin: string): Date {
  const offset = usePlatformClock.getState().offsets[origin]
  return offset === undefined ? now() : new Date(Date.now() + offset.ahead)
}
