import { PlusOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { useTexts } from '../../i18n.ts'
import { removeEnvelope, renameEnvelope } from '../definition-changes.ts'
import { appendAt, freeId, listAt, setAt, type DefinitionJson, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { IdField, TextField } from '../fields.tsx'
import { Group, RowActions } from '../layout.tsx'
import { sectionsOf } from '../sections/section-kinds.ts'

const list: Path = ['sealing', 'envelopes']

interface Row { index: number, id: string, title: string, sections: number }

/** A new envelope is opened with the last stage, until somebody says otherwise. */
function addEnvelope(json: DefinitionJson, id: string, title: string): DefinitionJson {
  const next = appendAt(json, list, { id, title })
  const last = listAt(json, ['sealing', 'stages']).length - 1
  return last < 0 ? next : appendAt(next, ['sealing', 'stages', last, 'envelopes'], id)
}

/** Envelopes (分册): sections that are sealed and opened together. */
export function EnvelopesGroup() {
  const t = useTexts('agency')
  const { json, edit } = useDefinition()
  const rows = listAt<{ id?: string, title?: string }>(json, list).map(({ id = '', title = '' }, index): Row =>
    ({ index, id, title, sections: sectionsOf(json).filter((each) => each.envelope === id).length }))
  const ids = rows.map((each) => each.id)
  const standard = (): void => edit((now) => setAt(now, list, (['business', 'technical', 'price'] as const).map((id) => ({ id, title: t(`envelopes.standard.${id}`) }))))
  const actions = (
    <span className="studio-actions">
      {rows.length === 0 && <Button size="small" onClick={standard}>{t('envelopes.useStandard')}</Button>}
      <Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => edit((now) => addEnvelope(now, freeId(ids, 'envelope-'), t('envelopes.newTitle')))}>{t('envelopes.add')}</Button>
    </span>
  )
  return (
    <Group title={t('envelopes.title')} text={t('envelopes.text')} actions={actions}>
      <FaultLines faults={useFaults(list)} />
      <Table<Row>
        className="studio-table" rowKey="index" size="small" pagination={false} dataSource={rows} locale={{ emptyText: t('envelopes.empty') }}
        columns={[
          { title: t('envelopes.name'), key: 'title', render: (_, row) => <TextField bare path={[...list, row.index, 'title']} label={`${t('envelopes.name')} ${row.id}`} maxLength={300} /> },
          { title: t('column.id'), key: 'id', width: 180, render: (_, row) => (
            <IdField bare path={[...list, row.index, 'id']} label={`${t('column.id')} ${row.title}`} taken={ids} onRename={(to) => edit((now) => renameEnvelope(now, row.index, to))} />
          ) },
          { title: t('envelopes.sections'), key: 'sections', width: 110, align: 'right', render: (_, row) => <span className="num">{row.sections}</span> },
          { title: t('column.actions'), key: 'actions', width: 112, render: (_, row) => <RowActions list={list} index={row.index} name={row.title} onRemove={() => edit((now) => removeEnvelope(now, row.index))} /> },
        ]}
      />
    </Group>
  )
}
