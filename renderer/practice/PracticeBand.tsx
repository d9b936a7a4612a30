import { BookOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { lazy, Suspense, useState } from 'react'
import { useNotice } from '../components/notice.tsx'
import { useTexts } from '../i18n.ts'
import { usePractice } from './practice-store.ts'

const PracticeHelper = lazy(() => import('./PracticeHelper.tsx').then(({ PracticeHelper }) => ({ default: PracticeHelper })))
const ClockSetter = lazy(() => import('./ClockSetter.tsx').then(({ ClockSetter }) => ({ default: ClockSetter })))

const hour = 3_600

/** On every screen of a rehearsal: it binds nobody. The rehearsal's clock is put forward here. */
export function PracticeBand() {
  const t = useTexts('practice')
  const notice = useNotice()
  const { busy, advance } = usePractice()
  const [isOpen, setOpen] = useState(false)
  const [wasOpen, setWasOpen] = useState(false)
  return (
    <section className="practice-band" aria-label={t('band.label')}>
      <strong>{t('band.title')}</strong>
      <span className="band-text">{t('band.text')}</span>
      <span className="push row">
        <span>{t('band.clock')}</span>
        <Button size="small" disabled={busy} onClick={() => { void advance(hour).catch(notice.problem) }}>{t('band.hour')}</Button>
        <Button size="small" disabled={busy} onClick={() => { void advance(24 * hour).catch(notice.problem) }}>{t('band.day')}</Button>
        <Suspense fallback={<Button size="small" disabled>{t('clock.open')}</Button>}><ClockSetter /></Suspense>
        <Button size="small" icon={<BookOutlined aria-hidden />} onClick={() => { setOpen(true); setWasOpen(true) }}>{t('band.helper')}</Button>
      </span>
      {wasOpen && <Suspense fallback={null}><PracticeHelper open={isOpen} onClose={() => setOpen(false)} /></Suspense>}
    </section>
  )
}
