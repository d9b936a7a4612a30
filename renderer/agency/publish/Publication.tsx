import { Button, Tag } from 'antd'
import { useEffect } from 'react'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { BindingButton, Countdown, DateTime, Facts, JobProgress, ProblemNote } from '../../components/index.ts'
import { useConnection } from '../../connection/connection-store.ts'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { usePublications, type Publication as State } from '../publication-store.ts'
import { useBegin } from '../use-begin.ts'

/** The package on its platform: uploaded and published with a signed message; what is shown as published stands in the platform's list. */
export function Publication({ tender }: { tender: TenderView }) {
  const t = useTexts('agency')
  const { of, problems, ask, publish } = usePublications()
  const connected = useConnection((connection) => connection.current?.platform.origin === tender.platform.origin)
  const state = of[tender.digest] ?? { state: 'unknown' }
  const problem = problems[tender.digest] ?? null
  useEffect(() => {
    // Nobody is asked for a password only because a screen was opened.
    if (connected) void ask(tender)
  }, [connected, ask, tender])
  return (
    <section className="studio-publication" aria-label={t('publish.title')}>
      <h3>{t('publish.title')}</h3>
      {problem !== null && <ProblemNote problem={problem} onRetry={() => { void ask(tender) }} />}
      <Shown tender={tender} state={state} onAsk={() => { void ask(tender) }} onPublish={() => publish(tender, t('publish.job'))} />
    </section>
  )
}

function Shown({ tender, state, onAsk, onPublish }: { tender: TenderView, state: State, onAsk: () => void, onPublish: () => Promise<void> }) {
  const t = useTexts('agency')
  const hasCertificate = useCertificates((certificates) => certificates.current !== null)
  switch (state.state) {
    case 'published': return <Published tender={tender} state={state} onAsk={onAsk} />
    case 'publishing': return state.job === null ? <p className="muted">{t('publish.connecting')}</p> : <JobProgress job={state.job} />
    case 'asking': return <p className="muted">{t('publish.asking')}</p>
    case 'unknown':
    case 'absent': return (
      <>
        <p>{t(state.state === 'unknown' ? 'publish.unknown' : 'publish.absent', { origin: tender.platform.origin })}</p>
        <span className="studio-actions">
          <BindingButton onClick={onPublish} disabled={!hasCertificate} reason={hasCertificate ? undefined : t('publish.build.noCertificate')}>{t('publish.act')}</BindingButton>
          <Button disabled={!hasCertificate} onClick={onAsk}>{t('publish.ask')}</Button>
        </span>
      </>
    )
  }
}

function Published({ tender, state, onAsk }: { tender: TenderView, state: Extract<State, { state: 'published' }>, onAsk: () => void }) {
  const t = useTexts('agency')
  const hasReceipt = usePublications((publications) => publications.receipts[tender.digest] === true)
  return (
    <>
      <Facts items={[
        { label: t('publish.state'), value: state.inForce ? <Tag className="state-tag state-valid">{t('publish.inForce')}</Tag> : <Tag className="state-tag state-indeterminate">{t('publish.superseded')}</Tag> },
        { label: t('publish.platform'), value: <span className="num">{tender.platform.code} · {tender.platform.origin}</span> },
        { label: t('publish.publishedAt'), value: <DateTime value={state.publishedAt} /> },
        { label: t('publish.deadline'), value: <><DateTime value={state.deadline} /> <Countdown to={state.deadline} origin={tender.platform.origin} /></> },
        { label: t('publish.receipt'), value: t(hasReceipt ? 'publish.receiptChecked' : 'publish.receiptListed') },
      ]} />
      <NextSteps tender={tender} state={state} onAsk={onAsk} />
    </>
  )
}

function NextSteps({ tender, state, onAsk }: { tender: TenderView, state: Extract<State, { state: 'published' }>, onAsk: () => void }) {
  const t = useTexts('agency')
  const go = useNavigation((navigation) => navigation.go)
  const begin = useBegin()
  return (
    <span className="studio-actions">
      {tender.lots.map((lot) => (
        <Button key={lot.id} type={state.inForce ? 'primary' : 'default'} onClick={() => go({ screen: 'opening', tender: tender.digest, lot: lot.id })}>
          {tender.lots.length === 1 ? t('publish.hall') : t('publish.hallOf', { lot: lot.title })}
        </Button>
      ))}
      {state.inForce && <Button onClick={() => begin({ kind: 'addendum', tender: tender.digest })}>{t('publish.addendum')}</Button>}
      <Button onClick={onAsk}>{t('publish.askAgain')}</Button>
    </span>
  )
}
