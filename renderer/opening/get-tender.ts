import { PlatformClient } from '../../interface/client.ts'
import { runJob, reportProgress } from '../components/jobs-store.ts'
import { downloadPackage } from '../connection/download.ts'

/** Brings the version in force of a tender from its platform into the workspace; answers its digest. `onJob` gets the id of the work under way. */
export async function getTender(origin: string, id: string, label: string, onJob: (job: string) => void): Promise<string> {
  const client = new PlatformClient(origin)
  const detail = await client.tender(id)
  const aborting = new AbortController()
  const { digest } = await runJob(label, (job) => {
    onJob(job)
    return downloadPackage(client, detail, (done, total) => reportProgress(job, done, total), aborting.signal)
  }, () => aborting.abort())
  return digest
}
