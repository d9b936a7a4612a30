import { create } from 'zustand'
import type { SubmissionStatus } from '../../../interface/schemas/platform.ts'
import type { Submission } from '../../../interface/flows.ts'
import { useConnection, withConnection, type Connection } from '../../connection/connection-store.ts'
import { asProblem, isCancelled, type Problem } from '../../problem.ts'
import { refreshProject } from '../project-store.ts'
import { SpeedMeter, type Speed } from './speed.ts'
import { acknowledged, fetchLostReceipts, isKept, submit, uploadAhead, type SubmissionPlace } from './submission.ts'

/** Uploads and binding acts of all projects. They go on while other screens are shown. */

export interface Transfer { phase: 'running' | 'paused' | 'complete', done: number, total: number, speed: Speed | null, problem: Problem | null }
type Act = Submission['type']

/** A platform may say anything. `proven`: its last receipt was verified and lies in this workspace, or there is none yet. */
export interface KnownStatus extends SubmissionStatus { proven: boolean }

interface SubmissionStore {
  /** By digest of the bid file. */
  transfers: Record<string, Transfer>
  /** What the platform says, by `placeKey`. */
  status: Record<string, KnownStatus>
  busy: Act | 'asking' | null
  problem: { act: Act | 'asking', problem: Problem } | null
  /** What was found again after a lost answer. */
  recovered: number
  ask(origin: string, place: SubmissionPlace, bid: { digest: string, size: number } | null): Promise<void>
  upload(origin: string, tender: string, bid: { digest: string, size: number }): Promise<void>
  pause(digest: string): void
  submit(origin: string, place: SubmissionPlace, type: 'submit' | 'replace', bid: { digest: string, size: number }): Promise<boolean>
  /** Withdraws what the platform holds. */
  withdraw(origin: string, place: SubmissionPlace): Promise<boolean>
}

export const placeKey = ({ tender, lot }: { tender: string, lot: string }): string => `${tender} ${lot}`

const uploads = new Map<string, AbortController>()

export const useSubmission = create<SubmissionStore>((set, get) => {
  const setTransfer = (digest: string, transfer: Transfer): void => set({ transfers: { ...get().transfers, [digest]: transfer } })

  const readStatus = async (connection: Connection, place: SubmissionPlace): Promise<void> => {
    const status = await connection.client.own(place.tender, place.lot)
    try {
      const recovered = await fetchLostReceipts(connection, place, status)
      set({ recovered })
      if (recovered > 0) await refreshProject()
    } finally {
      const proven = status.head === null || await isKept(place, status.head)
      set({ status: { ...get().status, [placeKey(place)]: { ...status, proven } } })
    }
  }

  const readTransfer = async (connection: Connection, { digest, size }: { digest: string, size: number }): Promise<void> => {
    if (uploads.has(digest)) return
    const done = await acknowledged(connection, digest)
    if (done !== null) setTransfer(digest, { phase: done >= size ? 'complete' : 'paused', done, total: size, speed: null, problem: null })
  }

  /** What counts afterwards is what the platform says, whatever became of the answer. */
  const act = async (origin: string, place: SubmissionPlace, type: Act, bidOf: (connection: Connection) => Promise<Submission['bid']>): Promise<boolean> => {
    set({ busy: type, problem: null, recovered: 0 })
    try {
      await withConnection(origin, async (connection) =>
        submit(connection, { type, ...place, bid: await bidOf(connection) }, { chunkBytes: connection.platform.limits.chunkBytes }))
      return true
    } catch (error) {
      if (!isCancelled(error)) set({ problem: { act: type, problem: asProblem(error) } })
      return false
    } finally {
      await refreshProject()
      const connection = useConnection.getState().current
      if (connection?.platform.origin === origin) await readStatus(connection, place).catch(() => undefined)
      set({ busy: null })
    }
  }

  return {
    transfers: {},
    status: {},
    busy: null,
    problem: null,
    recovered: 0,
    async ask(origin, place, bid) {
      set({ busy: 'asking', problem: null })
      try {
        await withConnection(origin, async (connection) => {
          await readStatus(connection, place)
          if (bid !== null) await readTransfer(connection, bid)
        })
      } catch (error) {
        if (!isCancelled(error)) set({ problem: { act: 'asking', problem: asProblem(error) } })
      } finally {
        set({ busy: null })
      }
    },
    async upload(origin, tender, bid) {
      const controller = new AbortController()
      const meter = new SpeedMeter()
      const before = get().transfers[bid.digest]?.done ?? 0
      uploads.set(bid.digest, controller)
      setTransfer(bid.digest, { phase: 'running', done: before, total: bid.size, speed: null, problem: null })
      try {
        await withConnection(origin, (connection) => uploadAhead(connection, tender, bid, {
          chunkBytes: connection.platform.limits.chunkBytes,
          signal: controller.signal,
          onProgress: (done, total) => {
            if (!controller.signal.aborted) setTransfer(bid.digest, { phase: 'running', done, total, speed: meter.sample(Date.now(), done, total), problem: null })
          },
        }))
        setTransfer(bid.digest, { phase: 'complete', done: bid.size, total: bid.size, speed: null, problem: null })
      } catch (error) {
        const done = get().transfers[bid.digest]?.done ?? 0
        setTransfer(bid.digest, { phase: 'paused', done, total: bid.size, speed: null, problem: isCancelled(error) ? null : asProblem(error) })
      } finally {
        uploads.delete(bid.digest)
      }
    },
    pause: (digest) => uploads.get(digest)?.abort(),
    async submit(origin, place, type, bid) {
      // What is not there yet goes first, where it can be watched and paused; the act itself is a few kilobytes.
      if (get().transfers[bid.digest]?.phase !== 'complete') await get().upload(origin, place.tender, bid)
      if (get().transfers[bid.digest]?.phase !== 'complete' || !await act(origin, place, type, async () => bid)) return false
      // The upload has become a submission: for another one it would have to be sent again.
      const { [bid.digest]: _used, ...rest } = get().transfers
      set({ transfers: rest })
      return true
    },
    withdraw: (origin, place) => act(origin, place, 'withdraw', async ({ client }) => {
      const { bidDigest, size } = await client.header(place.tender, place.lot)
      return { digest: bidDigest, size }
    }),
  }
})
