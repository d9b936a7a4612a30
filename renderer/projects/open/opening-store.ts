import { create } from 'zustand'
import type { OpeningPlace } from '../../../interface/flows.ts'
import type { OpeningRecord, OpeningState } from '../../../interface/schemas/opening.ts'
import type { RecordView } from '../../../preload/contract/evidence.ts'
import { sealbid } from '../../bridge.ts'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { toBase64 } from '../../connection/base64.ts'
import { useConnection, withConnection, type Connection } from '../../connection/connection-store.ts'
import { releaseOwnBid, remedyOwnBid, signInTo } from '../../opening/own-bid.ts'
import { asProblem, isCancelled, type Problem } from '../../problem.ts'

/** The opening of one lot, as its bidder sees it. State is what the platform answered last, and says when that was. */

export type OpeningAct = 'connect' | 'sign-in' | 'release' | 'capsule' | 'record'

interface BidderOpening {
  place: OpeningPlace | null
  state: OpeningState | null
  /** Milliseconds of this machine; null before the first answer. */
  answeredAt: number | null
  /** The platform did not answer the last question. */
  unreachable: Problem | null
  announcement: OpeningRecord | null
  records: RecordView[]
  busy: OpeningAct | null
  problem: { act: OpeningAct, problem: Problem } | null
  enter(place: OpeningPlace): Promise<void>
  poll(origin: string): Promise<void>
  act(origin: string, act: OpeningAct, stage?: string): Promise<void>
}

const isOver = (state: OpeningState): boolean => state.stages.every((each) => each.phase === 'announced')

/** By the identity that works now: asking again and again must not make a person type a password. */
function isConnected(origin: string): boolean {
  const { current } = useConnection.getState()
  return current?.platform.origin === origin && current.certificate === useCertificates.getState().current?.id
}

/** Verified and kept by main. */
async function keepRecord({ client }: Connection, { tender, tenderDigest, lot }: OpeningPlace): Promise<void> {
  const bytes = await client.record(tender, lot)
  await sealbid.records.keep({ tenderDigest, lot, record: toBase64(bytes) })
}

export const useBidderOpening = create<BidderOpening>((set, get) => {
  const isHere = (place: OpeningPlace): boolean => get().place === place
  const readRecords = async (place: OpeningPlace): Promise<void> => {
    const records = await sealbid.records.list({ tenderDigest: place.tenderDigest, lot: place.lot })
    if (isHere(place)) set({ records })
  }
  const show = (place: OpeningPlace, state: OpeningState): void => {
    if (isHere(place)) set({ state, answeredAt: Date.now(), unreachable: null })
  }
  const read = async (connection: Connection, place: OpeningPlace): Promise<void> => {
    const state = await connection.client.opening(place.tender, place.lot)
    show(place, state)
    if (isOver(state) && get().announcement === null) {
      const announcement = await connection.client.announcement(place.tender, place.lot)
      if (isHere(place)) set({ announcement })
    }
  }
  const run = async (origin: string, place: OpeningPlace, act: OpeningAct, stage?: string): Promise<void> => {
    switch (act) {
      case 'connect': break
      case 'sign-in': show(place, await signInTo(origin, place, 'bidder')); break
      case 'release': show(place, await releaseOwnBid(origin, place, stage)); break
      case 'capsule': show(place, await remedyOwnBid(origin, place, 'capsule', stage)); break
      case 'record': {
        await withConnection(origin, (connection) => keepRecord(connection, place))
        await readRecords(place)
      }
    }
    await withConnection(origin, (connection) => read(connection, place))
  }

  return {
    place: null,
    state: null,
    answeredAt: null,
    unreachable: null,
    announcement: null,
    records: [],
    busy: null,
    problem: null,
    async enter(place) {
      const { place: before } = get()
      if (before?.tenderDigest === place.tenderDigest && before.lot === place.lot) return
      set({ place, state: null, answeredAt: null, unreachable: null, announcement: null, records: [], problem: null })
      await readRecords(place).catch(() => undefined)
    },
    async poll(origin) {
      const { place, busy } = get()
      if (place === null || busy !== null || !isConnected(origin)) return
      try {
        await withConnection(origin, (connection) => read(connection, place))
      } catch (error) {
        if (isHere(place)) set({ unreachable: asProblem(error) })
      }
    },
    async act(origin, act, stage) {
      const { place } = get()
      if (place === null) return
      set({ busy: act, problem: null })
      try {
        await run(origin, place, act, stage)
      } catch (error) {
        if (!isCancelled(error) && isHere(place)) set({ problem: { act, problem: asProblem(error) } })
      } finally {
        set({ busy: null })
      }
    },
  }
})
