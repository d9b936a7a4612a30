import { DeleteOutlined, LockOutlined, UnlockOutlined } from '@ant-design/icons'
import { Button, Collapse, Tag } from 'antd'
import { useState } from 'react'
import type { CertificateDetails, CertificateView } from '../../preload/contract/certificates.ts'
import { sealbid } from '../bridge.ts'
import { formatDate } from '../components/formatters.ts'
import { DateTime } from '../components/DateTime.tsx'
import { Facts } from '../components/Facts.tsx'
import { useNotice } from '../components/notice.tsx'
import { DigestText } from '../components/values.tsx'
import { VerdictParts, VerdictTag } from '../components/Verdict.tsx'
import { useLanguage, useTexts } from '../i18n.ts'
import { now } from '../shell/app-store.ts'
import { useCertificates } from './certificates-store.ts'
import { daysLeft, endOf, validityOf } from './state.ts'

/** One certificate file: holder, state of its key, and both certificates. */
export function CertificateCard({ certificate }: { certificate: CertificateView }) {
  const t = useTexts('certificates')
  const { current, choose } = useCertificates()
  const isCurrent = current?.id === certificate.id
  return (
    <article className="card certificate" aria-label={certificate.holder.name}>
      <div className="certificate-head">
        <div className="certificate-holder">
          <h2 className="section-title">{certificate.holder.name}</h2>
          <div className="muted num">{t('holder', { id: certificate.holder.id })}</div>
        </div>
        <div className="row">
          {isCurrent ? <Tag className="state-tag state-current">{t('current')}</Tag> : <Button onClick={() => choose(certificate.id)}>{t('choose')}</Button>}
          <KeyButtons certificate={certificate} />
        </div>
      </div>
      <div className="row">
        {certificate.practice && <Tag className="state-tag state-invalid">{t('practice')}</Tag>}
        <Tag className="state-tag" icon={certificate.unlocked ? <UnlockOutlined /> : <LockOutlined />}>{t(certificate.unlocked ? 'key.unlocked' : 'key.locked')}</Tag>
        <ValidityTag certificate={certificate} />
      </div>
      <Collapse ghost items={[{ key: 'details', label: t('details'), children: <Both certificate={certificate} /> }]} />
    </article>
  )
}

function ValidityTag({ certificate }: { certificate: CertificateView }) {
  const t = useTexts('certificates')
  const language = useLanguage()
  const at = now()
  const validity = validityOf(certificate, at)
  const look = { valid: 'state-valid', ending: 'state-indeterminate', expired: 'state-invalid', 'not-yet': 'state-indeterminate', unusable: 'state-invalid' }[validity]
  return <Tag className={`state-tag ${look}`}>{t(`validity.${validity}`, { days: daysLeft(certificate, at), date: formatDate(endOf(certificate), language) })}</Tag>
}

function KeyButtons({ certificate: { id, unlocked, holder } }: { certificate: CertificateView }) {
  const t = useTexts('certificates')
  const notice = useNotice()
  const load = useCertificates((certificates) => certificates.load)
  const [busy, setBusy] = useState(false)
  const run = async (work: () => Promise<unknown>): Promise<void> => {
    setBusy(true)
    try {
      await work()
      await load()
    } catch (error) {
      notice.problem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <>
      {unlocked ? <Button icon={<LockOutlined aria-hidden />} disabled={busy} onClick={() => { void run(() => sealbid.certificates.lock({ certificate: id })) }}>{t('key.lock')}</Button>
        : <Button icon={<UnlockOutlined aria-hidden />} disabled={busy} onClick={() => { void run(() => sealbid.certificates.unlock({ certificate: id })) }}>{t('key.unlock')}</Button>}
      <Button danger icon={<DeleteOutlined aria-hidden />} disabled={busy} aria-label={t('removeName', { name: holder.name })} onClick={() => { void run(() => sealbid.certificates.remove({ certificate: id })) }}>{t('remove')}</Button>
    </>
  )
}

function Both({ certificate: { signing, encryption, same, importedAt } }: { certificate: CertificateView }) {
  const t = useTexts('certificates')
  return (
    <div className="stack">
      <div className={same ? undefined : 'certificate-both'}>
        <Details title={t(same ? 'both' : 'signing')} details={signing} />
        {!same && <Details title={t('encryption')} details={encryption} />}
      </div>
      <p className="muted">{t('importedAt')} <DateTime value={importedAt} /></p>
    </div>
  )
}

function Details({ title, details }: { title: string, details: CertificateDetails }) {
  const t = useTexts('certificates')
  return (
    <section>
      <div className="row"><h3 className="role-title">{title}</h3><VerdictTag verdict={details.verdict} /></div>
      <Facts items={[
        { label: t('fact.subject'), value: details.subject },
        { label: t('fact.issuer'), value: details.issuer },
        { label: t('fact.serial'), value: <code className="mono">{details.serial}</code> },
        { label: t('fact.period'), value: <><DateTime value={details.notBefore} /><br /><DateTime value={details.notAfter} /></> },
        { label: t('fact.key'), value: t(`keyType.${details.keyType}`) },
        { label: t('fact.fingerprint'), value: <DigestText value={details.fingerprint} /> },
      ]} />
      <h4 className="role-title below">{t('checked')}</h4>
      <VerdictParts verdict={details.verdict} />
    </section>
  )
}
