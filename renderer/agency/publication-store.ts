import { create } from 'zustand'
import { Refusal } from '../../interface/errors.ts'
import { publishTender } from '../../interface/flows.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { reportProgress, runJob } from '../components/jobs-store.ts'
import { ensureConnection, withConnection } from '../connection/connection-store.ts'
import { sliceSource } from '../connection/slices.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'

/** Publication of packages: what the platform says of them, never what we assume. By digest of the package. */

export type Publication =
  | { state: 'unknown' }
  | { state: 'asking' }
  /** The platform does not have this package. */
  | { state: 'absent' }
  | { state: 'publishing', job: string | null }
  /** In the platform's list; `inForce` says that no later version stands there. */
  | { state: 'published', publishedAt: string, inForce: boolean, deadline: string }

interface Publications {
  of: Record<string, Publication>
  problems: Record<string, Problem | null>
  /** Packages whose publication receipt main verified in this session. */
  receipts: Record<string, true>
  /** Asks the platform; needs a connection. */
  ask(tender: TenderView): Promise<void>
  publish(tender: TenderView, label: string): Promise<void>
}

type Asked = Extract<Publication, { state: 'absent' | 'published' }>

async function askPlatform({ digest, id, platform }: TenderView): Promise<Asked> {
  const { client } = await ensureConnection(platform.origin)
  const found = await client.tender(id).catch((error: unknown) => {
    // A tender that is not there yet is no error here.
    if (error instanceof Refusal && error.code === 'tender-unknown') return null
    throw error
  })
  if (found === null) return { state: 'absent' }
  const { versions, deadline } = found
  const version = versions.find((each) => each.digest === digest)
  if (version === undefined) return { state: 'absent' }
  return { state: 'published', publishedAt: version.publishedAt, inForce: versions.at(-1)?.digest === digest, deadline }
}

async function send({ digest, id, platform }: TenderView, label: string, onJob: (job: string) => void): Promise<void> {
  const stop = new AbortController()
  await withConnection(platform.origin, (connection) => runJob(label, async (job) => {
    onJob(job)
    const slices = await sealbid.tenders.slices({ tender: digest })
    await publishTender(connection, { digest, size: slices.size, source: sliceSource(slices) }, id, {
      chunkBytes: connection.platform.limits.chunkBytes,
      signal: stop.signal,
      onProgress: (done, total) => reportProgress(job, done, total),
    })
  }, () => stop.abort()))
}

export const usePublications = create<Publications>((set, get) => {
  const note = (digest: string, publication: Publication, problem: Problem | null = null): void =>
    set({ of: { ...get().of, [digest]: publication }, problems: { ...get().problems, [digest]: problem } })
  return {
    of: {},
    problems: {},
    receipts: {},
    async ask(tender) {
      const before = get().of[tender.digest] ?? { state: 'unknown' }
      if (before.state === 'publishing' || before.state === 'asking') return
      note(tender.digest, { state: 'asking' })
      try {
        note(tender.digest, await askPlatform(tender))
      } catch (error) {
        note(tender.digest, before, isCancelled(error) ? null : asProblem(error))
      }
    },
    async publish(tender, label) {
      note(tender.digest, { state: 'publishing', job: null })
      let problem: Problem | null = null
      try {
        await send(tender, label, (job) => note(tender.digest, { state: 'publishing', job }))
        set({ receipts: { ...get().receipts, [tender.digest]: true } })
      } catch (error) {
        problem = isCancelled(error) ? null : asProblem(error)
      }
      // Whatever came back, or did not: the platform's list says whether it is published.
      try {
        note(tender.digest, await askPlatform(tender), problem)
      } catch (error) {
        note(tender.digest, { state: 'unknown' }, problem ?? asProblem(error))
      }
    },
  }
})
