import { useMemo } from 'react'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { ProblemNote } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { AnnouncedTable } from './AnnouncedTable.tsx'
import { announcedTable } from './announced.ts'
import { shownRecord, useRecord } from './record-store.ts'

/** 唱标: one table for all bids. */
export function Announcement({ tender }: { tender: TenderView }) {
  const t = useTexts('opening')
  const { problem, retry } = useRecord()
  const record = useRecord(shownRecord)
  const isSigned = useRecord(({ kept }) => kept.length > 0)
  const table = useMemo(() => record === null ? null : announcedTable(record, tender.tender), [record, tender])
  const counts = table === null ? null : { bids: table.rows.length, opened: table.rows.filter((each) => each.outcome === 'opened').length }
  return (
    <section className="card hall-card" aria-labelledby="hall-announcement">
      <div className="hall-card-head">
        <h2 id="hall-announcement" className="section-title">{t('announced.title')}</h2>
        <span className="muted num">{counts !== null && t('announced.count', counts)} · {t(isSigned ? 'announced.signed' : 'announced.unsigned')}</span>
      </div>
      {problem !== null && <ProblemNote problem={problem} onRetry={retry} />}
      {table === null ? problem === null && <p className="muted">{t('announced.taking')}</p> : <AnnouncedTable columns={table.columns} rows={table.rows} currency={tender.tender.price.currency} />}
    </section>
  )
}
