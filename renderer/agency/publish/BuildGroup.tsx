import { Alert, Button, Select } from 'antd'
import { useState } from 'react'
import { sealbid } from '../../bridge.ts'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { BindingButton, JobProgress, ProblemNote } from '../../components/index.ts'
import { runJob } from '../../components/jobs-store.ts'
import { useTexts } from '../../i18n.ts'
import { useAct } from '../../projects/use-act.ts'
import { useDefinition } from '../definition-store.ts'
import { Group } from '../layout.tsx'
import { partyId, partyName } from '../parties.ts'

/** Builds the package and signs it; main shows in its own window what is signed. */
export function BuildGroup() {
  const t = useTexts('agency')
  const { view, json, faults, flush, refresh } = useDefinition()
  const current = useCertificates((certificates) => certificates.current)
  const { busy, problem, run, dismiss } = useAct()
  const [job, setJob] = useState<string | null>(null)
  const build = (): Promise<unknown> => run(async () => {
    if (view === null || current === null || !await flush()) return
    try {
      await runJob(t('publish.build.job'), (job) => {
        setJob(job)
        return sealbid.definitions.build({ definition: view.id, certificate: current.id, job })
      })
    } finally {
      setJob(null)
      await refresh()
    }
  })
  const reason = faults.length > 0 ? t('publish.build.faulty') : current === null ? t('publish.build.noCertificate')
    : current.holder.id === partyId(json, 'procuringEntity') ? undefined : t('publish.build.otherHolder', { holder: current.holder.name, agency: partyName(json, 'procuringEntity') })
  const last = view?.built.at(-1)
  const isChanged = last !== undefined && view !== null && view.changedAt > last.builtAt
  return (
    <Group title={t('publish.build.title')} text={t('publish.build.text')}>
      {problem !== null && <ProblemNote problem={problem} onClose={dismiss} />}
      {isChanged && <Alert type="warning" showIcon title={t('publish.build.changed')} />}
      <CertificateChoice agency={partyId(json, 'procuringEntity')} />
      <JobProgress job={job} />
      {last === undefined || isChanged
        ? <BindingButton onClick={build} disabled={reason !== undefined} reason={reason}>{t(last === undefined ? 'publish.build.act' : 'publish.build.again')}</BindingButton>
        : <span className="studio-actions"><Button disabled={reason !== undefined} loading={busy} onClick={() => { void build() }}>{t('publish.build.again')}</Button>{reason !== undefined && <span className="muted">{reason}</span>}</span>}
    </Group>
  )
}

/** The identity that signs; those of the agency come first. */
function CertificateChoice({ agency }: { agency: string }) {
  const t = useTexts('agency')
  const { list, current, choose } = useCertificates()
  if (list.length === 0) return null
  const sorted = list.toSorted((a, b) => Number(b.holder.id === agency) - Number(a.holder.id === agency))
  return (
    <div className="studio-field studio-narrow">
      <label htmlFor="f-signer" className="studio-label">{t('publish.build.certificate')}</label>
      <Select
        id="f-signer" className="studio-select" value={current?.id ?? null} onChange={(id: string | null) => { if (id !== null) choose(id) }}
        options={sorted.map((each) => ({ value: each.id, label: `${each.holder.name} · ${each.signing.serial.slice(-8)}` }))}
      />
    </div>
  )
}
