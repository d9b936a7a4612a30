import { now } from '../shell/app-store.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import { formatDuration, formatTime } from './formatters.ts'
import { useSecond } from './tick.ts'

/** A time in Beijing time; `relative` adds how far away it is. */
export function DateTime({ value, relative = false }: { value: string, relative?: boolean }) {
  return <span className="num"><time dateTime={value}>{formatTime(value, useLanguage())}</time>{relative && <Distance value={value} />}</span>
}

function Distance({ value }: { value: string }) {
  useSecond()
  const t = useTexts('components')
  const language = useLanguage()
  const distance = Date.parse(value) - now().getTime()
  return <span className="muted"> {t(distance >= 0 ? 'time.in' : 'time.ago', { duration: formatDuration(Math.abs(distance), language) })}</span>
}
