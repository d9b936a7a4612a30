import type { ReactNode } from 'react'
import type { Tender } from '../../../interface/schemas/tender.ts'
import { useTexts } from '../../i18n.ts'
import { announcedTable } from '../../opening/announced.ts'
import { AnnouncedTable } from '../../opening/AnnouncedTable.tsx'
import { Block } from '../Block.tsx'
import { useBidderOpening } from './opening-store.ts'

/** The announcement (唱标): all bids side by side, as the hall shows them. */
export function AnnouncementBlock({ tender }: { tender: Tender }): ReactNode {
  const t = useTexts('projects')
  const { announcement } = useBidderOpening()
  if (announcement === null) return null
  const { columns, rows } = announcedTable(announcement, tender)
  return (
    <Block title={t('announcement.title')} extra={<span className="muted">{t('announcement.count', { count: rows.length })}</span>}>
      <AnnouncedTable columns={columns} rows={rows} currency={tender.price.currency} />
    </Block>
  )
}
