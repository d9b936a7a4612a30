import { create } from 'zustand'
import type { DraftBrief } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { sealbid } from '../../bridge.ts'
import { asProblem, type Problem } from '../../problem.ts'

/** The package on the screen, and the drafts that there are. */
interface TenderStore {
  digest: string | null
  view: TenderView | null
  drafts: DraftBrief[]
  problem: Problem | null
  load(digest: string): Promise<void>
}

export const useTender = create<TenderStore>((set, get) => ({
  digest: null,
  view: null,
  drafts: [],
  problem: null,
  async load(digest) {
    if (get().digest !== digest) set({ digest, view: null, drafts: [], problem: null })
    try {
      const [view, drafts] = await Promise.all([sealbid.tenders.get({ tender: digest }), sealbid.drafts.list()])
      if (get().digest === digest) set({ view, drafts, problem: null })
    } catch (error) {
      if (get().digest === digest) set({ problem: asProblem(error) })
    }
  },
}))
