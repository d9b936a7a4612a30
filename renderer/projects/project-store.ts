import { create } from 'zustand'
import type { DraftView, SealedView } from '../../preload/contract/drafts.ts'
import type { ReceiptBrief } from '../../preload/contract/evidence.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { asProblem, type Problem } from '../problem.ts'

/** The project on the screen: its draft, its tender, what was sealed from it and what a platform confirmed. */

interface ProjectStore {
  draft: DraftView | null
  tender: TenderView | null
  sealed: SealedView[]
  receipts: ReceiptBrief[]
  problem: Problem | null
  /** Opens another project, or reads the same one again. */
  load(draft: string): Promise<void>
  /** Takes the view that a change answered. A late answer for another project is dropped. */
  put(draft: DraftView): void
}

async function readAll(id: string): Promise<Pick<ProjectStore, 'draft' | 'tender' | 'sealed' | 'receipts'>> {
  const draft = await sealbid.drafts.get({ draft: id })
  const [tender, sealed, receipts] = await Promise.all([
    sealbid.tenders.get({ tender: draft.tender.digest }),
    sealbid.bids.list({ draft: id }),
    sealbid.receipts.list({ tender: draft.tender.id, lot: draft.lot }),
  ])
  return { draft, tender, sealed, receipts }
}

/** The project that was asked for last: an answer for an earlier one comes too late. */
let wanted: string | null = null

export const useProject = create<ProjectStore>((set, get) => ({
  draft: null,
  tender: null,
  sealed: [],
  receipts: [],
  problem: null,
  async load(id) {
    wanted = id
    if (get().draft?.id !== id) set({ draft: null, tender: null, sealed: [], receipts: [], problem: null })
    try {
      const all = await readAll(id)
      if (wanted === id) set({ ...all, problem: null })
    } catch (error) {
      if (wanted === id) set({ problem: asProblem(error) })
    }
  },
  put(draft) {
    if (get().draft?.id === draft.id) set({ draft })
  },
}))

/** Takes the view that a change of the draft answered. */
export const putDraft = (draft: DraftView): void => useProject.getState().put(draft)

/** After something was sealed, tried or confirmed. */
export async function refreshProject(): Promise<void> {
  const { draft, load } = useProject.getState()
  if (draft !== null) await load(draft.id)
}
