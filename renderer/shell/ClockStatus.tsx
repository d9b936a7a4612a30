import { ClockCircleOutlined } from '@ant-design/icons'
import { Tooltip } from 'antd'
import { formatTime } from '../components/formatters.ts'
import { useSecond } from '../components/tick.ts'
import { platformNow, usePlatformClock } from '../connection/clock-store.ts'
import { useConnection } from '../connection/connection-store.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import { now, useApp } from './app-store.ts'

/** The time that counts, and whose it is: the connected platform's, in a rehearsal its clock, else this machine's. */
export function ClockStatus() {
  useSecond()
  const t = useTexts('shell')
  const language = useLanguage()
  const origin = useConnection((connection) => connection.current?.platform.origin)
  const offset = usePlatformClock(({ offsets }) => origin === undefined ? undefined : offsets[origin])
  const kind = useKind(origin !== undefined && offset !== undefined)
  const time = origin === undefined ? now() : platformNow(origin)
  return (
    <Tooltip title={offset === undefined ? t(`clock.${kind}.hint`) : t('clock.measured', { milliseconds: offset.uncertainty })}>
      <div className="status status-clock">
        <ClockCircleOutlined className="status-icon" aria-hidden="true" />
        <span className="status-text">
          <span className="status-label">{t(`clock.${kind}.label`)}</span>
          <span className="num">{formatTime(time, language)}</span>
        </span>
      </div>
    </Tooltip>
  )
}

function useKind(isConnected: boolean): 'platform' | 'rehearsal' | 'computer' {
  const clock = useApp((app) => app.state?.clock ?? 'computer')
  if (clock === 'rehearsal') return 'rehearsal'
  return isConnected ? 'platform' : 'computer'
}
