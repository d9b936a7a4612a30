import { Button, Popover } from 'antd'
import { useState } from 'react'
import { useNotice } from '../components/notice.tsx'
import { TimeField } from '../components/TimeField.tsx'
import { useTexts } from '../i18n.ts'
import { now } from '../shell/app-store.ts'
import { usePractice } from './practice-store.ts'

/** Puts the rehearsal's clock to a time; it never goes back. */
export function ClockSetter() {
  const t = useTexts('practice')
  const [isOpen, setOpen] = useState(false)
  return (
    <Popover open={isOpen} onOpenChange={setOpen} trigger="click" placement="bottomRight" title={t('clock.title')} destroyOnHidden content={<Form close={() => setOpen(false)} />}>
      <Button size="small">{t('clock.open')}</Button>
    </Popover>
  )
}

function Form({ close }: { close(): void }) {
  const t = useTexts('practice')
  const notice = useNotice()
  const { busy, setTime } = usePractice()
  const [time, setTimeValue] = useState<string | null>(() => now().toISOString())
  const isForward = time !== null && Date.parse(time) > now().getTime()
  const set = async (): Promise<void> => {
    if (time === null) return
    try {
      await setTime(time)
      close()
    } catch (error) {
      notice.problem(error)
    }
  }
  return (
    <div className="stack clock-setter">
      <p className="muted">{t('clock.text')}</p>
      <div className="row">
        <TimeField label={t('clock.title')} value={time} onChange={setTimeValue} seconds />
        <Button type="primary" disabled={!isForward} loading={busy} onClick={() => { void set() }}>{t('clock.set')}</Button>
      </div>
    </div>
  )
}
