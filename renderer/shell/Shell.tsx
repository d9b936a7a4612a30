import { Skeleton } from 'antd'
import { Suspense, useEffect } from 'react'
import { useTexts } from '../i18n.ts'
import { PracticeBand } from '../practice/PracticeBand.tsx'
import { useIsPractice } from './app-store.ts'
import { areaOf } from './areas.tsx'
import { BugBoundary } from './BugBoundary.tsx'
import { useUnhandled } from './bugs.ts'
import { useHeadingFocus } from './focus.ts'
import { Navigation } from './Navigation.tsx'
import { useNavigation } from './navigation.ts'
import { keyOf, screenOf } from './screens.tsx'
import { useShortcuts } from './shortcuts.ts'
import { TopBar } from './TopBar.tsx'

const mainId = 'main'

/** The window: practice band, navigation, state of key, platform and clock, and one screen. */
export function Shell() {
  const t = useTexts('shell')
  const place = useNavigation((navigation) => navigation.place)
  const key = keyOf(place)
  useShortcuts()
  useUnhandled()
  useHeadingFocus(key)
  const area = t(`area.${areaOf(place.screen)}`)
  useEffect(() => { document.title = `${area} — ${t('brand')}` }, [area, t])
  return (
    <div className="shell">
      <div className="shell-band">
        <a className="skip-link" href={`#${mainId}`} onClick={skip}>{t('skip')}</a>
        {useIsPractice() && <PracticeBand />}
      </div>
      <Navigation />
      <div className="shell-page">
        <TopBar />
        <main id={mainId} className="shell-main" tabIndex={-1} aria-label={area}>
          <BugBoundary key={key}>
            <Suspense fallback={<Skeleton active title paragraph={{ rows: 6 }} />}>{screenOf(place)}</Suspense>
          </BugBoundary>
        </main>
      </div>
    </div>
  )
}

/** A fragment would be a navigation, which the window may not make. */
function skip(event: { preventDefault(): void }): void {
  event.preventDefault()
  document.querySelector<HTMLElement>(`#${mainId}`)?.focus()
}
