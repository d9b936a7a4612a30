import { create } from 'zustand'
import type { DefinitionBrief } from '../../preload/contract/definitions.ts'
import type { TenderBrief } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { asProblem, type Problem } from '../problem.ts'

/** Definitions of this workspace, and the packages that an addendum can be written to. */

export type Origin = { kind: 'blank' } | { kind: 'sample' } | { kind: 'addendum', tender: string }

interface Definitions {
  list: DefinitionBrief[] | null
  packages: TenderBrief[]
  busy: boolean
  problem: Problem | null
  load(): Promise<void>
  /** Answers the id of the new definition; null where it was refused. */
  create(from: Origin): Promise<string | null>
  remove(id: string): Promise<void>
}

export const useDefinitions = create<Definitions>((set, get) => {
  async function attempt<T>(work: () => Promise<T>): Promise<T | null> {
    set({ busy: true, problem: null })
    try {
      return await work()
    } catch (error) {
      set({ problem: asProblem(error) })
      return null
    } finally {
      set({ busy: false })
    }
  }
  return {
    list: null,
    packages: [],
    busy: false,
    problem: null,
    async load() {
      await attempt(async () => {
        const [list, packages] = await Promise.all([sealbid.definitions.list(), sealbid.tenders.list()])
        set({ list, packages })
      })
    },
    create: (from) => attempt(async () => (await sealbid.definitions.create({ from })).id),
    async remove(id) {
      await attempt(() => sealbid.definitions.remove({ definition: id }))
      await get().load()
    },
  }
})

/** Newest versions, for addenda: an older one cannot be superseded again. */
export const amendable = (packages: readonly TenderBrief[]): TenderBrief[] => packages.filter((each) => each.newest === each.digest)
