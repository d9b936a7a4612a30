import { create } from 'zustand'
import type { FileReport, FileToken } from '../../preload/contract/app.ts'
import { sealbid } from '../bridge.ts'
import { runJob } from '../components/jobs-store.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'

/** Files that were looked at in this session, newest first. */
export interface Looked {
  id: string
  name: string
  size: number
  /** The work under way; null when it has ended. */
  job: string | null
  report: FileReport | null
  /** The file could not be looked at at all; a bad file has a report that says so. */
  problem: Problem | null
}

interface VerifyStore {
  files: Looked[]
  /** Ids of the files whose reports are unfolded. */
  shown: string[]
  add(files: readonly FileToken[]): Promise<void>
  toggle(id: string): void
  remove(id: string): void
  clear(): void
}

export const useVerify = create<VerifyStore>((set, get) => {
  const change = (id: string, part: Partial<Looked>): void => set({ files: get().files.map((each) => each.id === id ? { ...each, ...part } : each) })

  const look = async (id: string, { token, name }: FileToken): Promise<void> => {
    try {
      const report = await runJob(name, (job) => {
        change(id, { job })
        return sealbid.files.inspect({ file: token, job })
      })
      change(id, { report, job: null })
    } catch (error) {
      if (isCancelled(error)) get().remove(id)
      else change(id, { problem: asProblem(error), job: null })
    }
  }

  return {
    files: [],
    shown: [],
    async add(tokens) {
      const added = tokens.map((token) => ({ token, looked: { id: crypto.randomUUID(), name: token.name, size: token.size, job: null, report: null, problem: null } }))
      set({ files: [...added.map(({ looked }) => looked), ...get().files], shown: added.length === 1 ? added.map(({ looked }) => looked.id) : get().shown })
      // One after the other: each is read whole, and the disk is one.
      for (const { token, looked } of added) await look(looked.id, token)
    },
    toggle: (id) => set({ shown: get().shown.includes(id) ? get().shown.filter((each) => each !== id) : [...get().shown, id] }),
    remove: (id) => set({ files: get().files.filter((each) => each.id !== id), shown: get().shown.filter((each) => each !== id) }),
    clear: () => set({ files: get().files.filter((each) => each.job !== null), shown: [] }),
  }
})
