import { Alert, Button, Space } from 'antd'
import type { ReactNode } from 'react'
import type { RecordView } from '../../../preload/contract/evidence.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { sealbid } from '../../bridge.ts'
import { Facts } from '../../components/Facts.tsx'
import { ProblemNote } from '../../components/ProblemNote.tsx'
import { DigestText } from '../../components/values.tsx'
import { VerdictParts, VerdictTag } from '../../components/Verdict.tsx'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { useAct } from '../use-act.ts'
import { useSaved } from '../use-saved.ts'
import { useBidderOpening } from './opening-store.ts'

/** The signed record: fetched, verified, held against the own bid, kept. */
export function RecordBlock({ origin, tender }: { origin: string, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { state, records, busy, problem, act } = useBidderOpening()
  if (records.length === 0 && state?.recorded !== true) return state === null ? null : <Block title={t('record.title')}><p className="muted">{t('record.notYet')}</p></Block>
  return (
    <>
      {records.length === 0 && (
        <Block title={t('record.title')}>
          <p>{t('record.there')}</p>
          <Button type="primary" loading={busy === 'record'} onClick={() => { void act(origin, 'record') }}>{t('record.fetch')}</Button>
        </Block>
      )}
      {problem?.act === 'record' && <ProblemNote problem={problem.problem} />}
      {records.map((record) => <Kept key={record.digest} record={record} tender={tender} />)}
    </>
  )
}

function Kept({ record, tender }: { record: RecordView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { problem, run } = useAct()
  const saved = useSaved()
  return (
    <Block title={t('record.title')} extra={<VerdictTag verdict={record.verdict} />}>
      <Facts items={[
        { label: t('record.signer'), value: record.signer.holder.name },
        { label: t('record.digest'), value: <DigestText value={record.digest} /> },
      ]} />
      <VerdictParts verdict={record.verdict} />
      <OwnLine record={record} tender={tender} />
      {problem !== null && <ProblemNote problem={problem} />}
      <Space><Button onClick={() => { void run(async () => saved(await sealbid.records.save({ record: record.digest }))) }}>{t('record.save')}</Button></Space>
    </Block>
  )
}

/** What was announced about the own bid against what was sealed. */
function OwnLine({ record: { own }, tender }: { record: RecordView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  if (own === null) return <Alert type="info" showIcon title={t('record.noOwn')} />
  const titleOf = (section: string, field: string): string =>
    tender.tender.response.sections.find((each) => each.id === section)?.form?.fields.find((each) => each.id === field)?.title ?? field
  if (own.differences.length === 0) return <Alert type="success" showIcon title={t('record.same', { outcome: t(`outcome.${own.outcome}`) })} />
  return (
    <Alert
      type="error" showIcon title={t('record.differs')}
      description={<ul>{own.differences.map((each) => <li key={`${each.section} ${each.field}`}>{t('record.difference', { field: titleOf(each.section, each.field), announced: each.announced, own: each.own })}</li>)}</ul>}
    />
  )
}
