import { KeyOutlined, LockOutlined, UnlockOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { DraftView } from '../../preload/contract/drafts.ts'
import { useCertificates } from '../certificates/certificates-store.ts'
import { Countdown } from '../components/Countdown.tsx'
import { DateTime } from '../components/DateTime.tsx'
import { usePlatformClock } from '../connection/clock-store.ts'
import { useTexts } from '../i18n.ts'
import { Mark, ReceiptMark, SealedMark } from './Marks.tsx'

/** What counts at every step: how long there is, whether the key is at hand, what is sealed and what is confirmed. */
export function ProjectState({ draft }: { draft: DraftView }): ReactNode {
  const t = useTexts('projects')
  const { deadline, platform } = draft.tender
  const isMeasured = usePlatformClock(({ offsets }) => platform.origin in offsets)
  return (
    <dl className="prj-state">
      <div>
        <dt>{t('state.deadline')} <span className="muted">{t(isMeasured ? 'state.platformTime' : 'state.localTime')}</span></dt>
        <dd><DateTime value={deadline} /> <Countdown to={deadline} origin={platform.origin} /></dd>
      </div>
      <div><dt>{t('state.key')}</dt><dd><KeyMark /></dd></div>
      <div><dt>{t('state.sealed')}</dt><dd><SealedMark draft={draft} /></dd></div>
      <div><dt>{t('state.receipt')}</dt><dd><ReceiptMark draft={draft} withTime={false} /></dd></div>
    </dl>
  )
}

function KeyMark(): ReactNode {
  const t = useTexts('projects')
  const { current } = useCertificates()
  if (current === null) return <Mark tone="attention" icon={<KeyOutlined />}>{t('state.noKey')}</Mark>
  return (
    <Mark tone={current.unlocked ? 'good' : 'quiet'} icon={current.unlocked ? <UnlockOutlined /> : <LockOutlined />}>
      <span>{current.holder.name} <span className="muted prj-whole">{t(current.unlocked ? 'state.unlocked' : 'state.locked')}</span></span>
    </Mark>
  )
}
