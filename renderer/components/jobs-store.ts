import { create } from 'zustand'
import type { Events } from '../../preload/contract/events.ts'
import { sealbid } from '../bridge.ts'

/** Long work under way: progress as main tells it (`progress`), or as the window counts it for what it moves itself. */

export interface Job {
  id: string
  /** What it is, as the screen says it; null for work without a name. */
  label: string | null
  step: Events['progress']['step'] | 'moving' | null
  done: number
  total: number
  secondsLeft: number | null
  startedAt: number
  cancelling: boolean
  /** Stops work of the window's own; main is told too. */
  onCancel: (() => void) | null
}

interface Jobs {
  jobs: Record<string, Job>
  cancel(job: string): Promise<void>
}

export const useJobs = create<Jobs>((set, get) => ({
  jobs: {},
  async cancel(id) {
    const job = get().jobs[id]
    if (job === undefined) return
    set({ jobs: { ...get().jobs, [id]: { ...job, cancelling: true } } })
    job.onCancel?.()
    await sealbid.jobs.cancel({ job: id })
  },
}))

function change(id: string, part: Partial<Job>): void {
  const { jobs } = useJobs.getState()
  const job = jobs[id]
  if (job !== undefined) useJobs.setState({ jobs: { ...jobs, [id]: { ...job, ...part } } })
}

function begin(id: string, label: string | null, onCancel: (() => void) | null): void {
  const job: Job = { id, label, step: null, done: 0, total: 0, secondsLeft: null, startedAt: Date.now(), cancelling: false, onCancel }
  useJobs.setState({ jobs: { ...useJobs.getState().jobs, [id]: job } })
}

function end(id: string): void {
  const { [id]: _ended, ...rest } = useJobs.getState().jobs
  useJobs.setState({ jobs: rest })
}

/** A new id for work that main does; `runJob` where its progress is shown. */
export const startJob = (): string => crypto.randomUUID()

/** Runs long work under a new id; `JobProgress` shows it while it runs. `onCancel` stops what the window itself does. */
export async function runJob<T>(label: string | null, work: (job: string) => Promise<T>, onCancel: (() => void) | null = null): Promise<T> {
  const id = startJob()
  begin(id, label, onCancel)
  try {
    return await work(id)
  } finally {
    end(id)
  }
}

/** Progress of what the window moves itself (upload, download), with an estimate from its mean speed. */
export function reportProgress(id: string, done: number, total: number): void {
  const job = useJobs.getState().jobs[id]
  if (job === undefined) return
  const seconds = (Date.now() - job.startedAt) / 1000
  const secondsLeft = seconds < 2 || done === 0 ? null : (total - done) * seconds / done
  change(id, { step: 'moving', done, total, secondsLeft })
}

/** Listens to main; once, when the window starts. */
export const followJobs = (): (() => void) =>
  sealbid.on.progress(({ job, step, done, total, secondsLeft }) => change(job, { step, done, total, secondsLeft }))
