import { Button, Progress } from 'antd'
import { useLanguage, useTexts } from '../i18n.ts'
import { formatEstimate } from './formatters.ts'
import { useJobs, type Job } from './jobs-store.ts'

/** Bar, step, estimate and a way to cancel; nothing once the work has ended. */
export function JobProgress({ job: id }: { job: string | null }) {
  const job = useJobs(({ jobs }) => id === null ? undefined : jobs[id])
  return job === undefined ? null : <Running job={job} />
}

function Running({ job }: { job: Job }) {
  const t = useTexts('components')
  const language = useLanguage()
  const { cancel } = useJobs()
  const percent = job.total === 0 ? 0 : Math.min(100, Math.floor(job.done / job.total * 100))
  const step = job.step === null ? t('job.begin') : t(`job.step.${job.step}`)
  const left = job.secondsLeft === null ? t('job.estimating') : t('job.left', { time: formatEstimate(job.secondsLeft, language) })
  return (
    <output className="job">
      <span className="job-line">
        <span>{job.label ?? step}</span>
        <span className="muted num">{job.cancelling ? t('job.cancelling') : `${job.label === null ? '' : `${step} · `}${left}`}</span>
      </span>
      <span className="job-bar">
        <Progress percent={percent} size="small" status="normal" aria-label={job.label ?? step} />
        <Button size="small" disabled={job.cancelling} onClick={() => { void cancel(job.id) }}>{t('job.cancel')}</Button>
      </span>
    </output>
  )
}
