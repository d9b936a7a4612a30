import { FileAddOutlined } from '@ant-design/icons'
import { Button, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import { EmptyState, PageHeader, ProblemNote } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { AddendumDialog } from './AddendumDialog.tsx'
import './agency.css'
import { DefinitionTable } from './DefinitionTable.tsx'
import { useDefinitions, type Origin } from './definitions-store.ts'
import { useBegin } from './use-begin.ts'

/** The agency's definitions: what is being written, what was built from it, and how to begin another. */
export function Agency() {
  const t = useTexts('agency')
  const { list, problem, load } = useDefinitions()
  const [asksAddendum, setAsksAddendum] = useState(false)
  const begin = useBegin()
  useEffect(() => { void load() }, [load])
  const actions = <BeginButtons onBegin={begin} onAddendum={() => setAsksAddendum(true)} />
  return (
    <div className="studio-page">
      <PageHeader title={t('list.title')} subtitle={t('list.subtitle')} actions={list !== null && list.length > 0 ? actions : undefined} />
      {problem !== null && <ProblemNote problem={problem} onRetry={() => { void load() }} />}
      {list === null && problem === null && <Skeleton active title={false} />}
      {list !== null && (list.length === 0
        ? <EmptyState icon={<FileAddOutlined />} title={t('list.empty.title')} text={t('list.empty.text')} action={actions} />
        : <DefinitionTable list={list} />)}
      <AddendumDialog open={asksAddendum} onClose={() => setAsksAddendum(false)} onChoose={(tender) => begin({ kind: 'addendum', tender })} />
    </div>
  )
}

function BeginButtons({ onBegin, onAddendum }: { onBegin: (from: Origin) => void, onAddendum: () => void }) {
  const t = useTexts('agency')
  const { busy, packages } = useDefinitions()
  return (
    <div className="studio-actions">
      <Button type="primary" loading={busy} onClick={() => onBegin({ kind: 'blank' })}>{t('list.new.blank')}</Button>
      <Button disabled={busy} onClick={() => onBegin({ kind: 'sample' })}>{t('list.new.sample')}</Button>
      <Button disabled={busy || packages.length === 0} title={packages.length === 0 ? t('list.new.addendumNone') : undefined} onClick={onAddendum}>{t('list.new.addendum')}</Button>
    </div>
  )
}
