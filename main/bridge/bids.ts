import { mkdirSync } from 'node:fs'
import { Refusal } from '../../interface/errors.ts'
import type { SealedView } from '../../preload/contract/drafts.ts'
import { checkComplete } from '../bid/seal.ts'
import { answersDigest } from '../drafts/sealed-answers.ts'
import type { SealedBid } from '../drafts/sealed.ts'
import type { WorkspaceFolder } from '../drafts/workspace-folder.ts'
import type { Workspace } from '../workspace.ts'
import { confirmSeal } from './confirm-seal.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'
import { sealedView, trialView } from './draft-view.ts'
import { digest, tenderFacts } from './facts.ts'
import { keptTender } from './tenders.ts'
import { reachableStamp, stampedIfPossible } from './timestamping.ts'
import { bytesChunks, fileChunks, saveCopy } from './viewing.ts'

/** Refusal('bid-unknown'). */
export function sealedBid({ sealed }: Workspace, bidDigest: string): SealedBid {
  const found = sealed.get(bidDigest)
  if (found === undefined) throw new Refusal('bid-unknown', bidDigest)
  return found
}

/** Unique, and it says which draft it comes from. */
/** Temporary name of a bid that is being sealed here (main/container/files.ts, writeWhole). */
const unfinished = /^sealed\/\.[0-9a-f-]{36}-\w+\.ebid\.[0-9a-f]{12}\.part$/

/** Removes what a kill while sealing has left. The program holds the lock of the workspace, so nobody writes one of these now. */
export function sweepSealed(files: WorkspaceFolder): void {
  for (const file of files.files('sealed')) if (unfinished.test(file)) files.remove(file)
}

const sealedName = (draft: string, now: Date): string => `sealed/${draft}-${now.toISOString().replace(/[-:.]/g, '')}.ebid`

export function bidsHandlers(context: BridgeContext): AreaHandlers<'bids'> {
  const { workspace, keys, jobs, bytes, desktop, send } = context
  const { keyFiles, drafts } = workspace
  const view = (bidDigest: string): Promise<SealedView> => sealedView(workspace, sealedBid(workspace, bidDigest))
  const fileName = ({ tenderDigest, lot }: SealedBid): string => `${keptTender(workspace, tenderDigest).tender.tender.id}-${lot}`
  return {
    'bids.seal': async ({ draft: draftId, certificate, backups: backupIds, job }) => {
      const key = keyFiles.get(certificate)
      const backups = backupIds.map((each) => keyFiles.get(each))
      const draft = drafts.get(draftId)
      const kept = keptTender(workspace, draft.tenderDigest)
      checkComplete(kept, draft)
      const stamp = await reachableStamp(kept.tender.platform, workspace, send)
      const identity = await keys.confirm(certificate, confirmSeal(workspace, { kept, draft, key, backups, stamped: stamp !== null }))
      mkdirSync(workspace.files.path('sealed'), { recursive: true, mode: 0o700 })
      const out = workspace.files.path(sealedName(draftId, workspace.context.now()))
      const sealed = await jobs.run(job, (work) => stampedIfPossible(stamp, async (each) => {
        // What was confirmed is what is sealed: nothing can change the draft between this line and the next.
        const isSame = answersDigest(drafts.get(draftId).answers) === answersDigest(draft.answers)
        if (!isSame) throw new Refusal('bad-input', 'the draft was changed while it was being confirmed')
        return workspace.seal(draftId, { identity, backups: backups.map(({ encryption }) => encryption), suite: 'intl', out, stamp: each }, work)
      }))
      workspace.note('sealed', { bidDigest: sealed.digest, tenderDigest: draft.tenderDigest, lot: draft.lot, size: sealed.size })
      return view(sealed.digest)
    },
    'bids.trialOpen': async ({ bid, certificate, job }) => {
      const { file } = sealedBid(workspace, bid)
      const identity = await keys.unlock(certificate)
      return trialView(await jobs.run(job, (work) => workspace.trialOpen(file, identity, work)))
    },
    'bids.list': ({ draft }) => {
      const meant = workspace.sealed.list().filter((each) => draft === undefined || each.draft === draft)
      return Promise.all(meant.map((each) => sealedView(workspace, each)))
    },
    'bids.slices': async ({ bid }, sender) => {
      const { file, size } = sealedBid(workspace, bid)
      return { url: await bytes.offer(sender, file, size), size, digest: bid }
    },
    'bids.save': async ({ bid }) => {
      const sealed = sealedBid(workspace, bid)
      return saveCopy(desktop, `${fileName(sealed)}.ebid`, () => fileChunks(sealed.file), bid)
    },
    'bids.exportCapsule': async ({ bid }) => {
      const sealed = sealedBid(workspace, bid)
      const kept = keptTender(workspace, sealed.tenderDigest)
      const password = await keys.newPassword(kept.tender.tender.title, [...tenderFacts(kept, sealed.lot), digest('digest', bid)])
      const exported = await workspace.exportCapsule(bid, password)
      const saved = await saveCopy(desktop, `${fileName(sealed)}.capsule`, () => bytesChunks(exported), null)
      if (saved !== null) workspace.sealed.noteCapsuleCopy(bid)
      return saved
    },
  }
}
