import { DownloadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useState } from 'react'
import type { RecordView } from '../../preload/contract/evidence.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { DateTime, DigestText, Facts, ProblemNote, VerdictParts, VerdictTag } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { asProblem, isCancelled, type Problem } from '../problem.ts'
import { OwnInRecord } from './OwnInRecord.tsx'
import { useRecord } from './record-store.ts'

/** Signed opening records (开标记录) of this lot that main verified and keeps. */
export function RecordPanel({ tender }: { tender: TenderView }) {
  const t = useTexts('opening')
  const kept = useRecord(({ kept }) => kept)
  return (
    <section className="card hall-card" aria-labelledby="hall-record">
      <h2 id="hall-record" className="section-title">{t('record.title')}</h2>
      {kept.length === 0 ? <p className="muted">{t('record.none', { agency: tender.agency })}</p> : kept.toReversed().map((record) => <Kept key={record.digest} record={record} tender={tender} />)}
    </section>
  )
}

function Kept({ record, tender }: { record: RecordView, tender: TenderView }) {
  const t = useTexts('opening')
  const { save, problem, busy } = useSaving(record.digest)
  return (
    <div className="hall-record">
      <div className="hall-record-head">
        <VerdictTag verdict={record.verdict} />
        <span>{t('record.signedBy', { name: record.signer.holder.name })}</span>
        <Button icon={<DownloadOutlined aria-hidden />} loading={busy} onClick={save}>{t('record.save')}</Button>
      </div>
      {problem !== null && <ProblemNote problem={problem} />}
      <OwnInRecord own={record.own} tender={tender} />
      <Facts columns={2} items={[
        { label: t('record.stamped'), value: record.verdict.stampedAt === null ? t('record.notStamped') : <DateTime value={record.verdict.stampedAt} /> },
        { label: t('record.certificate'), value: record.signer.subject },
        { label: t('record.digest'), value: <DigestText value={record.digest} /> },
      ]} />
      <details className="hall-details">
        <summary>{t('record.parts')}</summary>
        <VerdictParts verdict={record.verdict} />
      </details>
    </div>
  )
}

function useSaving(record: string) {
  const t = useTexts('opening')
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<Problem | null>(null)
  const run = async (): Promise<void> => {
    setBusy(true)
    setProblem(null)
    try {
      const saved = await sealbid.records.save({ record })
      if (saved !== null) void message.success(t('record.saved', { name: saved.name }))
    } catch (error) {
      if (!isCancelled(error)) setProblem(asProblem(error))
    } finally {
      setBusy(false)
    }
  }
  return { busy, problem, save: () => { void run() } }
}
