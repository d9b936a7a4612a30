import { PlusOutlined, SnippetsOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { EmptyState } from '../../components/index.ts'
import { useTexts } from '../../i18n.ts'
import { appendAt, freeId, listAt, setAt, type LooseItem, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { AmountField, IdField, TextField } from '../fields.tsx'
import { Group, RowActions } from '../layout.tsx'
import { PasteDialog } from './PasteDialog.tsx'

interface Row { index: number, id: string, title: string }

/** Items of a schedule. The table draws only what is in sight: there may be thousands. */
export function ItemsGroup({ path, title }: { path: Path, title: string }) {
  const t = useTexts('agency')
  const edit = useDefinition((store) => store.edit)
  const [pastes, setPastes] = useState(false)
  const list: Path = [...path, 'items']
  const items = listAt<LooseItem>(useDefinition((store) => store.json), list)
  const ids = items.map((each) => each.id ?? '')
  const add = (): void => edit((now) => appendAt(now, list, { id: freeId(ids, ''), unit: t('unit.piece'), quantity: '1' }))
  const actions = (
    <span className="studio-actions">
      <Button size="small" icon={<SnippetsOutlined aria-hidden />} onClick={() => setPastes(true)}>{t('schedule.paste')}</Button>
      <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>{t('schedule.addItem')}</Button>
    </span>
  )
  return (
    <Group title={title} text={t('schedule.text', { count: items.length })} actions={actions}>
      <FaultLines faults={useFaults(list)} />
      {items.length === 0
        ? <EmptyState title={t('schedule.noItems.title')} text={t('schedule.noItems.text')} action={<Button type="primary" onClick={() => setPastes(true)}>{t('schedule.paste')}</Button>} />
        : <ItemTable list={list} rows={items.map(({ id = '', title = '' }, index) => ({ index, id, title }))} ids={ids} />}
      <PasteDialog open={pastes} taken={ids} onClose={() => setPastes(false)} onTake={(taken, replace) => edit((now) => replace ? setAt(now, list, taken) : appendAt(now, list, ...taken))} />
    </Group>
  )
}

function ItemTable({ list, rows, ids }: { list: Path, rows: Row[], ids: readonly string[] }) {
  const t = useTexts('agency')
  const edit = useDefinition((store) => store.edit)
  const at = (row: Row, member: string): Path => [...list, row.index, member]
  const label = (key: string, row: Row): string => `${t(`schedule.standard.${key}`)} ${row.index + 1}`
  return (
    <Table<Row>
      className="studio-table" rowKey="index" size="small" pagination={false} virtual scroll={{ x: 784, y: 420 }} dataSource={rows}
      columns={[
        { title: '#', key: 'number', width: 48, render: (_, row) => <span className="num muted">{row.index + 1}</span> },
        { title: t('schedule.standard.item'), key: 'id', width: 140, render: (_, row) => (
          <IdField bare path={at(row, 'id')} label={label('item', row)} taken={ids} onRename={(to) => edit((now) => setAt(now, at(row, 'id'), to))} />
        ) },
        { title: t('schedule.standard.title'), key: 'title', width: 160, render: (_, row) => <TextField bare path={at(row, 'title')} label={label('title', row)} maxLength={300} /> },
        { title: t('schedule.standard.description'), key: 'description', width: 150, render: (_, row) => <TextField bare path={at(row, 'description')} label={label('description', row)} maxLength={2_000} /> },
        { title: t('schedule.standard.unit'), key: 'unit', width: 72, render: (_, row) => <TextField bare path={at(row, 'unit')} label={label('unit', row)} maxLength={40} /> },
        { title: t('schedule.standard.quantity'), key: 'quantity', width: 106, render: (_, row) => <AmountField bare path={at(row, 'quantity')} label={label('quantity', row)} /> },
        { title: t('column.actions'), key: 'actions', width: 108, render: (_, row) => <RowActions list={list} index={row.index} name={row.title || row.id} /> },
      ]}
    />
  )
}
