import { Button, Table, type TableColumnsType } from 'antd'
import type { TenderSummary } from '../../interface/schemas/platform.ts'
import { useCertificates } from '../certificates/certificates-store.ts'
import { DateTime, JobProgress, ProblemNote } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { useNavigation } from '../shell/navigation.ts'
import { useOpenings } from './openings-store.ts'
import { useGetting } from './use-getting.ts'

/** Tenders of the connected platform whose package is not here: it is brought here first, since everything is judged by it. */
export function Elsewhere() {
  const t = useTexts('opening')
  const elsewhere = useOpenings((openings) => openings.elsewhere)
  const { busy, job, problem, get, dismiss } = useGetting()
  const go = useNavigation(({ go }) => go)
  const holder = useCertificates(({ current }) => current?.holder.id ?? null)
  if (elsewhere === null || elsewhere.tenders.length === 0) return null
  const getAndEnter = ({ id, title, lots: [lot, ...more] }: TenderSummary): void => get(elsewhere.origin, id, t('elsewhere.getting', { title }), (tender) => {
    if (lot !== undefined && more.length === 0) go({ screen: 'opening', tender, lot })
    else void useOpenings.getState().load(holder)
  })
  const columns: TableColumnsType<TenderSummary> = [
    { title: t('list.tender'), key: 'tender', render: (_, { id, title }) => <div><div className="opening-name">{title}</div><div className="muted num">{id}</div></div> },
    { title: t('list.deadline'), key: 'deadline', width: 210, render: (_, { deadline }) => <DateTime value={deadline} /> },
    {
      title: <span className="visually-hidden">{t('list.action')}</span>, key: 'action', width: 200, align: 'right',
      render: (_, tender) => (
        <Button loading={busy === tender.id} disabled={busy !== null} aria-label={t('elsewhere.getLabel', { title: tender.title })} onClick={() => getAndEnter(tender)}>{t('elsewhere.get')}</Button>
      ),
    },
  ]
  return (
    <section className="opening-below" aria-labelledby="elsewhere">
      <h2 id="elsewhere" className="section-title">{t('elsewhere.title')}</h2>
      {problem !== null && <ProblemNote problem={problem} onClose={dismiss} />}
      {busy !== null && <JobProgress job={job} />}
      <Table<TenderSummary> rowKey="id" size="middle" columns={columns} dataSource={elsewhere.tenders} pagination={elsewhere.tenders.length > 20 ? { pageSize: 20 } : false} />
    </section>
  )
}
