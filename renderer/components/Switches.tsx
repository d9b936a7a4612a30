import { DesktopOutlined, GlobalOutlined, MoonOutlined, SunOutlined } from '@ant-design/icons'
import { Segmented } from 'antd'
import type { Language, Theme } from '../../preload/contract/values.ts'
import { setLanguage, useLanguage, useTexts } from '../i18n.ts'
import { useApp } from '../shell/app-store.ts'

/** Each language is named in itself. */
export function LanguageSwitch({ name = 'language' }: { name?: string }) {
  const t = useTexts('components')
  const choose = (language: Language): void => {
    setLanguage(language)
    void useApp.getState().configure({ language })
  }
  return (
    <Segmented<Language>
      aria-label={t('switch.language')} name={name} value={useLanguage()} onChange={choose}
      options={[{ label: '中文', value: 'zh', icon: <GlobalOutlined /> }, { label: 'English', value: 'en' }]}
    />
  )
}

export function ThemeSwitch({ name = 'theme' }: { name?: string }) {
  const t = useTexts('components')
  const { state, configure } = useApp()
  return (
    <Segmented<Theme>
      aria-label={t('switch.theme')} name={name} value={state?.theme ?? 'system'} onChange={(theme) => { void configure({ theme }) }}
      options={[
        { label: t('switch.light'), value: 'light', icon: <SunOutlined /> },
        { label: t('switch.dark'), value: 'dark', icon: <MoonOutlined /> },
        { label: t('switch.system'), value: 'system', icon: <DesktopOutlined /> },
      ]}
    />
  )
}
