import { Alert, Button, Space, Tag } from 'antd'
import { useState, type ReactNode } from 'react'
import type { SealedView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { sealbid } from '../../bridge.ts'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { DateTime } from '../../components/DateTime.tsx'
import { Facts } from '../../components/Facts.tsx'
import { JobProgress } from '../../components/JobProgress.tsx'
import { runJob } from '../../components/jobs-store.ts'
import { ProblemNote } from '../../components/ProblemNote.tsx'
import { ByteSize, DigestText } from '../../components/values.tsx'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { Block } from '../Block.tsx'
import { refreshProject } from '../project-store.ts'
import { useAct } from '../use-act.ts'
import { useSaved } from '../use-saved.ts'
import { TrialStatement } from './TrialStatement.tsx'

interface Props { bid: SealedView, tender: TenderView, isNewest: boolean }

/** One sealed file: what it is, what was proved about it, and what can be done with it. */
export function SealedCard({ bid, tender, isNewest }: Props): ReactNode {
  const t = useTexts('projects')
  const trial = bid.trials.at(-1)
  return (
    <Block title={t(isNewest ? 'sealed.title' : 'sealed.earlier')} extra={<Tags bid={bid} />}>
      {!bid.present && <Alert type="error" showIcon title={t('sealed.absent')} description={t('sealed.absentText')} />}
      <Facts columns={isNewest ? 1 : 2} items={[
        { label: t('sealed.at'), value: <><DateTime value={bid.sealedAt} /> <span className="muted">{t(bid.stamped ? 'sealed.stamped' : 'sealed.notStamped')}</span></> },
        { label: t('sealed.size'), value: <ByteSize value={bid.size} /> },
        ...(bid.bidder === null ? [] : [{ label: t('seal.facts.bidder'), value: bid.bidder.name }]),
        { label: t('sealed.digest'), value: <DigestText value={bid.digest} /> },
      ]} />
      {isNewest && trial === undefined && <Alert type="warning" showIcon title={t('trial.notYet')} description={t('trial.notYetText')} />}
      {trial !== undefined && <TrialStatement trial={trial} tender={tender.tender} />}
      <Actions bid={bid} isNewest={isNewest} />
    </Block>
  )
}

function Tags({ bid }: { bid: SealedView }): ReactNode {
  const t = useTexts('projects')
  return bid.current ? <Tag variant="outlined" color="success">{t('sealed.current')}</Tag> : <Tag variant="outlined" color="warning">{t('sealed.stale')}</Tag>
}

function Actions({ bid, isNewest }: { bid: SealedView, isNewest: boolean }): ReactNode {
  const t = useTexts('projects')
  const { go, place } = useNavigation()
  const certificate = useCertificates(({ current }) => current?.id)
  const [job, setJob] = useState<string | null>(null)
  const { problem, run, busy, dismiss } = useAct()
  const saved = useSaved()
  const tryIt = async (): Promise<void> => {
    if (certificate === undefined) return
    await runJob(t('trial.working'), (id) => {
      setJob(id)
      return sealbid.bids.trialOpen({ bid: bid.digest, certificate, job: id })
    })
    await refreshProject()
  }
  const tried = bid.trials.length > 0
  return (
    <>
      <JobProgress job={job} />
      {problem !== null && <ProblemNote problem={problem} onClose={dismiss} />}
      <Space wrap className="prj-actions">
        <Button type={isNewest && !tried ? 'primary' : 'default'} disabled={busy || !bid.present || certificate === undefined} onClick={() => { void run(tryIt) }}>{t(tried ? 'trial.again' : 'trial.action')}</Button>
        <Button disabled={!bid.present} onClick={() => { void run(async () => saved(await sealbid.bids.save({ bid: bid.digest }))) }}>{t('sealed.save')}</Button>
        <Button onClick={() => { void run(async () => saved(await sealbid.bids.exportCapsule({ bid: bid.digest }))) }}>{t('sealed.capsule')}</Button>
        {isNewest && place.screen === 'project' && <Button type={tried ? 'primary' : 'default'} onClick={() => go({ ...place, step: 'submit' })}>{t('sealed.submit')}</Button>}
      </Space>
      {isNewest && <p className="muted">{t('sealed.capsuleText')}</p>}
    </>
  )
}
