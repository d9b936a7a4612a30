import { Button, Popconfirm, Table, Tag } from 'antd'
import type { ColumnType } from 'antd/es/table'
import type { DefinitionBrief } from '../../preload/contract/definitions.ts'
import { DateTime } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { useNavigation } from '../shell/navigation.ts'
import { useDefinitions } from './definitions-store.ts'

type Texts = ReturnType<typeof useTexts>

/** Title as a link, number, kind, what is wrong, what was built. */
export function DefinitionTable({ list }: { list: readonly DefinitionBrief[] }) {
  const t = useTexts('agency')
  const sorted = list.toSorted((a, b) => b.changedAt.localeCompare(a.changedAt))
  return (
    <Table<DefinitionBrief>
      rowKey="id" size="middle" pagination={list.length > 20 ? { pageSize: 20 } : false} dataSource={sorted} columns={columns(t)}
      scroll={{ x: 860 }}
    />
  )
}

const columns = (t: Texts): ColumnType<DefinitionBrief>[] => [
  { title: t('list.column.title'), key: 'title', render: (_, each) => <OpenLink definition={each} /> },
  { title: t('list.column.kind'), key: 'kind', width: 110, render: (_, each) => <Tag>{each.supersedes === null ? t('list.kind.new') : t('list.kind.addendum')}</Tag> },
  { title: t('list.column.state'), key: 'state', width: 150, render: (_, each) => <DefinitionState definition={each} /> },
  { title: t('list.column.built'), key: 'built', width: 200, render: (_, each) => <Built definition={each} /> },
  { title: t('list.column.changed'), key: 'changed', width: 190, render: (_, each) => <DateTime value={each.changedAt} /> },
  { title: t('list.column.actions'), key: 'actions', width: 90, render: (_, each) => <RemoveButton definition={each} /> },
]

function OpenLink({ definition: { id, title, tender } }: { definition: DefinitionBrief }) {
  const t = useTexts('agency')
  const go = useNavigation((navigation) => navigation.go)
  return (
    <div>
      <Button type="link" className="studio-link" onClick={() => go({ screen: 'definition', definition: id, part: 'basics' })}>{title === '' ? t('list.untitled') : title}</Button>
      <div className="muted num">{tender === '' ? t('list.noNumber') : tender}</div>
    </div>
  )
}

export function DefinitionState({ definition: { faults } }: { definition: Pick<DefinitionBrief, 'faults'> }) {
  const t = useTexts('agency')
  return faults === 0
    ? <Tag className="state-tag state-valid">{t('list.state.ready')}</Tag>
    : <Tag className="state-tag state-indeterminate">{t('list.state.faults', { count: faults })}</Tag>
}

function Built({ definition: { built } }: { definition: DefinitionBrief }) {
  const t = useTexts('agency')
  const last = built.at(-1)
  if (last === undefined) return <span className="muted">{t('list.notBuilt')}</span>
  return <span>{last.sequence === 0 ? t('version.tender') : t('version.addendum', { number: last.sequence })}<br /><span className="muted"><DateTime value={last.builtAt} /></span></span>
}

function RemoveButton({ definition: { id, title } }: { definition: DefinitionBrief }) {
  const t = useTexts('agency')
  const remove = useDefinitions((definitions) => definitions.remove)
  return (
    <Popconfirm title={t('list.remove.title')} description={t('list.remove.text')} okText={t('act.remove')} cancelText={t('act.cancel')} okButtonProps={{ danger: true }} onConfirm={() => remove(id)}>
      <Button type="text" size="small" danger aria-label={t('list.remove.label', { title })}>{t('act.remove')}</Button>
    </Popconfirm>
  )
}
