import { useTexts } from '../i18n.ts'
import { ClockStatus } from './ClockStatus.tsx'
import { IdentityStatus } from './IdentityStatus.tsx'
import { PlatformStatus } from './PlatformStatus.tsx'

/** Always in sight: who works here with which key, which platform is connected, and the time that counts. */
export function TopBar() {
  const t = useTexts('shell')
  return (
    <header className="topbar" aria-label={t('status')}>
      <IdentityStatus />
      <PlatformStatus />
      <ClockStatus />
    </header>
  )
}
