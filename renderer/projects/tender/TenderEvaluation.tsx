import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { Tender } from '../../../interface/schemas/tender.ts'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'

type Criterion = Tender['evaluation']['criteria'][number]

/** What bids are judged by, and what each criterion weighs. */
export function TenderEvaluation({ tender: { evaluation } }: { tender: Tender }): ReactNode {
  const t = useTexts('projects')
  if (evaluation.criteria.length === 0 && evaluation.method === undefined) return null
  return (
    <Block title={t('tender.evaluation.title')} {...(evaluation.method === undefined ? {} : { extra: <span className="muted">{evaluation.method}</span> })}>
      <Table<Criterion>
        size="small" rowKey="id" pagination={false} dataSource={evaluation.criteria}
        columns={[
          { title: t('tender.evaluation.criterion'), dataIndex: 'text' },
          { title: t('tender.evaluation.weight'), dataIndex: 'weight', align: 'right', width: 90, render: (weight?: string) => weight ?? '—' },
        ]}
      />
    </Block>
  )
}
