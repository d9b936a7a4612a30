import { PlusOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { useTexts } from '../../i18n.ts'
import { removeLot, renameLot } from '../definition-changes.ts'
import { appendAt, freeId, listAt, textAt, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { AmountField, IdField, TextField } from '../fields.tsx'
import { Group, RowActions } from '../layout.tsx'

const list: Path = ['tender', 'lots']

interface Row { index: number, id: string, title: string }

/** Lots with their ceiling prices (最高投标限价). */
export function LotsTable() {
  const t = useTexts('agency')
  const { json, edit } = useDefinition()
  const rows = listAt<{ id?: string, title?: string }>(json, list).map(({ id = '', title = '' }, index): Row => ({ index, id, title }))
  const ids = rows.map((each) => each.id)
  const add = (): void => edit((now) => appendAt(now, list, { id: freeId(ids, ''), title: textAt(now, ['tender', 'title']) || t('lots.newTitle') }))
  const name = (row: Row): string => row.title || row.id
  return (
    <Group title={t('lots.title')} text={t('lots.text')} actions={<Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>{t('lots.add')}</Button>}>
      <Table<Row>
        rowKey="index" size="small" pagination={false} dataSource={rows} locale={{ emptyText: t('lots.empty') }} scroll={{ x: 640 }}
        columns={[
          { title: t('column.id'), key: 'id', width: 110, render: (_, row) => (
            <IdField bare path={[...list, row.index, 'id']} label={`${t('column.id')} ${name(row)}`} taken={ids} onRename={(to) => edit((now) => renameLot(now, row.index, to))} />
          ) },
          { title: t('lots.name'), key: 'title', render: (_, row) => <TextField bare path={[...list, row.index, 'title']} label={`${t('lots.name')} ${name(row)}`} maxLength={300} /> },
          { title: t('lots.ceiling'), key: 'ceiling', width: 210, render: (_, row) => row.id === '' ? null : (
            <AmountField bare path={['price', 'ceilings', row.id]} label={`${t('lots.ceiling')} ${name(row)}`} suffix={t('unit.yuan')} />
          ) },
          { title: t('column.actions'), key: 'actions', width: 110, render: (_, row) => (
            <RowActions list={list} index={row.index} name={name(row)} onRemove={() => edit((now) => removeLot(now, row.index))} />
          ) },
        ]}
      />
    </Group>
  )
}
