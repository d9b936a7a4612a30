import { parentPort } from 'node:worker_threads'
import type { FromWorker, Job, JobFailure, JobResults } from './jobs.ts'
import { OpenFiles, ShortFile } from './streams.ts'
import { digestPieces, digestRanges, openSegments, sealSegments, TaskFailure, type Report } from './tasks.ts'

/** Entry of a worker thread: one job at a time, progress at most every 8 MiB. */

const send = (message: FromWorker): void => parentPort?.postMessage(message)
const progressStep = 8 * 1024 * 1024

function work(job: Job, files: OpenFiles, report: Report): JobResults[keyof JobResults] {
  switch (job.kind) {
    case 'digest-ranges': return digestRanges(job, files, report)
    case 'digest-pieces': return digestPieces(job, files, report)
    case 'seal-segments': return sealSegments(job, files, report)
    case 'open-segments': return openSegments(job, files, report)
  }
}

function failureOf(error: unknown): JobFailure | null {
  if (error instanceof TaskFailure) return error.failure
  if (error instanceof ShortFile) return { code: 'container-size', detail: error.message }
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  if (code === 'ENOENT' || code === 'EACCES') return { code: 'file-not-found', detail: (error as Error).message }
  if (code === 'ENOSPC' || code === 'EDQUOT') return { code: 'disk-full', detail: (error as Error).message }
  return null
}

parentPort?.on('message', (job: Job) => {
  const files = new OpenFiles()
  let pending = 0
  const report: Report = (bytes) => {
    pending += bytes
    if (pending < progressStep) return
    send({ type: 'progress', bytes: pending })
    pending = 0
  }
  try {
    const result = work(job, files, report)
    send({ type: 'progress', bytes: pending })
    send({ type: 'done', result })
  } catch (error) {
    const failure = failureOf(error)
    send(failure === null ? { type: 'crashed', message: error instanceof Error ? error.stack ?? error.message : String(error) } : { type: 'failed', failure })
  } finally {
    files.close()
  }
})
