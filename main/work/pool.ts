import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { Refusal } from '../../interface/errors.ts'
import type { FromWorker, Job, JobResults } from './jobs.ts'

/** Beside this file as a source, beside the bundle's entry as a bundle; the ending is that of this very file. */
const workerFile = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'worker.ts' : import.meta.dirname.endsWith('chunks') ? '../worker.js' : 'worker.js')

/** Bytes done since the last call. */
export type Progress = (bytes: number) => void

export interface RunOptions { signal?: AbortSignal | undefined, progress?: Progress | undefined }

// A function, because the answer changes while the job waits.
const isAborted = (signal: AbortSignal | undefined): boolean => signal?.aborted ?? false

/** Worker threads that are started when needed and end with the pool. Two do what two cores can; more do not help a disk. */
export class WorkerPool {
  readonly #size: number
  readonly #idle: Worker[] = []
  readonly #waiting: (() => void)[] = []
  #busy = 0

  constructor(size: number = Math.min(4, Math.max(2, availableParallelism()))) {
    this.#size = size
  }

  get size(): number {
    return this.#size
  }

  /**
   * Runs a job. Aborting ends its thread within a moment and rejects with Refusal('cancelled'); files that it wrote are the caller's to
   * remove. Refusals: envelope-unreadable, file-not-found, disk-full, container-size, cancelled.
   */
  async run<J extends Job>(job: J, { signal, progress }: RunOptions = {}): Promise<JobResults[J['kind']]> {
    if (isAborted(signal)) throw new Refusal('cancelled')
    while (this.#busy >= this.#size) await new Promise<void>((resolve) => { this.#waiting.push(resolve) })
    if (isAborted(signal)) {
      this.#waiting.shift()?.()
      throw new Refusal('cancelled')
    }
    this.#busy++
    const worker = this.#idle.pop() ?? new Worker(workerFile)
    try {
      const result = await converse(worker, job, signal, progress)
      worker.unref()
      this.#idle.push(worker)
      return result as JobResults[J['kind']]
    } catch (error) {
      if (error instanceof Refusal && error.code !== 'cancelled') this.#idle.push(worker)
      else await worker.terminate()
      worker.unref()
      throw error
    } finally {
      this.#busy--
      this.#waiting.shift()?.()
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()))
  }
}

function converse(worker: Worker, job: Job, signal: AbortSignal | undefined, progress: Progress | undefined): Promise<JobResults[keyof JobResults]> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      worker.off('message', onMessage)
      worker.off('error', onError)
      worker.off('exit', onExit)
      signal?.removeEventListener('abort', onAbort)
      finish()
    }
    const onMessage = (message: FromWorker): void => {
      if (message.type === 'progress') progress?.(message.bytes)
      else if (message.type === 'done') settle(() => resolve(message.result))
      else if (message.type === 'failed') settle(() => reject(new Refusal(message.failure.code, message.failure.detail)))
      else settle(() => reject(new Error(message.message)))
    }
    const onError = (error: Error): void => settle(() => reject(error))
    const onExit = (): void => settle(() => reject(new Error('a worker thread ended')))
    const onAbort = (): void => settle(() => reject(new Refusal('cancelled')))
    worker.on('message', onMessage)
    worker.on('error', onError)
    worker.on('exit', onExit)
    signal?.addEventListener('abort', onAbort, { once: true })
    worker.ref()
    worker.postMessage(job)
  })
}
