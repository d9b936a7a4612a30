import { create } from 'zustand'
import { PlatformClient } from '../../interface/client.ts'
import type { OpeningState } from '../../interface/schemas/opening.ts'
import type { TenderSummary } from '../../interface/schemas/platform.ts'
import type { TenderBrief } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { useConnection, type Connection } from '../connection/connection-store.ts'
import { usePlatforms } from '../connection/platforms-store.ts'
import { asProblem, type Problem } from '../problem.ts'
import { rolesOf, type Role } from './roles.ts'

/** Openings of the workspace's tenders, by lot, and what their platforms say about them. */

export interface OpeningRow {
  key: string
  tender: TenderBrief
  lot: { id: string, title: string }
  roles: Role[]
  /** The platform's answer; null where it was not asked or did not answer. */
  state: OpeningState | null
  /** `unknown`: a platform that was never accepted here is not asked on its own. */
  heard: 'unknown' | 'asking' | 'answered' | 'unreachable'
  /** Digest of the version in force where it is not here. */
  inForce: string | null
}

interface Openings {
  rows: OpeningRow[]
  loaded: boolean
  problem: Problem | null
  /** Tenders of the connected platform that are not in the workspace. */
  elsewhere: { origin: string, tenders: TenderSummary[] } | null
  /** `holder`: whose roles are shown; null for nobody's. */
  load(holder: string | null): Promise<void>
  /** Asks the platforms that were accepted before; `all`: because the person wants it, every platform. */
  ask(all?: boolean): Promise<void>
  askElsewhere(connection: Connection | null): Promise<void>
}

async function rolesIn({ digest, id }: TenderBrief, lot: string, holder: string | null): Promise<Role[]> {
  if (holder === null) return []
  const [{ tender }, receipts] = await Promise.all([sealbid.tenders.get({ tender: digest }), sealbid.receipts.list({ tender: id, lot })])
  const last = receipts.findLast((each) => each.holder === holder && each.bidDigest !== null)
  return rolesOf(tender, holder, last !== undefined && last.type !== 'withdraw')
}

async function rowsOf(tender: TenderBrief, holder: string | null): Promise<OpeningRow[]> {
  return Promise.all(tender.lots.map(async (lot): Promise<OpeningRow> => (
    { key: `${tender.digest} ${lot.id}`, tender, lot, roles: await rolesIn(tender, lot.id, holder), state: null, heard: 'unknown', inForce: null })))
}

/** Later deadlines first: what is coming stands above what is over. */
const byDeadline = (a: OpeningRow, b: OpeningRow): number => Date.parse(b.tender.deadline) - Date.parse(a.tender.deadline)

async function reachable(origin: string): Promise<boolean> {
  if (useConnection.getState().current?.platform.origin === origin) return true
  return usePlatforms.getState().certify(origin).then(() => true, () => false)
}

async function askOne(row: OpeningRow): Promise<Partial<OpeningRow>> {
  try {
    const state = await new PlatformClient(row.tender.platform.origin).opening(row.tender.id, row.lot.id)
    return { state, heard: 'answered', inForce: state.tenderDigest === row.tender.digest ? null : state.tenderDigest }
  } catch {
    return { heard: 'unreachable' }
  }
}

export const useOpenings = create<Openings>((set, get) => {
  const change = (key: string, part: Partial<OpeningRow>): void =>
    set({ rows: get().rows.map((each) => each.key === key ? { ...each, ...part } : each) })

  const askPlatform = async (origin: string): Promise<void> => {
    const rows = get().rows.filter((each) => each.tender.platform.origin === origin)
    for (const { key } of rows) change(key, { heard: 'asking' })
    const isThere = await reachable(origin)
    await Promise.all(rows.map(async (row) => change(row.key, isThere ? await askOne(row) : { heard: 'unreachable' })))
  }

  return {
    rows: [],
    loaded: false,
    problem: null,
    elsewhere: null,
    async load(holder) {
      try {
        const tenders = await sealbid.tenders.list()
        const newest = tenders.filter((each) => each.digest === each.newest)
        set({ rows: (await Promise.all(newest.map((each) => rowsOf(each, holder)))).flat().sort(byDeadline), loaded: true, problem: null })
      } catch (error) {
        set({ loaded: true, problem: asProblem(error) })
      }
    },
    async ask(all = false) {
      await usePlatforms.getState().load()
      const accepted = new Set(usePlatforms.getState().list.map((each) => each.origin))
      const origins = new Set(get().rows.map((each) => each.tender.platform.origin).filter((origin) => all || accepted.has(origin)))
      await Promise.all([...origins].map(askPlatform))
    },
    async askElsewhere(connection) {
      if (connection === null) return set({ elsewhere: null })
      try {
        const { tenders } = await connection.client.tenders()
        const here = new Set(get().rows.map((each) => each.tender.id))
        set({ elsewhere: { origin: connection.platform.origin, tenders: tenders.filter((each) => !here.has(each.id)) } })
      } catch {
        set({ elsewhere: null })
      }
    },
  }
})
