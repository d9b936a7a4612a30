import { Refusal } from '../../interface/errors.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import type { ImportedTender } from '../drafts/tenders.ts'
import { documentChunks, documentOf } from '../tender/document.ts'
import type { TenderPackage } from '../tender/read.ts'
import type { Workspace } from '../workspace.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'
import { tenderBrief, tenderChanges, tenderView } from './tender-view.ts'
import { checkViewable, fileChunks, saveCopy, type Viewing } from './viewing.ts'

/** Larger packages than any platform takes are not begun. */
const maxPackageBytes = 8 * 1024 * 1024 * 1024

/** The kept package. Refusal('tender-unknown'). */
export function keptTender({ drafts }: Workspace, digest: string): ImportedTender {
  const kept = drafts.tender(digest)
  if (kept === undefined) throw new Refusal('tender-unknown', digest)
  return kept
}

/** Name under which a package is saved: number and version. */
const packageName = ({ tender }: ImportedTender): string => `${tender.tender.id}${tender.sequence === 0 ? '' : `-${tender.sequence}`}.etender`

export function tendersHandlers(context: BridgeContext & { viewing: Viewing }): AreaHandlers<'tenders'> {
  const { workspace, files, bytes, jobs, desktop, platforms, viewing } = context
  const { drafts } = workspace
  const view = (read: TenderPackage): TenderView => tenderView(tenderBrief(keptTender(workspace, read.digest), drafts.tenders()), read)
  return {
    'tenders.list': async () => {
      const all = drafts.tenders()
      return all.map((each) => tenderBrief(each, all))
    },
    'tenders.get': async ({ tender }) => view(await workspace.tender(tender)),
    'tenders.import': ({ file, job }, sender) => {
      const { path } = files.get(file, sender)
      return jobs.run(job, async (work) => view(await workspace.importTender(path, work)))
    },
    'tenders.receive': async ({ origin, tender, digest, size }, sender) => {
      platforms.get(origin)
      if (size > maxPackageBytes) throw new Refusal('too-large', `${size} bytes, the limit is ${maxPackageBytes}`)
      return bytes.expect(sender, { tender, digest, size })
    },
    'tenders.received': ({ incoming, job }, sender) => bytes.take(incoming, sender, ({ path, tender, digest }) =>
      jobs.run(job, async (work) => view(await workspace.importTender(path, work, { digest, id: tender })))),
    'tenders.compare': async ({ from, to }) => tenderChanges(keptTender(workspace, from), keptTender(workspace, to)),
    'tenders.openDocument': async ({ tender, document }) => {
      const { file } = documentOf(keptTender(workspace, tender), document)
      checkViewable(file)
      const read = await workspace.tender(tender)
      const found = documentOf(read, document)
      await viewing.show(found.file, documentChunks(read, found), found.digest)
      return null
    },
    'tenders.saveDocument': async ({ tender, document }) => {
      const read = await workspace.tender(tender)
      const found = documentOf(read, document)
      return saveCopy(desktop, found.file.split('/').at(-1) ?? found.id, () => documentChunks(read, found), found.digest)
    },
    'tenders.save': async ({ tender }) => {
      const kept = keptTender(workspace, tender)
      return saveCopy(desktop, packageName(kept), () => fileChunks(kept.file), kept.digest)
    },
    'tenders.slices': async ({ tender }, sender) => {
      const { file, size, digest } = await workspace.tender(tender)
      return { url: await bytes.offer(sender, file, size), size, digest }
    },
  }
}
