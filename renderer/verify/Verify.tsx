import { DeleteOutlined, FileSearchOutlined, RightOutlined } from '@ant-design/icons'
import { Button, Skeleton } from 'antd'
import { useEffect } from 'react'
import { ByteSize, EmptyState, FileDrop, JobProgress, PageHeader, ProblemNote, VerdictTag } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { useOpened } from '../shell/opened-store.ts'
import { isForeign } from './commands.ts'
import { Report } from './Report.tsx'
import { useVerify, type Looked } from './verify-store.ts'
import './verify.css'

/** Any file: what it is, who signed it, whether it may be believed, and how to check it without this program. */
export function Verify() {
  const t = useTexts('verify')
  const { files, add, clear } = useVerify()
  useOpenedFiles()
  return (
    <div className="verify">
      <PageHeader
        title={t('title')} subtitle={t('subtitle')}
        actions={files.length > 1 && <Button onClick={clear}>{t('clear')}</Button>}
      />
      <FileDrop purpose="verify" multiple hint={t('hint')} onFiles={add} compact={files.length > 0} />
      {files.length === 0
        ? <EmptyState icon={<FileSearchOutlined />} title={t('empty')} text={t('emptyText')} />
        : <ul className="verify-list">{files.map((file) => <FileItem key={file.id} file={file} />)}</ul>}
    </div>
  )
}

/** Files that were opened by double click. */
function useOpenedFiles(): void {
  const waiting = useOpened(({ files }) => files.length)
  useEffect(() => {
    if (waiting === 0) return
    const files = useOpened.getState().take('bid', 'receipt', 'record', 'pdf', 'other')
    if (files.length > 0) void useVerify.getState().add(files)
  }, [waiting])
}

/** One file: a line that unfolds its report, and beside it a way to take it off the list. */
function FileItem({ file }: { file: Looked }) {
  const t = useTexts('verify')
  const { shown, toggle, remove } = useVerify()
  const isOpen = shown.includes(file.id)
  return (
    <li className="verify-file">
      <div className="verify-head">
        <button type="button" className="verify-line" aria-expanded={isOpen} aria-controls={file.id} onClick={() => toggle(file.id)}>
          <RightOutlined className="verify-arrow" rotate={isOpen ? 90 : 0} aria-hidden="true" />
          <FileLine file={file} />
        </button>
        <Button type="text" size="small" icon={<DeleteOutlined />} aria-label={t('remove', { name: file.name })} disabled={file.job !== null} onClick={() => remove(file.id)} />
      </div>
      <div id={file.id} className="verify-body" hidden={!isOpen}>{isOpen && <FileBody file={file} />}</div>
    </li>
  )
}

function FileLine({ file: { name, size, report, problem } }: { file: Looked }) {
  const t = useTexts('verify')
  const foreign = report !== null && isForeign(report)
  const verdict = report === null ? <span className="muted">{t(problem === null ? 'reading' : 'unread')}</span> : !foreign && <VerdictTag verdict={report.verdict} />
  return (
    <>
      <span className="verify-name">{name}</span>
      <span className="muted">{report !== null && t(foreign ? 'kind.foreign' : `kind.${report.kind ?? 'none'}`)}</span>
      <span className="muted"><ByteSize value={size} /></span>
      <span className="verify-verdict">{verdict}</span>
    </>
  )
}

function FileBody({ file: { job, report, problem } }: { file: Looked }) {
  if (problem !== null) return <ProblemNote problem={problem} />
  if (report !== null) return <Report report={report} />
  return job === null ? <Skeleton active paragraph={{ rows: 2 }} /> : <JobProgress job={job} />
}
