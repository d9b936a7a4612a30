import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import type { ReactNode } from 'react'
import { useTexts } from '../i18n.ts'

/** The heading gets the focus after navigation (shell/focus.ts finds it by this id). */
export const headingId = 'page-heading'

interface Props { title: ReactNode, subtitle?: ReactNode, actions?: ReactNode, back?: (() => void) | undefined }

/** Head of a screen: one h1, what it is about, and what can be done here. */
export function PageHeader({ title, subtitle, actions, back }: Props) {
  const t = useTexts('components')
  return (
    <header className="page-header">
      {back !== undefined && (
        <Tooltip title={t('page.back')}>
          <Button type="text" icon={<ArrowLeftOutlined />} aria-label={t('page.back')} onClick={back} />
        </Tooltip>
      )}
      <div className="page-header-text">
        <h1 id={headingId} tabIndex={-1}>{title}</h1>
        {subtitle !== undefined && <div className="muted page-subtitle">{subtitle}</div>}
      </div>
      {actions !== undefined && <div className="page-actions">{actions}</div>}
    </header>
  )
}
