import { create } from 'zustand'
import { Refusal } from '../../interface/errors.ts'
import { closingEvidence, type OpeningPlace } from '../../interface/flows.ts'
import type { OpeningState } from '../../interface/schemas/opening.ts'
import type { Connection } from '../connection/connection-store.ts'
import { asProblem, type Problem } from '../problem.ts'

/** The closing statement (截标声明), verified by main for the identity that is connected: with its own receipt where it has a bid. */

interface Closing {
  /** Root that main verified; null before. */
  root: string | null
  /** Receipts in the log, by the proof for the own one; null where there is none. */
  size: number | null
  /** The own bid's last receipt stands in the log. */
  isOwnProven: boolean
  problem: Problem | null
  checking: string | null
  check(connection: Connection, place: OpeningPlace, state: OpeningState): Promise<void>
  reset(): void
}

const nothing = { root: null, size: null, isOwnProven: false, problem: null, checking: null }

export const useClosing = create<Closing>((set, get) => ({
  ...nothing,
  async check(connection, place, { closingRoot, own }) {
    const key = `${connection.token} ${place.tenderDigest} ${place.lot} ${closingRoot ?? ''}`
    if (closingRoot === null || get().checking === key) return
    set({ ...nothing, checking: key })
    try {
      const evidence = await closingEvidence(connection, place.tender, place.lot, own !== null)
      const root = await connection.side.checkClosing(evidence, place.tenderDigest, place.lot)
      if (root !== closingRoot) throw new Refusal('closing-invalid', `the opening names the root ${closingRoot}, the closing statement ${root}`)
      if (get().checking === key) set({ root, size: evidence.own?.proof.size ?? null, isOwnProven: evidence.own !== null })
    } catch (error) {
      if (get().checking === key) set({ problem: asProblem(error) })
    }
  },
  reset: () => set(nothing),
}))
