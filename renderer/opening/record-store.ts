import { create } from 'zustand'
import { PlatformClient } from '../../interface/client.ts'
import { deliverRecord, type OpeningPlace } from '../../interface/flows.ts'
import type { OpeningRecord, OpeningState } from '../../interface/schemas/opening.ts'
import type { RecordView } from '../../preload/contract/evidence.ts'
import { sealbid } from '../bridge.ts'
import { toBase64 } from '../connection/base64.ts'
import { withConnection } from '../connection/connection-store.ts'
import { asProblem, type Problem } from '../problem.ts'
import { isAnnounced } from './phases.ts'

/** What was announced, and the signed record once there is one: main verifies it and keeps it. */

interface Records {
  place: OpeningPlace | null
  /** The platform's announcement, which nobody has signed yet. */
  announcement: OpeningRecord | null
  /** Verified records of this lot that main keeps, newest last. */
  kept: RecordView[]
  /** The signed record was taken from the platform in this visit. */
  isTaken: boolean
  busy: boolean
  problem: Problem | null
  open(place: OpeningPlace): Promise<void>
  /** Takes what a state says is there and what is not here yet. */
  follow(origin: string, state: OpeningState): Promise<void>
  /** The agency's act. Refusals: closing-invalid, signer-mismatch, cancelled, … */
  sign(origin: string, place: OpeningPlace): Promise<void>
  retry(): void
}

const nothing = { announcement: null, kept: [], isTaken: false, busy: false, problem: null }

export const useRecord = create<Records>((set, get) => {
  const isHere = (place: OpeningPlace): boolean => get().place?.tenderDigest === place.tenderDigest && get().place?.lot === place.lot

  const keep = async ({ tenderDigest, lot }: OpeningPlace, bytes: Uint8Array): Promise<void> => {
    const record = await sealbid.records.keep({ tenderDigest, lot, record: toBase64(bytes) })
    set({ kept: [...get().kept.filter((each) => each.digest !== record.digest), record], isTaken: true })
  }
  const takeRecord = async (origin: string, place: OpeningPlace): Promise<void> => {
    const bytes = await new PlatformClient(origin).record(place.tender, place.lot)
    if (isHere(place)) await keep(place, bytes)
  }
  const takeAnnouncement = async (origin: string, place: OpeningPlace): Promise<void> => {
    const announcement = await new PlatformClient(origin).announcement(place.tender, place.lot)
    if (isHere(place)) set({ announcement })
  }

  return {
    place: null,
    ...nothing,
    async open(place) {
      set({ place, ...nothing })
      try {
        const kept = await sealbid.records.list({ tenderDigest: place.tenderDigest, lot: place.lot })
        if (isHere(place)) set({ kept })
      } catch (error) {
        if (isHere(place)) set({ problem: asProblem(error) })
      }
    },
    async follow(origin, state) {
      const { place, busy, problem, announcement, isTaken } = get()
      if (place === null || busy || problem !== null || !isAnnounced(state) || isTaken) return
      if (!state.recorded && announcement !== null) return
      set({ busy: true })
      try {
        await (state.recorded ? takeRecord(origin, place) : takeAnnouncement(origin, place))
      } catch (error) {
        if (isHere(place)) set({ problem: asProblem(error) })
      } finally {
        set({ busy: false })
      }
    },
    async sign(origin, place) {
      const container = await withConnection(origin, (connection) => deliverRecord(connection, place))
      await keep(place, container)
    },
    retry: () => set({ problem: null }),
  }
})

/** What the table shows: the verified record where there is one, else the announcement. */
export const shownRecord = ({ kept, announcement }: Pick<Records, 'kept' | 'announcement'>): OpeningRecord | null => kept.at(-1)?.record ?? announcement
