import type { FileToken } from '../../../preload/contract/app.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { sealbid } from '../../bridge.ts'
import { runJob } from '../../components/jobs-store.ts'
import { asProblem, isCancelled, type Problem } from '../../problem.ts'

/** Takes packages from files into the workspace; one that is refused does not hold up the others. */
export async function importTenders(files: readonly FileToken[]): Promise<{ taken: TenderView[], refused: { name: string, problem: Problem }[] }> {
  const taken: TenderView[] = []
  const refused: { name: string, problem: Problem }[] = []
  for (const file of files) {
    try {
      taken.push(await runJob(file.name, (job) => sealbid.tenders.import({ file: file.token, job })))
    } catch (error) {
      if (!isCancelled(error)) refused.push({ name: file.name, problem: asProblem(error) })
    }
  }
  return { taken, refused }
}
