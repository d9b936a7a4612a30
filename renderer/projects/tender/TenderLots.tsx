import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { Tender } from '../../../interface/schemas/tender.ts'
import { Amount } from '../../components/values.tsx'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'

type Lot = Tender['tender']['lots'][number]

/** Lots with their ceiling price; `action` is what can be done with one. */
export function TenderLots({ tender, only, action }: { tender: Tender, only?: string | undefined, action?: ((lot: string) => ReactNode) | undefined }): ReactNode {
  const t = useTexts('projects')
  const lots = tender.tender.lots.filter((lot) => only === undefined || lot.id === only)
  return (
    <Block title={t('tender.lots.title')}>
      <Table<Lot>
        size="small" rowKey="id" pagination={false} dataSource={lots}
        columns={[
          { title: t('tender.lots.id'), dataIndex: 'id', width: 90 },
          {
            title: t('tender.lots.name'), dataIndex: 'title',
            render: (title: string, lot) => <>{title}{lot.description !== undefined && <div className="muted">{lot.description}</div>}</>,
          },
          {
            title: t('tender.lots.ceiling'), align: 'right', width: 180,
            render: (_, lot) => {
              const ceiling = tender.price.ceilings?.[lot.id]
              return ceiling === undefined ? <span className="muted">{t('tender.lots.none')}</span> : <Amount value={ceiling} currency={tender.price.currency} />
            },
          },
          ...(action === undefined ? [] : [{ title: t('tender.lots.action'), width: 180, render: (_: unknown, lot: Lot) => action(lot.id) }]),
        ]}
      />
    </Block>
  )
}
