import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { useLanguage } from '../i18n.ts'
import { BugBoundary } from './BugBoundary.tsx'
import { follow } from './follow.ts'
import { Shell } from './Shell.tsx'
import './styles.css'
import { themeOf, useIsDark } from './theme.ts'

/** antd writes style elements; the page's policy takes only those with the nonce of this load (main/electron/policy.ts). */
const nonce = document.querySelector<HTMLMetaElement>('meta[name=style-nonce]')?.nonce ?? ''

/** Menus, drawers and dialogs go beside the page: over `body` itself antd would lock scrolling, with a style that has no nonce. Nothing scrolls there. */
const overlays = document.querySelector<HTMLElement>('#overlays') ?? document.body

/** Theme and language around everything. */
function Root() {
  const isDark = useIsDark()
  const language = useLanguage()
  useLayoutEffect(() => { document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light' }, [isDark])
  useLayoutEffect(() => { dayjs.locale(language === 'zh' ? 'zh-cn' : 'en') }, [language])
  return (
    <ConfigProvider
      csp={{ nonce }} getPopupContainer={() => overlays} theme={themeOf(isDark)} locale={language === 'zh' ? zhCN : enUS} button={{ autoInsertSpace: false }} wave={{ disabled: true }}
    >
      <App notification={{ placement: 'bottomRight' }}><BugBoundary><Shell /></BugBoundary></App>
    </ConfigProvider>
  )
}

export function show(element: Element | null): void {
  if (element === null) throw new Error('the page has no root')
  createRoot(element).render(<Root />)
  follow()
}
