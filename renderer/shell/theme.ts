import { theme as antdTheme, type ThemeConfig } from 'antd'
import { useSyncExternalStore } from 'react'
import { useApp } from './app-store.ts'

/** Our look on antd: ink blue, hairlines, no shadows on the page. The same colours stand in styles.css as variables. */

const fontFamily = '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", "Segoe UI", sans-serif'
const fontFamilyCode = '"Noto Sans Mono CJK SC", "Cascadia Mono", Consolas, Menlo, monospace'

const shared = {
  fontFamily, fontFamilyCode, fontSize: 14, borderRadius: 4, controlHeight: 32, motionUnit: 0.06,
}

const popup = (line: string, depth: number): { boxShadow: string, boxShadowSecondary: string, boxShadowTertiary: string } => {
  const shadow = `0 0 0 1px ${line}, 0 6px 16px rgba(6, 22, 28, ${depth})`
  return { boxShadow: shadow, boxShadowSecondary: shadow, boxShadowTertiary: 'none' }
}

const light = {
  ...shared, ...popup('#d5dbdf', 0.1), colorPrimary: '#0f4c5c', colorInfo: '#0f4c5c', colorLink: '#0f5f73', colorError: '#b3261e', colorSuccess: '#1f6b3a', colorWarning: '#8a6100',
  colorText: '#1b2329', colorTextSecondary: '#4c5963', colorTextTertiary: '#5b6770', colorTextDescription: '#5b6770', colorTextPlaceholder: '#66727b',
  colorBgLayout: '#f5f6f7', colorBorder: '#c9d0d5', colorBorderSecondary: '#e1e5e8',
  colorPrimaryBg: '#e3eef1', colorPrimaryBgHover: '#d5e6ea', colorPrimaryBorder: '#8fb9c4', controlItemBgActive: '#e3eef1', controlItemBgActiveHover: '#d5e6ea',
  colorInfoBg: '#edf4f6', colorInfoBorder: '#b5ced6', colorErrorBg: '#fbeceb', colorErrorBorder: '#e5b1ad', colorWarningBg: '#fbf3df', colorWarningBorder: '#dcc688', colorSuccessBg: '#e7f2ea', colorSuccessBorder: '#aed1b8',
}

/** In the dark, colours that carry meaning are light, so that they can be read as text; what stands on them is dark. */
const ink = '#06222a'
const dark = {
  ...shared, ...popup('#3d4950', 0.5), colorPrimary: '#78cadc', colorInfo: '#78cadc', colorLink: '#6fc1d3', colorLinkHover: '#93d3e1', colorError: '#ff9a90', colorSuccess: '#7fd39c', colorWarning: '#f0b957',
  colorText: '#e3e8eb', colorTextSecondary: '#b4bfc6', colorTextTertiary: '#9aa7af', colorTextDescription: '#9aa7af', colorTextPlaceholder: '#8f9ca4', colorTextLightSolid: ink,
  colorBgLayout: '#12171a', colorBgContainer: '#1a2125', colorBgElevated: '#212a2f', colorBorder: '#3d4950', colorBorderSecondary: '#2d373d',
  colorPrimaryBg: '#1d333a', colorPrimaryBgHover: '#24404a', colorPrimaryBorder: '#2f5a66', controlItemBgActive: '#1d3a43', controlItemBgActiveHover: '#24464f',
  colorInfoBg: '#1b2d34', colorInfoBorder: '#31525d', colorErrorBg: '#3a2321', colorErrorBorder: '#6d3a36', colorWarningBg: '#352c18', colorWarningBorder: '#64532a', colorSuccessBg: '#1d3226', colorSuccessBorder: '#335c43',
}

const table = { cellPaddingBlock: 10, cellPaddingInline: 12, headerSplitColor: 'transparent' }
const button = { primaryShadow: 'none', dangerShadow: 'none', defaultShadow: 'none' }

const lightComponents: NonNullable<ThemeConfig['components']> = {
  Button: button, Card: { headerFontSize: 14, bodyPadding: 16 }, Segmented: { itemSelectedBg: '#ffffff' },
  Table: { ...table, headerBg: '#f0f2f3', headerColor: '#4c5963' }, DatePicker: { colorTextDisabled: '#6b767e' },
}

const darkComponents: NonNullable<ThemeConfig['components']> = {
  Button: { ...button, primaryColor: ink, dangerColor: ink }, Card: { headerFontSize: 14, bodyPadding: 16 }, Segmented: { itemSelectedBg: '#33424a' },
  Table: { ...table, headerBg: '#1f272c', headerColor: '#b4bfc6' }, DatePicker: { colorTextDisabled: '#8a979f' }, Tooltip: { colorTextLightSolid: '#ffffff' },
}

export const themeOf = (isDark: boolean): ThemeConfig => ({
  ...(isDark ? { algorithm: antdTheme.darkAlgorithm, token: dark, components: darkComponents } : { algorithm: antdTheme.defaultAlgorithm, token: light, components: lightComponents }),
  cssVar: { key: 'sealbid' }, hashed: false,
})

const preference = window.matchMedia('(prefers-color-scheme: dark)')

function subscribe(listener: () => void): () => void {
  preference.addEventListener('change', listener)
  return () => preference.removeEventListener('change', listener)
}

/** Dark, as the person chose or as the system is. */
export function useIsDark(): boolean {
  const theme = useApp((app) => app.state?.theme ?? 'system')
  const systemIsDark = useSyncExternalStore(subscribe, () => preference.matches)
  return theme === 'system' ? systemIsDark : theme === 'dark'
}
