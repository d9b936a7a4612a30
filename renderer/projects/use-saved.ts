import { App } from 'antd'
import type { SavedFile } from '../../preload/contract/values.ts'
import { useTexts } from '../i18n.ts'

/** Says under which name a copy was saved; nothing where the person cancelled. */
export function useSaved(): (file: SavedFile | null) => void {
  const t = useTexts('projects')
  const { message } = App.useApp()
  return (file) => {
    if (file !== null) message.success(t('saved', { name: file.name }))
  }
}
