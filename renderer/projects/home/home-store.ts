import { create } from 'zustand'
import type { FileToken } from '../../../preload/contract/app.ts'
import type { DraftBrief } from '../../../preload/contract/drafts.ts'
import type { TenderBrief, TenderView } from '../../../preload/contract/tenders.ts'
import { sealbid } from '../../bridge.ts'
import { asProblem, type Problem } from '../../problem.ts'
import { importTenders } from './import-tenders.ts'

/** What the workspace holds: drafts, and tender packages that have no draft yet. */

interface HomeStore {
  drafts: DraftBrief[]
  tenders: TenderBrief[]
  loaded: boolean
  problem: Problem | null
  /** Files that were no packages one may believe, with the reason. */
  refused: { name: string, problem: Problem }[]
  load(): Promise<void>
  remove(draft: string): Promise<void>
  /** Takes packages from files; answers those that were taken. */
  take(files: readonly FileToken[]): Promise<TenderView[]>
}

export const useHome = create<HomeStore>((set, get) => ({
  drafts: [],
  tenders: [],
  loaded: false,
  problem: null,
  refused: [],
  async load() {
    try {
      const [drafts, tenders] = await Promise.all([sealbid.drafts.list(), sealbid.tenders.list()])
      set({ drafts, tenders, loaded: true, problem: null })
    } catch (error) {
      set({ loaded: true, problem: asProblem(error) })
    }
  },
  async remove(draft) {
    await sealbid.drafts.remove({ draft })
    await get().load()
  },
  async take(files) {
    set({ refused: [] })
    const { taken, refused } = await importTenders(files)
    set({ refused })
    await get().load()
    return taken
  },
}))
