import { create } from 'zustand'
import type { TenderSummary } from '../../../interface/schemas/platform.ts'
import { PlatformClient } from '../../../interface/client.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { reportProgress, runJob } from '../../components/jobs-store.ts'
import { downloadPackage } from '../../connection/download.ts'
import { ensureCertified, originOf } from '../../connection/platforms-store.ts'
import { asProblem, type Problem } from '../../problem.ts'

/** Tenders of one platform. Its list and packages are public: no identity is needed to read them, certification is. */

interface PlatformTenders {
  origin: string | null
  tenders: TenderSummary[]
  busy: boolean
  /** Digest of the package that is under way. */
  fetching: string | null
  problem: Problem | null
  search(origin: string, query: string): Promise<void>
  fetch(tender: TenderSummary): Promise<TenderView>
}

/** Main wants a platform certified in this run of the program before anything else is asked of it. */
export async function certifiedClient(address: string): Promise<PlatformClient> {
  const origin = originOf(address)
  await ensureCertified(origin)
  return new PlatformClient(origin)
}

/** Counts searches, so that an answer that comes late does not replace a later one. */
let searches = 0

export const usePlatformTenders = create<PlatformTenders>((set, get) => ({
  origin: null,
  tenders: [],
  busy: false,
  fetching: null,
  problem: null,
  async search(address, query) {
    const search = ++searches
    set({ busy: true, problem: null, ...(address === get().origin ? {} : { tenders: [] }), origin: address })
    try {
      const { tenders } = await (await certifiedClient(address)).tenders(query)
      if (search === searches) set({ tenders, busy: false })
    } catch (error) {
      if (search === searches) set({ problem: asProblem(error), tenders: [], busy: false })
    }
  },
  async fetch({ id, digest, size, title }) {
    const client = await certifiedClient(get().origin ?? '')
    const controller = new AbortController()
    set({ fetching: digest })
    try {
      return await runJob(title, (job) => downloadPackage(client, { id, digest, size }, (done, total) => reportProgress(job, done, total), controller.signal), () => controller.abort())
    } finally {
      set({ fetching: null })
    }
  },
}))
