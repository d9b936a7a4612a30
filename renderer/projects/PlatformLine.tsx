import { ApiOutlined, DisconnectOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { ProblemNote } from '../components/ProblemNote.tsx'
import { useConnection } from '../connection/connection-store.ts'
import { useTexts } from '../i18n.ts'
import type { Problem } from '../problem.ts'
import { Mark } from './Marks.tsx'

/** Whether the tender's platform is connected and as whom; what stays safe where it does not answer. */
export function PlatformLine({ origin, onConnect, isBusy, problem }: { origin: string, onConnect(): void, isBusy: boolean, problem: Problem | null }): ReactNode {
  const t = useTexts('projects')
  const { current, busy } = useConnection()
  const connection = current?.platform.origin === origin ? current : null
  return (
    <>
      <div className="prj-platform">
        {connection === null
          ? <Mark tone="quiet" icon={<DisconnectOutlined />}>{t('platform.off')} <span className="num">{origin}</span></Mark>
          : <Mark tone="good" icon={<ApiOutlined />}>{t('platform.on', { platform: connection.platform.name, holder: connection.holder.name })}</Mark>}
        <Button type={connection === null ? 'primary' : 'default'} size={connection === null ? 'medium' : 'small'} loading={isBusy || busy === origin} onClick={onConnect}>
          {t(connection === null ? 'platform.connect' : 'platform.ask')}
        </Button>
      </div>
      {problem !== null && <Refused problem={problem} onRetry={onConnect} />}
    </>
  )
}

/** Codes for which it is worth saying what stays safe and what to do next. */
const explained: readonly string[] = ['platform-unreachable', 'platform-uncertified', 'deadline-passed', 'tender-superseded', 'stale-message', 'receipt-invalid']

export function Refused({ problem, onRetry }: { problem: Problem, onRetry?: () => void }): ReactNode {
  const t = useTexts('projects')
  return (
    <div className="prj-refusal">
      <ProblemNote problem={problem} {...(onRetry === undefined ? {} : { onRetry })} />
      {explained.includes(problem.code) && <p>{t(`after.${problem.code}`)}</p>}
    </div>
  )
}
