import { CheckOutlined, EditOutlined, SyncOutlined, WarningOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import { ProblemNote } from '../../components/ProblemNote.tsx'
import { useTexts } from '../../i18n.ts'
import type { AutosaveStatus } from './autosave.ts'

const signs = { saved: <CheckOutlined />, waiting: <EditOutlined />, saving: <SyncOutlined />, failed: <WarningOutlined /> } as const

/** Whether what is on the screen is on the disk. */
export function SaveMark({ status, onRetry }: { status: AutosaveStatus, onRetry(): void }): ReactNode {
  const t = useTexts('projects')
  return (
    <>
      <p className={`prj-save prj-save-${status.state}`} aria-live="polite"><span aria-hidden="true">{signs[status.state]}</span> {t(`draft.save.${status.state}`)}</p>
      {status.problem !== null && <ProblemNote problem={status.problem} onRetry={onRetry} />}
    </>
  )
}
