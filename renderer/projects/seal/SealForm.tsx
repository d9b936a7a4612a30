import { Alert, Checkbox, Select } from 'antd'
import { useState, type ReactNode } from 'react'
import type { CertificateView } from '../../../preload/contract/certificates.ts'
import type { DraftView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { sealbid } from '../../bridge.ts'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { BindingButton } from '../../components/BindingButton.tsx'
import { formatDate, formatTime } from '../../components/formatters.ts'
import { JobProgress } from '../../components/JobProgress.tsx'
import { runJob } from '../../components/jobs-store.ts'
import { ProblemNote } from '../../components/ProblemNote.tsx'
import { useLanguage, useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { flushAll } from '../draft/draft-savers.ts'
import { refreshProject } from '../project-store.ts'
import { useAct } from '../use-act.ts'
import { backupsFor, expiresTooEarly, keyNeededUntil } from './expiry.ts'
import { SealFacts } from './SealFacts.tsx'

/** What will be sealed and with which certificate; main asks once more in its own window. */
export function SealForm({ draft, tender, isAgain }: { draft: DraftView, tender: TenderView, isAgain: boolean }): ReactNode {
  const t = useTexts('projects')
  const language = useLanguage()
  const { list, current } = useCertificates()
  const [chosen, setChosen] = useState<string | null>(null)
  const [backups, setBackups] = useState<string[]>([])
  const [job, setJob] = useState<string | null>(null)
  const { problem, run, busy, dismiss } = useAct()
  const certificate = list.find((each) => each.id === chosen) ?? current
  if (certificate === null) return null
  const offered = backupsFor(certificate, list)
  const seal = (): Promise<boolean> => run(async () => {
    await flushAll()
    const input = { draft: draft.id, certificate: certificate.id, backups: backups.filter((id) => offered.some((each) => each.id === id)) }
    await runJob(t('seal.working'), (id) => {
      setJob(id)
      return sealbid.bids.seal({ ...input, job: id })
    })
    await refreshProject()
  })
  return (
    <Block title={t(isAgain ? 'seal.again' : 'seal.title')}>
      <SealFacts draft={draft} tender={tender} certificate={certificate} />
      <div className="prj-form">
        <CertificateChoice list={list} value={certificate} onChange={setChosen} />
        {offered.length > 0 && (
          <fieldset className="prj-fieldset">
            <legend>{t('seal.backups')}</legend>
            <Checkbox.Group
              value={backups} onChange={setBackups}
              options={offered.map((each) => ({ value: each.id, label: t('seal.backup', { serial: tailOf(each.encryption.serial), until: formatDate(each.encryption.notAfter, language) }) }))}
            />
            <p className="muted">{t('seal.backupsText')}</p>
          </fieldset>
        )}
      </div>
      <Warnings certificate={certificate} tender={tender} draft={draft} />
      <JobProgress job={job} />
      {problem !== null && <ProblemNote problem={problem} onClose={dismiss} />}
      <div className="prj-actions">
        <BindingButton onClick={seal} size="large" disabled={draft.errors > 0 || busy} reason={draft.errors > 0 ? t('seal.incomplete', { count: draft.errors }) : undefined}>
          {t(isAgain ? 'seal.actionAgain' : 'seal.action')}
        </BindingButton>
        <span className="muted">{t('seal.confirmText')}</span>
      </div>
    </Block>
  )
}

/** Enough of a serial number to tell two certificates of one holder apart; main's window shows it whole. */
const tailOf = (serial: string): string => serial.slice(-8)

function CertificateChoice({ list, value, onChange }: { list: readonly CertificateView[], value: CertificateView, onChange(id: string): void }): ReactNode {
  const t = useTexts('projects')
  const language = useLanguage()
  return (
    <div className="prj-field">
      <label htmlFor="seal-certificate">{t('seal.certificate')}</label>
      <Select
        id="seal-certificate" className="prj-wide" value={value.id} onChange={onChange}
        options={list.map((each) => ({ value: each.id, label: t('seal.certificateOption', { holder: each.holder.name, serial: tailOf(each.encryption.serial), until: formatDate(each.encryption.notAfter, language) }) }))}
      />
    </div>
  )
}

function Warnings({ certificate, tender, draft }: { certificate: CertificateView, tender: TenderView, draft: DraftView }): ReactNode {
  const t = useTexts('projects')
  const language = useLanguage()
  const texts = [
    ...(expiresTooEarly(certificate, tender.tender)
      ? [t('seal.expires', { until: formatTime(certificate.encryption.notAfter, language), needed: formatTime(keyNeededUntil(tender.tender), language) })] : []),
    ...(draft.tender.newest === draft.tender.digest ? [] : [t('seal.superseded')]),
  ]
  return <>{texts.map((text) => <Alert key={text} type="warning" showIcon title={text} />)}</>
}
