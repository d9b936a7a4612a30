import { IdcardOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import type { FileToken } from '../../preload/contract/app.ts'
import { sealbid } from '../bridge.ts'
import { EmptyState } from '../components/EmptyState.tsx'
import { FileDrop } from '../components/FileDrop.tsx'
import { useNotice } from '../components/notice.tsx'
import { PageHeader } from '../components/PageHeader.tsx'
import { ProblemNote } from '../components/ProblemNote.tsx'
import { useTexts } from '../i18n.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'
import { useIsPractice } from '../shell/app-store.ts'
import { useOpened } from '../shell/opened-store.ts'
import { CertificateCard } from './CertificateCard.tsx'
import { useCertificates } from './certificates-store.ts'

/** Identities of this workspace: import, state of the keys, removal. */
export function Certificates() {
  const t = useTexts('certificates')
  const { list, loaded } = useCertificates()
  const isPractice = useIsPractice()
  const { problem, take, dismiss } = useImport()
  return (
    <>
      <PageHeader title={t('title')} subtitle={t('subtitle')} />
      <div className="stack">
        <FileDrop purpose="certificate" hint={t('import.hint')} label={t('import.choose')} multiple onFiles={take} />
        {problem !== null && <ProblemNote problem={problem} onClose={dismiss} />}
        <p className="muted">{t('password')}</p>
        {loaded && list.length === 0 && (
          <EmptyState icon={<IdcardOutlined />} title={t('empty.title')} text={t(isPractice ? 'empty.practice' : 'empty.text')} />
        )}
        {list.map((certificate) => <CertificateCard key={certificate.id} certificate={certificate} />)}
      </div>
    </>
  )
}

/** Imports one file after the other: each asks for its own password. */
function useImport() {
  const t = useTexts('certificates')
  const notice = useNotice()
  const { load, choose } = useCertificates()
  const [problem, setProblem] = useState<Problem | null>(null)
  const take = async (files: FileToken[]): Promise<void> => {
    setProblem(null)
    for (const { token } of files) {
      try {
        const { id, holder } = await sealbid.certificates.import({ file: token })
        await load()
        choose(id)
        notice.done(t('import.done', { name: holder.name }))
      } catch (error) {
        if (!isCancelled(error)) setProblem(asProblem(error))
      }
    }
  }
  const waiting = useOpened((opened) => opened.files.some(({ kind }) => kind === 'certificate'))
  useEffect(() => {
    if (waiting) void take(useOpened.getState().take('certificate'))
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once for the files that wait, not for every render
  }, [waiting])
  return { problem, take, dismiss: () => setProblem(null) }
}
