import { create } from 'zustand'
import { PlatformClient } from '../../interface/client.ts'
import { Refusal } from '../../interface/errors.ts'
import type { OpeningPlace } from '../../interface/flows.ts'
import type { OpeningState } from '../../interface/schemas/opening.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { platformNow, usePlatformClock } from '../connection/clock-store.ts'
import { useConnection } from '../connection/connection-store.ts'
import { usePlatforms } from '../connection/platforms-store.ts'
import { asProblem, type Problem } from '../problem.ts'
import { watchOpening, type Watch } from './watch.ts'

/** The opening on screen: the tender package, and the platform's last answer with the moment at which it came. */

interface Hall {
  tender: TenderView | null
  lot: string
  state: OpeningState | null
  /** Reading of `performance.now()` when `state` came. */
  heardAt: number
  /** The platform does not answer; `state` is what it said last. */
  trouble: Problem | null
  /** The package cannot be read: there is no hall. */
  problem: Problem | null
  /** Opens the hall and follows it; answers how to leave. */
  enter(tender: string, lot: string): () => void
  take(state: OpeningState): void
  refresh(): void
}

/** Milliseconds that the clocks may differ before the platform's is measured again: a rehearsal's clock is put forward. */
const clockTolerance = 3_000

let watch: Watch | null = null

const connectedTo = (origin: string) => {
  const { current } = useConnection.getState()
  return current?.platform.origin === origin ? current : null
}

/** With the session where there is one, so that the own bid is told too; the state itself is public. */
async function readState(origin: string, id: string, lot: string): Promise<OpeningState> {
  try {
    const connection = connectedTo(origin)
    if (connection !== null) return await connection.client.opening(id, lot)
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'not-signed-in') throw error
  }
  return new PlatformClient(origin).opening(id, lot)
}

/** Main lets the window talk to certified platforms only: certification comes first, once. */
function reader({ platform: { origin }, id }: TenderView, lot: string): () => Promise<OpeningState> {
  let isCertified = false
  return async () => {
    if (!isCertified && connectedTo(origin) === null) await usePlatforms.getState().certify(origin)
    isCertified = true
    return readState(origin, id, lot)
  }
}

async function keepTime(origin: string, now: string): Promise<void> {
  if (Math.abs(Date.parse(now) - platformNow(origin).getTime()) <= clockTolerance) return
  await usePlatformClock.getState().sync(connectedTo(origin)?.client ?? new PlatformClient(origin))
}

export const useHall = create<Hall>((set, get) => ({
  tender: null,
  lot: '',
  state: null,
  heardAt: 0,
  trouble: null,
  problem: null,
  enter(digest, lot) {
    let isLeft = false
    set({ tender: null, lot, state: null, trouble: null, problem: null })
    const begin = async (): Promise<void> => {
      const tender = await sealbid.tenders.get({ tender: digest })
      if (isLeft) return
      set({ tender })
      watch = watchOpening({ read: reader(tender, lot), onState: get().take, onTrouble: (error) => set({ trouble: asProblem(error) }) })
    }
    begin().catch((error: unknown) => { if (!isLeft) set({ problem: asProblem(error) }) })
    // With another session the own bid is told, or no longer.
    const ignore = useConnection.subscribe((now, before) => { if (now.current !== before.current) get().refresh() })
    return () => {
      isLeft = true
      ignore()
      watch?.stop()
      watch = null
    }
  },
  take(state) {
    set({ state, heardAt: performance.now(), trouble: null })
    const origin = get().tender?.platform.origin
    // A clock that cannot be measured now is measured at the next answer.
    if (origin !== undefined) keepTime(origin, state.now).catch(() => undefined)
  },
  refresh() {
    watch?.refresh()
  },
}))

/** The platform's time now: what it said last, and what has passed since. */
export function hallNow({ state, heardAt }: Pick<Hall, 'state' | 'heardAt'>): Date | null {
  return state === null ? null : new Date(Date.parse(state.now) + performance.now() - heardAt)
}

/** Seconds since the platform's last answer. */
export const silence = (heardAt: number): number => Math.max(0, Math.round((performance.now() - heardAt) / 1000))

export const placeOf = ({ id, digest }: TenderView, lot: string): OpeningPlace => ({ tender: id, tenderDigest: digest, lot })
