import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useTexts } from '../i18n.ts'
import { wallTime } from './formatters.ts'

const form = 'YYYY-MM-DDTHH:mm:ss'

interface Props {
  /** RFC 3339; null where nothing is set. */
  value: string | null
  /** Beijing time with its offset: `2026-12-22T09:30:00+08:00`. */
  onChange(value: string | null): void
  label: string
  seconds?: boolean
  disabled?: boolean
  id?: string
}

/** A time of day in Beijing, wherever this machine is. The picker works with wall time and never sees a time zone. */
export function TimeField({ value, onChange, label, seconds = false, disabled = false, id }: Props) {
  const t = useTexts('components')
  const wall = value === null ? null : wallTime(value)
  return (
    <DatePicker
      {...(id === undefined ? {} : { id })}
      showTime={{ format: seconds ? 'HH:mm:ss' : 'HH:mm' }} format={seconds ? 'YYYY-MM-DD HH:mm:ss' : 'YYYY-MM-DD HH:mm'} disabled={disabled} showNow={false}
      aria-label={label} placeholder={t('time.placeholder')} value={wall === null ? null : dayjs(wall)}
      onChange={(date) => onChange(date === null ? null : `${date.format(form)}+08:00`)}
    />
  )
}
