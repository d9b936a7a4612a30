import { Facts } from '../components/Facts.tsx'
import { PageHeader } from '../components/PageHeader.tsx'
import { LanguageSwitch, ThemeSwitch } from '../components/Switches.tsx'
import { useTexts } from '../i18n.ts'
import { useApp } from '../shell/app-store.ts'
import { areas } from '../shell/areas.tsx'
import { shortcutOf } from '../shell/shortcuts.ts'

/** Language, look, what the program keeps and where, shortcuts, and what it is. */
export function Settings() {
  const t = useTexts('settings')
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="stack settings">
        <section className="card" aria-labelledby="settings-look">
          <h2 className="section-title" id="settings-look">{t('look.title')}</h2>
          <Facts items={[{ label: t('look.language'), value: <LanguageSwitch /> }, { label: t('look.theme'), value: <ThemeSwitch /> }]} />
        </section>
        <section className="card" aria-labelledby="settings-data">
          <h2 className="section-title" id="settings-data">{t('data.title')}</h2>
          <ul className="plain-list">{['drafts', 'keys', 'sent', 'device', 'backup'].map((each) => <li key={each}>{t(`data.${each}`)}</li>)}</ul>
        </section>
        <section className="card" aria-labelledby="settings-keys">
          <h2 className="section-title" id="settings-keys">{t('keys.title')}</h2>
          <Shortcuts />
        </section>
        <About />
      </div>
    </>
  )
}

function Shortcuts() {
  const t = useTexts('settings')
  const shell = useTexts('shell')
  const fixed = ['Tab', 'Enter', 'Esc'] as const
  return <Facts columns={2} items={[
    ...areas.map(({ id }, index) => ({ label: shortcutOf(index), value: shell(`area.${id}`) })),
    ...fixed.map((key) => ({ label: key, value: t(`keys.${key}`) })),
  ]} />
}

function About() {
  const t = useTexts('settings')
  const state = useApp((app) => app.state)
  return (
    <section className="card" aria-labelledby="settings-about">
      <h2 className="section-title" id="settings-about">{t('about.title')}</h2>
      <Facts items={[
        { label: t('about.program'), value: t('about.name') },
        { label: t('about.version'), value: state?.version ?? '' },
        { label: t('about.profile'), value: t(`about.${state?.profile ?? 'production'}`) },
        { label: t('about.clock'), value: t(`about.${state?.clock ?? 'computer'}`) },
        { label: t('about.files'), value: t('about.open') },
      ]} />
    </section>
  )
}
