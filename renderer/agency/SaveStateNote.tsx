import { CheckOutlined, EditOutlined, SyncOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTexts } from '../i18n.ts'
import { useDefinition } from './definition-store.ts'

const icons = { saved: <CheckOutlined />, changed: <EditOutlined />, saving: <SyncOutlined />, failed: <WarningOutlined /> } as const

/** Whether what was written is in the workspace. */
export function SaveStateNote() {
  const t = useTexts('agency')
  const { state, view, flush } = useDefinition()
  if (view === null) return null
  return (
    <output className={`studio-save studio-save-${state}`}>
      <span aria-hidden="true">{icons[state]}</span> {t(`save.${state}`)}
      {state === 'failed' && <Button size="small" onClick={() => { void flush() }}>{t('save.again')}</Button>}
    </output>
  )
}
