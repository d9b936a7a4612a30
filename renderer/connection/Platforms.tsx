import { BankOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { EmptyState } from '../components/EmptyState.tsx'
import { PageHeader } from '../components/PageHeader.tsx'
import { ProblemNote } from '../components/ProblemNote.tsx'
import { useTexts } from '../i18n.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'
import { useApp } from '../shell/app-store.ts'
import { AddPlatform } from './AddPlatform.tsx'
import { ensureConnection } from './connection-store.ts'
import { PlatformCard } from './PlatformCard.tsx'
import { usePlatforms } from './platforms-store.ts'

/** Certified trading platforms: added by address, accepted or refused with the reason. */
export function Platforms() {
  const t = useTexts('connection')
  const { list, loaded } = usePlatforms()
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <div className="stack">
        <Rehearsal />
        <AddPlatform />
        {loaded && list.length === 0 && <EmptyState icon={<BankOutlined />} title={t('empty.title')} text={t('empty.text')} />}
        {list.map((platform) => <PlatformCard key={platform.origin} platform={platform} />)}
      </div>
    </>
  )
}

/** The rehearsal platform that was started with the program, with one click. */
function Rehearsal() {
  const t = useTexts('connection')
  const origin = useApp((app) => app.state?.rehearsalPlatform ?? null)
  const { list, certify, busy } = usePlatforms()
  const [problem, setProblem] = useState<Problem | null>(null)
  if (origin === null || list.some((platform) => platform.origin === origin)) return null
  const connect = async (): Promise<void> => {
    setProblem(null)
    try {
      await certify(origin)
      await ensureConnection(origin)
    } catch (error) {
      // Without a certificate the platform is accepted all the same; the connection comes later.
      if (!isCancelled(error) && asProblem(error).code !== 'key-missing') setProblem(asProblem(error))
    }
  }
  return (
    <>
      <Alert
        type="info" showIcon title={t('rehearsal.title')} description={t('rehearsal.text', { origin })}
        action={<Button type="primary" loading={busy === origin} onClick={() => { void connect() }}>{t('rehearsal.connect')}</Button>}
      />
      {problem !== null && <ProblemNote problem={problem} onRetry={() => { void connect() }} />}
    </>
  )
}
