import { Alert } from 'antd'
import type { ReactNode } from 'react'
import type { OpeningState } from '../../../interface/schemas/opening.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { BindingButton } from '../../components/BindingButton.tsx'
import { Countdown } from '../../components/Countdown.tsx'
import { useConnection } from '../../connection/connection-store.ts'
import { useTexts } from '../../i18n.ts'
import { Refused } from '../PlatformLine.tsx'
import { ownTask, type OwnTask } from './own-action.ts'
import { useBidderOpening } from './opening-store.ts'

const tones: Record<OwnTask['task'], 'info' | 'warning' | 'success' | 'error'> = {
  closing: 'info', 'no-bid': 'info', 'sign-in': 'warning', over: 'success', wait: 'info', released: 'success', tenderer: 'info', release: 'warning', capsule: 'error', failed: 'error',
}

/** What has to be done now, as one action, with the time that is left for it. */
export function OwnAction({ state, tender }: { state: OpeningState, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const holder = useConnection(({ current }) => current?.holder.id ?? null)
  const { problem } = useBidderOpening()
  const task = ownTask(state, holder, tender.tender.remedy.ways)
  const until = 'until' in task ? task.until : null
  return (
    <section aria-label={t('own.title')}>
      <Alert
        className="prj-own" type={tones[task.task]} showIcon title={t(`own.${task.task}.title`)}
        description={<>{t(`own.${task.task}.text`)} {until !== null && <Countdown to={until} origin={tender.platform.origin} />}</>}
        action={<Action task={task} tender={tender} />}
      />
      {problem !== null && problem.act !== 'connect' && problem.act !== 'record' && <Refused problem={problem.problem} />}
    </section>
  )
}

function Action({ task, tender }: { task: OwnTask, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { act, busy } = useBidderOpening()
  const { origin } = tender.platform
  const isBusy = busy !== null
  switch (task.task) {
    case 'sign-in': return <BindingButton disabled={isBusy} onClick={() => act(origin, 'sign-in')}>{t('own.sign-in.action')}</BindingButton>
    case 'release': return <BindingButton size="large" disabled={isBusy} onClick={() => act(origin, 'release', task.stage)}>{t('own.release.action')}</BindingButton>
    case 'capsule': return <BindingButton disabled={isBusy} onClick={() => act(origin, 'capsule', task.stage)}>{t('own.capsule.action')}</BindingButton>
    case 'closing':
    case 'no-bid':
    case 'over':
    case 'wait':
    case 'released':
    case 'tenderer':
    case 'failed': return null
  }
}
