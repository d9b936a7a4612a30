import { Alert, Button, Popconfirm } from 'antd'
import type { ReactNode } from 'react'
import type { DraftView, SealedView } from '../../../preload/contract/drafts.ts'
import { BindingButton } from '../../components/BindingButton.tsx'
import { Countdown } from '../../components/Countdown.tsx'
import { DateTime } from '../../components/DateTime.tsx'
import { useSecond } from '../../components/tick.ts'
import { DigestText } from '../../components/values.tsx'
import { platformNow } from '../../connection/clock-store.ts'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { Refused } from '../PlatformLine.tsx'
import { nextAct } from './next-act.ts'
import { placeKey, useSubmission, type KnownStatus } from './submission-store.ts'
import type { SubmissionPlace } from './submission.ts'

/** The binding act: submit, replace or withdraw, with its consequence in words beside it. */
export function SubmitCard({ bid, draft, place }: { bid: SealedView | null, draft: DraftView, place: SubmissionPlace }): ReactNode {
  const t = useTexts('projects')
  useSecond()
  const { status: all, busy, problem, submit, withdraw } = useSubmission()
  const status = all[placeKey(place)]
  const { origin } = draft.tender.platform
  const isLate = platformNow(origin).getTime() >= Date.parse(draft.tender.deadline)
  const isStale = draft.tender.newest !== draft.tender.digest
  const next = status === undefined ? null : nextAct(status, bid?.digest ?? null, { isLate, isStale })
  const send = async (type: 'submit' | 'replace'): Promise<void> => { if (bid !== null) await submit(origin, place, type, bid) }
  return (
    <Block title={t('submit.title')} extra={<Countdown to={draft.tender.deadline} origin={origin} />}>
      {status === undefined
        ? <p className="muted">{t(isLate ? 'submit.late' : 'submit.unknown')}</p>
        : <Status status={status} isThis={next?.inForce === true} />}
      {isLate && status !== undefined && <p>{t('submit.late')}</p>}
      {isStale && !isLate && <p>{t('after.tender-superseded')}</p>}
      {problem !== null && problem.act !== 'asking' && <Refused problem={problem.problem} />}
      {next !== null && (
        <div className="prj-actions">
          {next.act !== null && (
            <>
              <BindingButton size="large" disabled={busy !== null} onClick={() => send(next.act ?? 'submit')}>{t(`submit.act.${next.act}`)}</BindingButton>
              <span className="muted">{t(`submit.consequence.${next.act}`)}</span>
            </>
          )}
          {next.canWithdraw && (
            <Popconfirm title={t('submit.withdrawAsk')} description={t('submit.consequence.withdraw')} okText={t('submit.act.withdraw')} okButtonProps={{ danger: true }} cancelText={t('cancel')} placement="topLeft" onConfirm={() => { void withdraw(origin, place) }}>
              <Button danger disabled={busy !== null} loading={busy === 'withdraw'}>{t('submit.act.withdraw')}</Button>
            </Popconfirm>
          )}
        </div>
      )}
    </Block>
  )
}

const tones = { none: 'info', submitted: 'success', withdrawn: 'warning', closed: 'info', refused: 'error' } as const

/** What is confirmed by a verified receipt is shown as confirmed; the rest is what a platform says. */
function Status({ status, isThis }: { status: KnownStatus, isThis: boolean }): ReactNode {
  const t = useTexts('projects')
  if (!status.proven) return <Alert type="error" showIcon title={t('submit.unproven')} description={t('submit.unprovenText')} />
  const last = status.receipts.at(-1)
  return (
    <Alert
      type={tones[status.state]} showIcon title={t(`submit.status.${status.state}`)}
      description={last !== undefined && (
        <>
          <div>{t('submit.last')} {t(`receipt.type.${last.type}`)} <DateTime value={last.receivedAt} /></div>
          {status.bidDigest !== null && <div>{t(isThis ? 'submit.thisFile' : 'submit.otherFile')} <DigestText value={status.bidDigest} /></div>}
          {status.state === 'refused' && <div>{t('submit.refusedText')}</div>}
        </>
      )}
    />
  )
}
