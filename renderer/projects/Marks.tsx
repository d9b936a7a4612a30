import { CheckCircleOutlined, ClockCircleOutlined, ExclamationCircleOutlined, LockOutlined, MinusCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { DraftBrief } from '../../preload/contract/drafts.ts'
import { DateTime } from '../components/DateTime.tsx'
import { useTexts } from '../i18n.ts'

/** State of the seal and of the receipt in one word each, with a sign and not by colour alone. */

type Tone = 'good' | 'attention' | 'quiet'

export function Mark({ tone, icon, children }: { tone: Tone, icon: ReactNode, children: ReactNode }): ReactNode {
  return <span className={`prj-mark prj-mark-${tone}`}><span aria-hidden="true">{icon}</span> {children}</span>
}

export function SealedMark({ draft: { sealed } }: { draft: DraftBrief }): ReactNode {
  const t = useTexts('projects')
  if (sealed === null) return <Mark tone="quiet" icon={<MinusCircleOutlined />}>{t('mark.notSealed')}</Mark>
  if (!sealed.current) return <Mark tone="attention" icon={<ExclamationCircleOutlined />}>{t('mark.changed')}</Mark>
  return sealed.tried
    ? <Mark tone="good" icon={<CheckCircleOutlined />}>{t('mark.tried')}</Mark>
    : <Mark tone="attention" icon={<LockOutlined />}>{t('mark.notTried')}</Mark>
}

export function ReceiptMark({ draft: { receipt, sealed }, withTime = true }: { draft: DraftBrief, withTime?: boolean }): ReactNode {
  const t = useTexts('projects')
  if (receipt === null) return <Mark tone="quiet" icon={<ClockCircleOutlined />}>{t('mark.notSubmitted')}</Mark>
  const isOlder = receipt.type !== 'withdraw' && sealed?.digest !== receipt.bidDigest
  const tone: Tone = receipt.type === 'withdraw' || isOlder ? 'attention' : 'good'
  return (
    <>
      <Mark tone={tone} icon={tone === 'good' ? <CheckCircleOutlined /> : <ExclamationCircleOutlined />}>{t(isOlder ? 'mark.older' : `mark.${receipt.type}`)}</Mark>
      {withTime && <div className="muted"><DateTime value={receipt.receivedAt} /></div>}
    </>
  )
}
