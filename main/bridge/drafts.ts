import { Refusal } from '../../interface/errors.ts'
import type { DraftView } from '../../preload/contract/drafts.ts'
import { sectionsFor } from '../drafts/draft-state.ts'
import { moveDraft } from '../drafts/move.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'
import { draftBrief, draftView } from './draft-view.ts'
import { keptTender } from './tenders.ts'
import { checkViewable, fileChunks, type Viewing } from './viewing.ts'

export function draftsHandlers(context: BridgeContext & { viewing: Viewing }): AreaHandlers<'drafts'> {
  const { workspace, files, jobs, viewing } = context
  const { drafts } = workspace
  const view = (id: string): DraftView => draftView(workspace, drafts.get(id), drafts.tenders())

  /** Only sections that the tender has for this lot take an answer. Refusals: draft-unknown, bad-input. */
  const checkSection = (id: string, section: string): void => {
    const { tenderDigest, lot } = drafts.get(id)
    const sections = sectionsFor(keptTender(workspace, tenderDigest).tender, lot)
    if (!sections.some((each) => each.id === section)) throw new Refusal('bad-input', `there is no section ${section}`)
  }

  return {
    'drafts.list': async () => {
      const all = drafts.tenders()
      return drafts.list().map(({ id }) => draftBrief(draftView(workspace, drafts.get(id), all)))
    },
    'drafts.get': async ({ draft }) => view(draft),
    'drafts.create': async ({ tender, lot }) => {
      const { tender: { tender: { lots } } } = keptTender(workspace, tender)
      if (!lots.some((each) => each.id === lot)) throw new Refusal('bad-input', `there is no lot ${lot}`)
      return view(drafts.create(tender, lot).id)
    },
    'drafts.remove': async ({ draft }) => {
      drafts.remove(draft)
      return null
    },
    'drafts.setForm': async ({ draft, section, values }) => {
      checkSection(draft, section)
      drafts.setForm(draft, section, values)
      return view(draft)
    },
    'drafts.setSchedule': async ({ draft, section, rows }) => {
      checkSection(draft, section)
      // A price that is not there yet is not an answer: the finding says that it is missing.
      drafts.setSchedule(draft, section, rows.filter((each) => each.unitPrice !== ''))
      return view(draft)
    },
    'drafts.attach': async ({ draft, section, file, job }, sender) => {
      const { path, name, size } = files.get(file, sender)
      checkSection(draft, section)
      await jobs.run(job, ({ signal, onProgress }) => drafts.attach(draft, section, path, {
        name, signal, progress: (done) => onProgress?.({ step: 'reading', done, total: Math.max(size, done), secondsLeft: null }),
      }))
      return view(draft)
    },
    'drafts.clear': async ({ draft, section }) => {
      drafts.clear(draft, section)
      return view(draft)
    },
    'drafts.openAttachment': async ({ draft, section }) => {
      const answer = drafts.get(draft).answers.get(section)
      if (answer?.kind !== 'file') throw new Refusal('bad-input', `${section} has no file`)
      const { attachment } = answer
      checkViewable(attachment.name)
      await viewing.show(attachment.name, fileChunks(attachment.path), attachment.sha256)
      return null
    },
    'drafts.move': async ({ draft, tender }) => view(moveDraft(drafts, draft, tender).id),
  }
}
