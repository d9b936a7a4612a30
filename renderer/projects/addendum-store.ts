import { create } from 'zustand'
import { PlatformClient } from '../../interface/client.ts'
import type { DraftView } from '../../preload/contract/drafts.ts'
import type { TenderChanges } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { reportProgress, runJob } from '../components/jobs-store.ts'
import { downloadPackage } from '../connection/download.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'
import { certifiedClient } from './home/platform-tenders-store.ts'

/** Whether the tender of a draft has a newer version: in the workspace, or at the platform while a connection stands. */

export interface NewerVersion { digest: string, sequence: number, size: number }

interface AddendumStore {
  /** Draft that it is about. */
  draft: string | null
  /** At the platform, not in the workspace yet. */
  published: NewerVersion | null
  /** In the workspace, held against the draft's version. */
  changes: TenderChanges | null
  busy: boolean
  problem: Problem | null
  /** `origin`: the platform that is connected, if any. */
  look(draft: string, origin: string | undefined): Promise<void>
  fetch(draft: DraftView): Promise<void>
}

/** Only while a connection to this platform stands: nothing is asked behind a person's back. */
async function publishedVersion({ tender }: DraftView, origin: string | undefined): Promise<NewerVersion | null> {
  if (origin !== tender.platform.origin) return null
  const { digest, sequence, size } = await new PlatformClient(origin).tender(tender.id)
  return { digest, sequence, size }
}

async function lookFor(draft: DraftView, origin: string | undefined): Promise<Pick<AddendumStore, 'published' | 'changes'>> {
  const { digest, id } = draft.tender
  const known = await sealbid.tenders.list()
  const newest = known.find((each) => each.digest === digest)?.newest ?? digest
  const changes = newest === digest ? null : await sealbid.tenders.compare({ from: digest, to: newest })
  // The platform may be away: what the workspace knows is shown all the same.
  const published = await publishedVersion(draft, origin).catch(() => null)
  const isNews = published !== null && !known.some((each) => each.id === id && each.digest === published.digest)
  return { changes, published: isNews ? published : null }
}

export const useAddendum = create<AddendumStore>((set, get) => ({
  draft: null,
  published: null,
  changes: null,
  busy: false,
  problem: null,
  async look(id, origin) {
    if (get().draft !== id) set({ draft: id, published: null, changes: null, problem: null })
    try {
      const found = await lookFor(await sealbid.drafts.get({ draft: id }), origin)
      if (get().draft === id) set(found)
    } catch (error) {
      set({ problem: asProblem(error) })
    }
  },
  async fetch(draft) {
    const { published } = get()
    if (published === null) return
    set({ busy: true, problem: null })
    try {
      const client = await certifiedClient(draft.tender.platform.origin)
      await runJob(draft.tender.title, (job) => downloadPackage(client, { id: draft.tender.id, ...published }, (done, total) => reportProgress(job, done, total)))
      await get().look(draft.id, draft.tender.platform.origin)
    } catch (error) {
      if (!isCancelled(error)) set({ problem: asProblem(error) })
    } finally {
      set({ busy: false })
    }
  },
}))
