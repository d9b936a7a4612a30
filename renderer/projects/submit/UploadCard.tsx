import { Button, Progress } from 'antd'
import type { ReactNode } from 'react'
import type { SealedView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { formatBytes, formatEstimate } from '../../components/formatters.ts'
import { ByteSize } from '../../components/values.tsx'
import { useLanguage, useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { Refused } from '../PlatformLine.tsx'
import { useSubmission, type Transfer } from './submission-store.ts'

/** Sends the ciphertext ahead: nobody can read it and nothing is submitted by it. Stops and goes on where it stopped, also after a restart. */
export function UploadCard({ bid, tender }: { bid: SealedView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { transfers, upload, pause } = useSubmission()
  const transfer = transfers[bid.digest]
  const start = (): void => { void upload(tender.platform.origin, tender.id, bid) }
  const isRunning = transfer?.phase === 'running'
  const isComplete = transfer?.phase === 'complete'
  return (
    <Block title={t('upload.title')} extra={<ByteSize value={bid.size} />}>
      <p className="muted">{t(isComplete ? 'upload.completeText' : 'upload.text')}</p>
      {transfer !== undefined && <Bar transfer={transfer} />}
      {transfer?.problem !== undefined && transfer.problem !== null && <Refused problem={transfer.problem} onRetry={start} />}
      {!isRunning && !isComplete && <div><Button onClick={start}>{t(transfer === undefined || transfer.done === 0 ? 'upload.start' : 'upload.resume')}</Button></div>}
      {isRunning && <div><Button onClick={() => pause(bid.digest)}>{t('upload.pause')}</Button></div>}
    </Block>
  )
}

function Bar({ transfer: { phase, done, total, speed } }: { transfer: Transfer }): ReactNode {
  const t = useTexts('projects')
  const language = useLanguage()
  const percent = total === 0 ? 0 : Math.floor(done / total * 100)
  const amount = t('upload.amount', { done: formatBytes(done), total: formatBytes(total) })
  const rate = speed === null || speed.bytesPerSecond === 0 ? '' : t('upload.speed', { speed: formatBytes(Math.round(speed.bytesPerSecond)) })
  const left = speed?.secondsLeft === null || speed?.secondsLeft === undefined ? '' : t('upload.left', { time: formatEstimate(speed.secondsLeft, language) })
  return (
    <div aria-live="polite">
      <Progress percent={percent} status={phase === 'complete' ? 'success' : 'normal'} aria-label={t('upload.title')} />
      <p className="muted num">{[t(`upload.phase.${phase}`), amount, ...(phase === 'running' ? [rate, left] : [])].filter((each) => each !== '').join(' · ')}</p>
    </div>
  )
}
