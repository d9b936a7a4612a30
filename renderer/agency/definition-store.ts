import { create } from 'zustand'
import type { DefinitionView } from '../../preload/contract/definitions.ts'
import { sealbid } from '../bridge.ts'
import { runJob } from '../components/jobs-store.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'
import { createAutosave, type SaveState } from './autosave.ts'
import { asDefinition, getAt, setAt, type DefinitionJson, type Path } from './definition-json.ts'
import { placeFaults, type PlacedFault } from './faults.ts'
import { mergedCertificates, mergedDocuments } from './merge.ts'
import { withParties } from './parties.ts'

/** The definition that is open. What is written here is in main after a pause; main answers what is wrong with it. */

interface DefinitionStore {
  /** As main answered last; `json` below may be newer. */
  view: DefinitionView | null
  json: DefinitionJson
  faults: PlacedFault[]
  state: SaveState
  problem: Problem | null
  /** Why the last file or certificate was not taken or removed. */
  refused: Problem | null
  /** Section that the editor shows. */
  section: number
  /** A file or certificate is being added. */
  busy: boolean
  /** Job of the file that is being added. */
  job: string | null
  open(id: string): Promise<void>
  edit(change: (json: DefinitionJson) => DefinitionJson): void
  set(path: Path, value: unknown): void
  select(section: number): void
  /** Answers whether everything is saved. */
  flush(): Promise<boolean>
  /** Asks main again what was built and what is wrong; what is written here stays. */
  refresh(): Promise<void>
  dismiss(): void
  addDocument(file: { token: string, name: string }): Promise<void>
  removeDocument(file: string): Promise<void>
  addCertificate(role: 'main' | 'backup', source: { file: string } | { certificate: string }): Promise<void>
}

interface Written { id: string, json: DefinitionJson }

const pause = 800

const autosave = createAutosave<Written>({
  pause,
  async save({ id, json }) {
    const view = await sealbid.definitions.save({ definition: id, json: json as never })
    if (useDefinition.getState().view?.id === id) accept(view)
  },
  onState(state, error) {
    useDefinition.setState({ state, problem: state === 'failed' ? asProblem(error) : null })
  },
})

const accept = (view: DefinitionView): void => useDefinition.setState({ view, faults: placeFaults(asDefinition(view.json), view.faultList) })

/** What main changes in the definition by itself is taken over there only: what was written meanwhile elsewhere stays. */
async function withMain(work: (id: string) => Promise<DefinitionView>, merge: (own: DefinitionJson, answered: DefinitionJson) => DefinitionJson): Promise<void> {
  const { view, flush, edit } = useDefinition.getState()
  if (view === null) return
  await flush()
  useDefinition.setState({ busy: true })
  try {
    const answered = await work(view.id)
    if (useDefinition.getState().view?.id !== view.id) return
    accept(answered)
    edit((json) => merge(json, asDefinition(answered.json)))
  } finally {
    useDefinition.setState({ busy: false, job: null })
  }
}

async function noted(work: Promise<void>): Promise<void> {
  useDefinition.setState({ refused: null })
  try {
    await work
  } catch (error) {
    if (!isCancelled(error)) useDefinition.setState({ refused: asProblem(error) })
  }
}

export const useDefinition = create<DefinitionStore>((set, get) => ({
  view: null,
  json: {},
  faults: [],
  state: 'saved',
  problem: null,
  refused: null,
  section: 0,
  busy: false,
  job: null,
  async open(id) {
    await autosave.flush()
    if (get().view?.id !== id) set({ view: null, json: {}, faults: [], section: 0, state: 'saved', problem: null, refused: null })
    try {
      const view = await sealbid.definitions.get({ definition: id })
      accept(view)
      set({ json: withParties(asDefinition(view.json)), problem: null })
    } catch (error) {
      set({ problem: asProblem(error) })
    }
  },
  edit(change) {
    const { view, json } = get()
    if (view === null) return
    const next = change(json)
    if (next === json) return
    set({ json: next })
    autosave.change({ id: view.id, json: next })
  },
  set(path, value) {
    if (getAt(get().json, path) !== value) get().edit((json) => setAt(json, path, value))
  },
  select: (section) => set({ section }),
  flush: () => autosave.flush(),
  async refresh() {
    const { view } = get()
    if (view === null) return
    const answered = await sealbid.definitions.get({ definition: view.id })
    if (get().view?.id === view.id) accept(answered)
  },
  dismiss: () => set({ refused: null }),
  addDocument: (file) => withMain(
    (id) => runJob(file.name, (job) => {
      set({ job })
      return sealbid.definitions.addDocument({ definition: id, file: file.token, job })
    }),
    mergedDocuments,
  ),
  removeDocument: (document) => noted(withMain(
    (id) => sealbid.definitions.removeDocument({ definition: id, document }),
    (own, answered) => mergedDocuments(own, answered, document),
  )),
  addCertificate: (role, source) => noted(withMain((id) => sealbid.definitions.addCertificate({ definition: id, role, source }), mergedCertificates)),
}))

/** What stands at a path of the open definition. */
export const useValue = (path: Path): unknown => useDefinition((store) => getAt(store.json, path))
