import { CheckCircleFilled } from '@ant-design/icons'
import { Button, Tag } from 'antd'
import { useState } from 'react'
import type { PlatformView } from '../../preload/contract/platforms.ts'
import { useCertificates } from '../certificates/certificates-store.ts'
import { DateTime } from '../components/DateTime.tsx'
import { Facts } from '../components/Facts.tsx'
import { ProblemNote } from '../components/ProblemNote.tsx'
import { ByteSize } from '../components/values.tsx'
import { useTexts } from '../i18n.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'
import { useNavigation } from '../shell/navigation.ts'
import { usePlatformClock } from './clock-store.ts'
import { ensureConnection, useConnection } from './connection-store.ts'
import { usePlatforms } from './platforms-store.ts'

/** One accepted platform: what it is, what it allows, and the connection to it. */
export function PlatformCard({ platform }: { platform: PlatformView }) {
  const t = useTexts('connection')
  const { current } = useConnection()
  const isConnected = current?.platform.origin === platform.origin
  const isJudged = usePlatforms(({ certified }) => certified.includes(platform.origin))
  const { run, problem, busy } = useActs(platform.origin)
  return (
    <article className="card" aria-label={platform.name}>
      <div className="certificate-head">
        <div className="certificate-holder">
          <h2 className="section-title">{platform.name}</h2>
          <div className="muted">{platform.origin}</div>
        </div>
        <div className="row">
          <Connect platform={platform} run={run} busy={busy} />
          <Button disabled={busy !== null} loading={busy === 'certify'} onClick={() => { void run('certify', () => usePlatforms.getState().certify(platform.origin)) }}>{t('recheck')}</Button>
          <Button disabled={busy !== null || isConnected} onClick={() => { void run('forget', () => usePlatforms.getState().forget(platform.origin)) }}>{t('forget')}</Button>
        </div>
      </div>
      <div className="row">
        {isJudged ? <Tag className="state-tag state-valid" icon={<CheckCircleFilled />}>{t('certified')}</Tag> : <Tag className="state-tag">{t('certifiedBefore')}</Tag>}
        {platform.practice && <Tag className="state-tag state-invalid">{t('practice')}</Tag>}
        {isConnected && <Tag className="state-tag state-current">{t('connectedAs', { name: current.holder.name })}</Tag>}
      </div>
      {problem !== null && <div className="below"><ProblemNote problem={problem} /></div>}
      <PlatformFacts platform={platform} />
    </article>
  )
}

type Act = 'connect' | 'disconnect' | 'certify' | 'forget'
type Run = (act: Act, work: () => Promise<unknown>) => Promise<void>

function useActs(origin: string) {
  const [busy, setBusy] = useState<Act | null>(null)
  const [problem, setProblem] = useState<Problem | null>(null)
  const connecting = useConnection((connection) => connection.busy === origin)
  const run: Run = async (act, work) => {
    setBusy(act)
    setProblem(null)
    try {
      await work()
    } catch (error) {
      if (!isCancelled(error)) setProblem(asProblem(error))
    } finally {
      setBusy(null)
    }
  }
  return { run, problem, busy: connecting ? 'connect' as const : busy }
}

/** Connects with the current identity; where there is none, leads to the certificates. */
function Connect({ platform: { origin }, run, busy }: { platform: PlatformView, run: Run, busy: Act | null }) {
  const t = useTexts('connection')
  const { current, disconnect } = useConnection()
  const identity = useCertificates((certificates) => certificates.current)
  const go = useNavigation((navigation) => navigation.go)
  if (identity === null) return <Button type="primary" onClick={() => go({ screen: 'certificates' })}>{t('needCertificate')}</Button>
  const isConnected = current?.platform.origin === origin
  if (isConnected && current.certificate === identity.id) return <Button disabled={busy !== null} onClick={() => { void run('disconnect', disconnect) }}>{t('disconnect')}</Button>
  return (
    <Button type="primary" disabled={busy !== null} loading={busy === 'connect'} onClick={() => { void run('connect', () => ensureConnection(origin)) }}>
      {t(isConnected ? 'switch' : 'connect', { name: identity.holder.name })}
    </Button>
  )
}

function PlatformFacts({ platform }: { platform: PlatformView }) {
  const t = useTexts('connection')
  const offset = usePlatformClock(({ offsets }) => offsets[platform.origin])
  return (
    <div className="below">
      <Facts columns={2} items={[
        { label: t('fact.code'), value: platform.code },
        { label: t('fact.operator'), value: platform.operator.name },
        { label: t('fact.operatorId'), value: <span className="num">{platform.operator.id}</span> },
        { label: t('fact.versions'), value: platform.interfaceVersions.join(', ') },
        { label: t('fact.perFile'), value: <ByteSize value={platform.limits.bytesPerFile} /> },
        { label: t('fact.perBid'), value: <ByteSize value={platform.limits.bytesPerBid} /> },
        { label: t('fact.timestamp'), value: platform.timestampAuthority },
        { label: t('fact.accepted'), value: <DateTime value={platform.acceptedAt} /> },
        { label: t('fact.clock'), value: offset === undefined ? t('clock.unknown') : t('clock.known', { milliseconds: offset.uncertainty }) },
      ]} />
    </div>
  )
}
