import { Table, type TableColumnsType } from 'antd'
import { Amount } from '../components/index.ts'
import { formatNumber } from '../components/formatters.ts'
import { useTexts } from '../i18n.ts'
import { compareAmounts, isNumeric, type AnnouncedColumn, type AnnouncedRow } from './announced.ts'
import { OutcomeCell } from './OutcomeCell.tsx'
import './opening.css'

/** All bids of a record: who, with what outcome, and what was read out. Amounts stand right and can be sorted. */
export function AnnouncedTable({ columns, rows, currency }: { columns: AnnouncedColumn[], rows: AnnouncedRow[], currency: string }) {
  const t = useTexts('opening')
  const all: TableColumnsType<AnnouncedRow> = [
    { title: t('announced.number'), key: 'number', width: 56, fixed: 'left', align: 'right', className: 'num', render: (_, __, index) => index + 1 },
    {
      title: t('announced.bidder'), key: 'bidder', width: 216, fixed: 'left', sorter: (a, b) => a.bidder.name.localeCompare(b.bidder.name, 'zh'),
      render: (_, { bidder }) => <div><span className="announced-name">{bidder.name}</span><div className="muted num hall-id">{bidder.id}</div></div>,
    },
    { title: t('announced.outcome'), key: 'outcome', width: 112, sorter: (a, b) => a.outcome.localeCompare(b.outcome), render: (_, row) => <OutcomeCell row={row} /> },
    ...columns.map((column) => columnOf(column, currency, t)),
  ]
  return <Table<AnnouncedRow> className="announced" rowKey="bidDigest" size="small" columns={all} dataSource={rows} pagination={false} scroll={{ x: 'max-content' }} />
}

function columnOf(column: AnnouncedColumn, currency: string, t: ReturnType<typeof useTexts>): TableColumnsType<AnnouncedRow>[number] {
  const { key, title, unit } = column
  const numeric = isNumeric(column)
  return {
    key, title: unit === null || column.type === 'amount' ? title : t('announced.withUnit', { title, unit }), align: numeric ? 'right' : 'left',
    ...(numeric ? { sorter: (a: AnnouncedRow, b: AnnouncedRow) => compareAmounts(a.values[key], b.values[key]) } : {}),
    render: (_, { values }) => <AnnouncedValue column={column} value={values[key]} currency={currency} />,
  }
}

function AnnouncedValue({ column, value, currency }: { column: AnnouncedColumn, value: string | undefined, currency: string }) {
  if (value === undefined) return <span className="muted" aria-hidden="true">—</span>
  if (column.type === 'amount') return <span className="announced-amount"><Amount value={value} currency={currency} /></span>
  return isNumeric(column) ? <span className="num">{formatNumber(value)}</span> : <span className="announced-text">{value}</span>
}
