import { PlusOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { useTexts } from '../../i18n.ts'
import { appendAt, freeId, listAt, setAt, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { AmountField, FlagField, IdField, TextField } from '../fields.tsx'
import { Grid, Group, RowActions } from '../layout.tsx'
import { sumOf } from './sum.ts'

const list: Path = ['evaluation', 'criteria']

interface Row { index: number, id: string }

/** Evaluation: method and criteria with their weights; whether a bidder must point at the answering page. */
export function CriteriaGroup() {
  const t = useTexts('agency')
  const { json, edit } = useDefinition()
  const criteria = listAt<{ id?: string, weight?: string }>(json, list)
  const rows = criteria.map(({ id = '' }, index): Row => ({ index, id }))
  const ids = rows.map((each) => each.id)
  const sum = sumOf(criteria.map((each) => each.weight))
  const at = (row: Row, member: string): Path => [...list, row.index, member]
  const add = (): void => edit((now) => appendAt(now, list, { id: freeId(ids, 'criterion-'), text: t('criteria.newText'), pageRequired: false }))
  return (
    <Group title={t('criteria.title')} text={t('criteria.text')} actions={<Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>{t('criteria.add')}</Button>}>
      <Grid><TextField path={['evaluation', 'method']} label={t('criteria.method')} maxLength={300} /></Grid>
      <FaultLines faults={useFaults(list)} />
      <Table<Row>
        className="studio-table" rowKey="index" size="small" pagination={false} dataSource={rows} locale={{ emptyText: t('criteria.empty') }} scroll={{ x: 760 }}
        columns={[
          { title: t('criteria.name'), key: 'text', render: (_, row) => <TextField bare rows={1} path={at(row, 'text')} label={`${t('criteria.name')} ${row.index + 1}`} maxLength={4_000} /> },
          { title: t('criteria.weight'), key: 'weight', width: 100, render: (_, row) => <AmountField bare path={at(row, 'weight')} label={`${t('criteria.weight')} ${row.index + 1}`} /> },
          { title: t('criteria.page'), key: 'page', width: 100, align: 'center', render: (_, row) => <FlagField bare path={at(row, 'pageRequired')} label={`${t('criteria.page')} ${row.index + 1}`} /> },
          { title: t('column.id'), key: 'id', width: 170, render: (_, row) => (
            <IdField bare path={at(row, 'id')} label={`${t('column.id')} ${row.index + 1}`} taken={ids} onRename={(to) => edit((now) => setAt(now, at(row, 'id'), to))} />
          ) },
          { title: t('column.actions'), key: 'actions', width: 112, render: (_, row) => <RowActions list={list} index={row.index} name={row.id} /> },
        ]}
      />
      {rows.length > 0 && sum !== null && <p className="num studio-sum">{t('criteria.sum', { sum })}</p>}
    </Group>
  )
}
