import { inspectFile } from '../opening/inspect-file.ts'
import type { AreaHandlers, BridgeContext } from './context.ts'
import { signerView, verdictView } from './verdict-view.ts'

export function filesHandlers({ workspace, desktop, files, jobs }: BridgeContext): AreaHandlers<'files'> {
  return {
    'files.choose': async ({ purpose }, sender) => {
      const paths = await desktop.chooseFiles(purpose)
      return Promise.all(paths.map((path) => files.offer(sender, path)))
    },
    'files.dropped': ({ path }, sender) => files.offer(sender, path),
    'files.inspect': ({ file, job }, sender) => {
      const { path, name } = files.get(file, sender)
      return jobs.run(job, async ({ signal }) => {
        const { kind, content, signer, verdict, digest, size } = await inspectFile(path, workspace.context, { signal })
        return { name, size, digest, kind, content, signer: signer === null ? null : signerView(signer), verdict: verdictView(verdict) }
      })
    },
  }
}

export function jobsHandlers({ jobs }: BridgeContext): AreaHandlers<'jobs'> {
  return {
    'jobs.cancel': async ({ job }) => {
      jobs.cancel(job)
      return null
    },
  }
}
