import { CloseCircleOutlined, WarningOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { FindingView } from '../../../preload/contract/drafts.ts'
import { useLanguage, useTexts } from '../../i18n.ts'
import { findingTextOf } from '../findings.ts'

/** What is wrong at this place and how to mend it, in one line. */
export function FindingNote({ finding, id }: { finding: FindingView, id?: string }): ReactNode {
  const t = useTexts('projects')
  const { what, remedy } = findingTextOf(finding.code, useLanguage())
  return (
    <div id={id} className={`prj-note prj-note-${finding.severity}`}>
      <span aria-hidden="true">{finding.severity === 'error' ? <CloseCircleOutlined /> : <WarningOutlined />}</span>
      <span>{what}{remedy !== '' && <span className="muted"> {remedy}</span>}{finding.detail !== undefined && <span className="muted num"> {t('check.detail', { detail: finding.detail })}</span>}</span>
    </div>
  )
}
