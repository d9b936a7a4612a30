import i18next from 'i18next'
import { initReactI18next, useTranslation } from 'react-i18next'
import type { Language } from '../preload/contract/values.ts'

/** Texts of the screens: `texts/<area>.zh.json` and `texts/<area>.en.json`, one namespace for each area. A test holds the two against each other. */

const files = import.meta.glob<Record<string, unknown>>('./texts/*.json', { eager: true, import: 'default' })

type Resources = Record<Language, Record<string, Record<string, unknown>>>

function resources(): Resources {
  const all: Resources = { zh: {}, en: {} }
  for (const [path, texts] of Object.entries(files)) {
    const [, area, language] = /\/([a-z]+)\.(zh|en)\.json$/.exec(path) ?? []
    if (area !== undefined && (language === 'zh' || language === 'en')) all[language][area] = texts
  }
  return all
}

export function startTexts(language: Language): void {
  void i18next.use(initReactI18next).init({ lng: language, resources: resources(), fallbackLng: false, interpolation: { escapeValue: false }, returnNull: false, initAsync: false })
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

export function setLanguage(language: Language): void {
  void i18next.changeLanguage(language)
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
}

/** `const t = useTexts('projects'); t('draft.create')`. */
export function useTexts(area: string): (key: string, values?: Record<string, string | number>) => string {
  const { t } = useTranslation(area)
  return t as unknown as (key: string, values?: Record<string, string | number>) => string
}

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return i18n.language === 'en' ? 'en' : 'zh'
}
