import { FileTextOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Space } from 'antd'
import { useState, type ReactNode } from 'react'
import type { FileToken } from '../../../preload/contract/app.ts'
import { sealbid } from '../../bridge.ts'
import { FileDrop } from '../../components/FileDrop.tsx'
import { formatBytes } from '../../components/formatters.ts'
import { JobProgress } from '../../components/JobProgress.tsx'
import { runJob } from '../../components/jobs-store.ts'
import { ProblemNote } from '../../components/ProblemNote.tsx'
import { ByteSize } from '../../components/values.tsx'
import { useLanguage, useTexts } from '../../i18n.ts'
import { putDraft } from '../project-store.ts'
import { mediaTypeNames } from '../tender/media-type-names.ts'
import { useAct } from '../use-act.ts'
import type { EditorProps } from './SectionEditor.tsx'

/** A file that answers a section. The copy in the workspace is complete before the earlier one goes. */
export function FileAnswer({ draft, tender, entry: { section, answer } }: EditorProps): ReactNode {
  const t = useTexts('projects')
  const language = useLanguage()
  const { problem, run, busy, dismiss } = useAct()
  const [job, setJob] = useState<string | null>(null)
  const place = { draft: draft.id, section: section.id }
  const attach = async ([file]: FileToken[]): Promise<void> => {
    if (file === undefined) return
    await run(() => runJob(t('draft.file.copying', { name: file.name }), async (id) => {
      setJob(id)
      putDraft(await sealbid.drafts.attach({ ...place, file: file.token, job: id }))
    }))
  }
  const limit = Math.min(section.limits?.bytes ?? Infinity, tender.tender.limits.bytesPerFile)
  const hint = [
    ...(section.accept === undefined ? [] : [mediaTypeNames(section.accept, language)]),
    t('tender.limits.bytes', { size: formatBytes(limit) }),
    ...(section.limits?.pages === undefined ? [] : [t('tender.limits.pages', { count: section.limits.pages })]),
  ].join(t('list.comma'))
  return (
    <>
      {section.seal?.required === true && <p className="muted">{section.seal.where ?? t('tender.limits.seal')}</p>}
      {answer?.kind === 'file' && (
        <div className="prj-file">
          <FileTextOutlined aria-hidden="true" />
          <div className="prj-file-name"><span className="prj-wrap">{answer.name}</span><div className="muted"><ByteSize value={answer.size} /></div></div>
          <Space size="small">
            <Button size="small" onClick={() => { void run(() => sealbid.drafts.openAttachment(place)) }}>{t('draft.file.open')}</Button>
            <Popconfirm title={t('draft.file.removeAsk')} okText={t('draft.file.remove')} cancelText={t('cancel')} onConfirm={() => run(async () => putDraft(await sealbid.drafts.clear(place)))}>
              <Button size="small" danger>{t('draft.file.remove')}</Button>
            </Popconfirm>
          </Space>
        </div>
      )}
      <JobProgress job={job} />
      {problem !== null && <ProblemNote problem={problem} onClose={dismiss} />}
      <FileDrop
        purpose="attachment" disabled={busy} onFiles={attach} hint={hint}
        {...(answer?.kind === 'file' ? { label: t('draft.file.replace'), compact: true } : {})}
      />
    </>
  )
}
