import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { Stage, Tender } from '../../../interface/schemas/tender.ts'
import { DateTime } from '../../components/DateTime.tsx'
import { Facts } from '../../components/Facts.tsx'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'

/** Who opens what, when, and what happens if a key fails. */
export function TenderOpening({ tender }: { tender: Tender }): ReactNode {
  const t = useTexts('projects')
  const { sealing, remedy } = tender
  const envelopeOf = (id: string): string => sealing.envelopes.find((each) => each.id === id)?.title ?? id
  const comma = t('list.comma')
  return (
    <Block title={t('tender.opening.title')}>
      <Table<Stage>
        size="small" rowKey="id" pagination={false} dataSource={sealing.stages}
        columns={[
          { title: t('tender.opening.stage'), render: (_, stage) => stage.title ?? stage.id },
          { title: t('tender.opening.envelopes'), render: (_, stage) => stage.envelopes.map(envelopeOf).join(comma) },
          { title: t('tender.opening.time'), render: (_, stage) => <DateTime value={stage.openingTime} /> },
          { title: t('tender.opening.window'), render: (_, stage) => t('tender.opening.minutes', { count: stage.windowMinutes }) },
        ]}
      />
      <Facts items={[
        { label: t('tender.opening.control'), value: t(sealing.control === 'bidder' ? 'tender.opening.bidderAlone' : 'tender.opening.both') },
        {
          label: t('tender.opening.remedy'),
          value: remedy.ways.length === 0 ? t('tender.opening.noRemedy')
            : `${remedy.ways.map((way) => t(`tender.remedy.${way}`)).join(comma)}${t('tender.opening.remedyWindow', { count: remedy.windowMinutes })}`,
        },
      ]} />
    </Block>
  )
}
