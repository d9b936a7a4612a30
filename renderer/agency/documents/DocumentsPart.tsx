import { DeleteOutlined } from '@ant-design/icons'
import { Button, Popconfirm, Table, Tag } from 'antd'
import type { FileToken } from '../../../preload/contract/app.ts'
import { ByteSize, EmptyState, FileDrop, JobProgress } from '../../components/index.ts'
import { useTexts } from '../../i18n.ts'
import { listAt, setAt, type LooseDocument, type Path } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { FaultLines, useFaults } from '../Field.tsx'
import { IdField, SelectField, TextField } from '../fields.tsx'
import { Group, RowActions } from '../layout.tsx'
import { PartFaults } from '../PartFaults.tsx'
import { documentTypes } from './document-types.ts'

const list: Path = ['tender', 'documents']

interface Row { index: number, file: string, id: string, title: string, size: number | null }

const inner = (file: string): string => file.replace(/^documents\//, '')

/** Documents of the package, in the order in which a bidder reads them. */
export function DocumentsPart() {
  const t = useTexts('agency')
  const { view, json, job, busy, addDocument } = useDefinition()
  const sizes = new Map(view?.documents.map((each) => [inner(each.file), each.size]))
  const rows = listAt<LooseDocument>(json, list).map(({ file = '', id = '', title = '' }, index): Row => ({ index, file, id, title, size: sizes.get(inner(file)) ?? null }))
  const add = async (files: FileToken[]): Promise<void> => {
    // One after the other: each answers the whole definition.
    for (const file of files) await addDocument(file)
  }
  return (
    <>
      <PartFaults part="documents" />
      <Group title={t('documents.title')} text={t('documents.text')}>
        <FileDrop purpose="tender-document" multiple hint={t('documents.hint')} disabled={busy} compact={rows.length > 0} onFiles={add} />
        <JobProgress job={job} />
        <FaultLines faults={useFaults(list)} />
        {rows.length === 0 ? <EmptyState title={t('documents.empty.title')} text={t('documents.empty.text')} /> : <DocumentTable rows={rows} />}
      </Group>
    </>
  )
}

function DocumentTable({ rows }: { rows: Row[] }) {
  const t = useTexts('agency')
  const edit = useDefinition((store) => store.edit)
  const ids = rows.map((each) => each.id)
  const types = documentTypes.map((value) => ({ value, label: t(`documentType.${value}`) }))
  const known = new Set<string>(documentTypes)
  const current = listAt<LooseDocument>(useDefinition((store) => store.json), list)
  const optionsFor = (index: number) => {
    const type = current[index]?.documentType
    return type === undefined || known.has(type) ? types : [...types, { value: type, label: type }]
  }
  return (
    <Table<Row>
      className="studio-table" rowKey="index" size="small" pagination={false} dataSource={rows} scroll={{ x: 780 }}
      columns={[
        { title: '#', key: 'number', width: 44, render: (_, row) => <span className="num muted">{row.index + 1}</span> },
        { title: t('documents.column.title'), key: 'title', render: (_, row) => <TextField bare path={[...list, row.index, 'title']} label={`${t('documents.column.title')} ${row.file}`} maxLength={300} /> },
        { title: t('documents.column.type'), key: 'type', width: 160, render: (_, row) => (
          <SelectField bare path={[...list, row.index, 'documentType']} label={`${t('documents.column.type')} ${row.file}`} options={optionsFor(row.index)} />
        ) },
        { title: t('documents.column.file'), key: 'file', width: 170, render: (_, row) => <FileCell row={row} /> },
        { title: t('column.id'), key: 'id', width: 130, render: (_, row) => (
          <IdField bare path={[...list, row.index, 'id']} label={`${t('column.id')} ${row.file}`} taken={ids} onRename={(to) => edit((now) => setAt(now, [...list, row.index, 'id'], to))} />
        ) },
        { title: t('column.actions'), key: 'actions', width: 112, render: (_, row) => <DocumentActions row={row} /> },
      ]}
    />
  )
}

function FileCell({ row }: { row: Row }) {
  const t = useTexts('agency')
  return (
    <div>
      <div className="studio-file" title={row.file}>{inner(row.file)}</div>
      {row.size === null ? <Tag className="state-tag state-invalid">{t('documents.missing')}</Tag> : <span className="muted"><ByteSize value={row.size} /></span>}
      <FaultLines faults={useFaults([...list, row.index, 'file'])} />
    </div>
  )
}

function DocumentActions({ row }: { row: Row }) {
  const t = useTexts('agency')
  const { removeDocument, busy } = useDefinition()
  return (
    <span className="studio-row-actions">
      <RowActions list={list} index={row.index} name={row.file} canRemove={false} />
      <Popconfirm title={t('documents.remove')} okText={t('act.remove')} cancelText={t('act.cancel')} okButtonProps={{ danger: true }} onConfirm={() => removeDocument(row.file)}>
        <Button type="text" size="small" danger disabled={busy} icon={<DeleteOutlined />} aria-label={`${t('act.remove')}: ${row.file}`} />
      </Popconfirm>
    </span>
  )
}
