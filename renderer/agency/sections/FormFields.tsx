import { PlusOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { useTexts } from '../../i18n.ts'
import { renameField } from '../definition-changes.ts'
import { appendAt, freeId, listAt, type LooseField, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { AmountField, FlagField, IdField, IntegerField, SelectField, TextField } from '../fields.tsx'
import { Grid, Group, RowActions, Wide } from '../layout.tsx'
import { LinesField } from '../LinesField.tsx'
import { sectionsPath } from './section-kinds.ts'

const types = ['text', 'integer', 'number', 'date', 'amount', 'amount-in-words', 'choice', 'boolean'] as const

interface Row { index: number, id: string, title: string, type: string }

/** Fields of a form (投标函 and others); what is announced (唱标) is read out at the opening. */
export function FormFields({ section }: { section: number }) {
  const t = useTexts('agency')
  const { json, edit } = useDefinition()
  const list: Path = [...sectionsPath, section, 'form', 'fields']
  const rows = listAt<LooseField>(json, list).map(({ id = '', title = '', type = '' }, index): Row => ({ index, id, title, type }))
  const add = (): void => edit((now) => appendAt(now, list, { id: freeId(rows.map((each) => each.id), 'field'), title: t('start.field'), type: 'text', required: true }))
  const at = (row: Row, member: string): Path => [...list, row.index, member]
  const options = types.map((value) => ({ value, label: t(`fieldType.${value}`) }))
  return (
    <Group title={t('form.title')} text={t('form.text')} actions={<Button size="small" icon={<PlusOutlined aria-hidden />} onClick={add}>{t('form.add')}</Button>}>
      <FaultLines faults={useFaults(list)} />
      <Table<Row>
        className="studio-table" rowKey="index" size="small" pagination={false} dataSource={rows} scroll={{ x: 560 }}
        expandable={{ expandedRowRender: detailsOf(section, list, rows), columnTitle: <span className="studio-hidden">{t('form.details')}</span> }}
        columns={[
          { title: t('form.name'), key: 'title', render: (_, row) => <TextField bare path={at(row, 'title')} label={`${t('form.name')} ${row.index + 1}`} maxLength={300} /> },
          { title: t('form.type'), key: 'type', width: 140, render: (_, row) => <SelectField bare path={at(row, 'type')} label={`${t('form.type')} ${row.title}`} options={options} /> },
          { title: t('form.required'), key: 'required', width: 64, align: 'center', render: (_, row) => <FlagField bare path={at(row, 'required')} label={`${t('form.required')} ${row.title}`} /> },
          { title: t('form.announce'), key: 'announce', width: 84, align: 'center', render: (_, row) => <FlagField bare path={at(row, 'announce')} label={`${t('form.announce')} ${row.title}`} /> },
          { title: t('column.actions'), key: 'actions', width: 112, render: (_, row) => <RowActions list={list} index={row.index} name={row.title} /> },
        ]}
      />
    </Group>
  )
}

/** Draws the details of a row of this section's form. */
const detailsOf = (section: number, list: Path, rows: readonly Row[]) => (row: Row) => <FieldDetails section={section} list={list} row={row} rows={rows} />

const bounded = new Set(['integer', 'number', 'amount'])

/** What only some types have. */
function FieldDetails({ section, list, row, rows }: { section: number, list: Path, row: Row, rows: readonly Row[] }) {
  const t = useTexts('agency')
  const edit = useDefinition((store) => store.edit)
  const at = (member: string): Path => [...list, row.index, member]
  return (
    <Grid>
      <IdField path={at('id')} label={t('column.id')} taken={rows.map((each) => each.id)} onRename={(to) => edit((now) => renameField(now, section, row.index, to))} />
      {row.type !== 'boolean' && row.type !== 'choice' && <TextField path={at('unit')} label={t('form.unit')} maxLength={40} />}
      {bounded.has(row.type) && <AmountField path={at('minimum')} label={t('form.minimum')} />}
      {bounded.has(row.type) && <AmountField path={at('maximum')} label={t('form.maximum')} />}
      {row.type === 'text' && <IntegerField path={at('maxLength')} label={t('form.maxLength')} min={1} max={20_000} suffix={t('unit.characters')} />}
      {row.type === 'choice' && <Wide><LinesField path={at('choices')} label={t('form.choices')} hint={t('lines.hint')} required /></Wide>}
    </Grid>
  )
}
