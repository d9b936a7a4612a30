import { platformNow } from '../connection/clock-store.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import { now } from '../shell/app-store.ts'
import { formatDuration } from './formatters.ts'
import { useSecond } from './tick.ts'
import { urgency } from './urgency.ts'

/** Time left until `to`, in the time of the platform at `origin` where it was measured. */
export function Countdown({ to, origin }: { to: string, origin?: string | undefined }) {
  useSecond()
  const t = useTexts('components')
  const language = useLanguage()
  const left = Date.parse(to) - (origin === undefined ? now() : platformNow(origin)).getTime()
  const near = urgency(left)
  return (
    <span className={`num countdown countdown-${near}`} role="timer">
      {near === 'past' ? t('time.past') : t('time.left', { duration: formatDuration(left, language) })}
    </span>
  )
}
