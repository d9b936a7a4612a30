import { InboxOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState, type DragEvent, type ReactNode } from 'react'
import type { FilePurpose, FileToken } from '../../preload/contract/app.ts'
import { sealbid } from '../bridge.ts'
import { useTexts } from '../i18n.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'
import { ProblemNote } from './ProblemNote.tsx'

interface Props {
  /** What main's dialog is for. */
  purpose: FilePurpose
  onFiles(files: FileToken[]): void | Promise<void>
  /** What may be dropped here, in words: `.etender`, PDF up to 20 MiB. */
  hint: ReactNode
  /** Without it the first of several files counts. */
  multiple?: boolean
  disabled?: boolean
  /** One line instead of a field. */
  compact?: boolean
  label?: string
}

/** Files by drop or by main's dialog. The window gets tokens, never paths. */
export function FileDrop({ purpose, onFiles, hint, multiple = false, disabled = false, compact = false, label }: Props) {
  const t = useTexts('components')
  const [isOver, setOver] = useState(false)
  const { problem, busy, take, dismiss } = useTaking(onFiles, multiple)
  const over = (event: DragEvent): void => {
    event.preventDefault()
    if (!disabled) setOver(true)
  }
  const drop = (event: DragEvent): void => {
    event.preventDefault()
    setOver(false)
    const files = [...event.dataTransfer.files]
    if (!disabled && files.length > 0) take(() => Promise.all((multiple ? files : files.slice(0, 1)).map((file) => sealbid.files.dropped(file))))
  }
  return (
    <div>
      <div className={`file-drop${isOver ? ' file-drop-over' : ''}${compact ? ' file-drop-compact' : ''}`} onDragOver={over} onDragLeave={() => setOver(false)} onDrop={drop}>
        <InboxOutlined className="file-drop-icon" aria-hidden="true" />
        <span className="file-drop-text">{t(multiple ? 'drop.several' : 'drop.one')} <span className="muted">{hint}</span></span>
        <Button disabled={disabled} loading={busy} onClick={() => take(() => sealbid.files.choose({ purpose }))}>{label ?? t('drop.choose')}</Button>
      </div>
      {problem !== null && <div className="below"><ProblemNote problem={problem} onClose={dismiss} /></div>}
    </div>
  )
}

function useTaking(onFiles: Props['onFiles'], multiple: boolean) {
  const [problem, setProblem] = useState<Problem | null>(null)
  const [busy, setBusy] = useState(false)
  const run = async (get: () => Promise<FileToken[]>): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const files = await get()
      if (files.length > 0) await onFiles(multiple ? files : files.slice(0, 1))
    } catch (error) {
      if (!isCancelled(error)) setProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return { problem, busy, take: (get: () => Promise<FileToken[]>) => { void run(get) }, dismiss: () => setProblem(null) }
}
