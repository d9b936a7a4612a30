import { Table } from 'antd'
import { useTexts } from '../../i18n.ts'
import { listAt, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { SelectField, TextField } from '../fields.tsx'
import { Group, RowActions } from '../layout.tsx'

interface Row { index: number, id: string, title: string }

/** Headings of the columns as the bidder reads them, and who fills each in. */
export function ColumnsGroup({ path }: { path: Path }) {
  const t = useTexts('agency')
  const list: Path = [...path, 'columns']
  const rows = listAt<{ id?: string, title?: string }>(useDefinition((store) => store.json), list).map(({ id = '', title = '' }, index): Row => ({ index, id, title }))
  const options = (['tenderer', 'bidder'] as const).map((value) => ({ value, label: t(`schedule.by.${value}`) }))
  return (
    <Group title={t('schedule.columns')} text={t('schedule.columnsText')}>
      <FaultLines faults={useFaults(list)} />
      <Table<Row>
        className="studio-table" rowKey="index" size="small" pagination={false} dataSource={rows} scroll={{ x: 480 }}
        columns={[
          { title: t('column.id'), key: 'id', width: 140, render: (_, row) => <code>{row.id}</code> },
          { title: t('schedule.heading'), key: 'title', render: (_, row) => <TextField bare path={[...list, row.index, 'title']} label={`${t('schedule.heading')} ${row.id}`} maxLength={300} /> },
          { title: t('schedule.by.title'), key: 'by', width: 160, render: (_, row) => <SelectField bare path={[...list, row.index, 'by']} label={`${t('schedule.by.title')} ${row.id}`} options={options} /> },
          { title: t('column.actions'), key: 'actions', width: 90, render: (_, row) => <RowActions list={list} index={row.index} name={row.title} canRemove={false} /> },
        ]}
      />
    </Group>
  )
}
