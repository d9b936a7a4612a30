import { useSecond } from '../components/tick.ts'
import { formatDuration, formatTime } from '../components/formatters.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import { hallNow, silence, useHall } from './hall-store.ts'
import { momentOf } from './phases.ts'

/** Large enough for the last row: what everybody waits for, and the platform's time. */
export function HallClock() {
  useSecond()
  const t = useTexts('opening')
  const hall = useHall()
  const now = hallNow(hall)
  if (hall.state === null || now === null) return <section className="hall-clock" aria-label={t('clock.label')}><p className="hall-clock-words">{t(hall.trouble === null ? 'clock.asking' : 'clock.unreachable')}</p></section>
  return (
    <section className="hall-clock" aria-label={t('clock.label')}>
      <WaitingFor now={now} />
      <div className="hall-clock-now">
        <div className="muted">{t('clock.platformTime')}</div>
        <TimeNow now={now} />
        <div className="muted">{hall.trouble === null ? t('clock.beijing') : t('clock.silent', { seconds: silence(hall.heardAt) })}</div>
      </div>
    </section>
  )
}

function WaitingFor({ now }: { now: Date }) {
  const t = useTexts('opening')
  const language = useLanguage()
  const state = useHall(({ state }) => state)
  if (state === null) return null
  const { name, at } = momentOf(state)
  const left = at === null ? 0 : Date.parse(at) - now.getTime()
  if (at === null || left <= 0) return <div><div className="muted">{t('clock.now')}</div><div className="hall-clock-words">{t(at === null ? `moment.${name}` : `moment.passed.${name}`)}</div></div>
  return (
    <div>
      <div className="muted">{t(`moment.${name}`)}</div>
      <div className={`hall-clock-digits${left < 5 * 60_000 ? ' hall-clock-near' : ''}`} role="timer">{formatDuration(left, language)}</div>
      <div className="muted num">{t('clock.until', { time: formatTime(at, language) })}</div>
    </div>
  )
}

function TimeNow({ now }: { now: Date }) {
  const language = useLanguage()
  const text = formatTime(now, language)
  const at = text.length - 8
  return <div className="hall-clock-time"><time dateTime={now.toISOString()}><span className="hall-clock-date">{text.slice(0, at).replace(/,\s*$/, ' ')}</span>{text.slice(at)}</time></div>
}
