import { Alert, Skeleton, Table } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import type { Tender } from '../../../interface/schemas/tender.ts'
import { sealbid } from '../../bridge.ts'
import { ByteSize, EmptyState, ProblemNote } from '../../components/index.ts'
import { useTexts } from '../../i18n.ts'
import { asProblem, type Problem } from '../../problem.ts'
import '../../projects/projects.css'
import { TenderBasics } from '../../projects/tender/TenderBasics.tsx'
import { TenderEvaluation } from '../../projects/tender/TenderEvaluation.tsx'
import { TenderLots } from '../../projects/tender/TenderLots.tsx'
import { TenderOpening } from '../../projects/tender/TenderOpening.tsx'
import { TenderPrice } from '../../projects/tender/TenderPrice.tsx'
import { TenderSections } from '../../projects/tender/TenderSections.tsx'
import { useDefinition } from '../definition-store.ts'
import { Group } from '../layout.tsx'
import { AllFaults } from '../PartFaults.tsx'
import { previewView } from './preview-view.ts'

type Preview = { state: 'loading' } | { state: 'incomplete' } | { state: 'shown', tender: Tender } | { state: 'refused', problem: Problem }

/** The tender with the very components that a bidder's program draws it with. */
export function PreviewPart() {
  const t = useTexts('agency')
  const [preview, load] = usePreview()
  switch (preview.state) {
    case 'loading': return <Skeleton active />
    case 'incomplete': return <EmptyState title={t('preview.incomplete.title')} text={t('preview.incomplete.text')} action={<AllFaults />} />
    case 'refused': return <ProblemNote problem={preview.problem} onRetry={load} />
    case 'shown': return <Shown tender={preview.tender} />
  }
}

function usePreview(): [Preview, () => void] {
  const [preview, setPreview] = useState<Preview>({ state: 'loading' })
  const load = useCallback(() => {
    void ask().then(setPreview)
  }, [])
  useEffect(load, [load])
  return [preview, load]
}

async function ask(): Promise<Preview> {
  try {
    await useDefinition.getState().flush()
    const { view } = useDefinition.getState()
    if (view === null || view.faults > 0) return { state: 'incomplete' }
    return { state: 'shown', tender: await sealbid.definitions.preview({ definition: view.id }) }
  } catch (error) {
    const problem = asProblem(error)
    return problem.code === 'tender-definition' ? { state: 'incomplete' } : { state: 'refused', problem }
  }
}

function Shown({ tender }: { tender: Tender }) {
  const t = useTexts('agency')
  return (
    <div className="studio-preview">
      <Alert type="info" showIcon title={t('preview.title')} description={t('preview.text')} />
      {tender.changes !== undefined && <Group title={t('changes.title')}><p className="studio-prose">{tender.changes}</p></Group>}
      <TenderBasics view={previewView(tender)} />
      <TenderLots tender={tender} />
      <TenderSections tender={tender} />
      <TenderPrice tender={tender} />
      <TenderOpening tender={tender} />
      <TenderEvaluation tender={tender} />
      <Documents documents={tender.tender.documents} />
    </div>
  )
}

function Documents({ documents }: { documents: Tender['tender']['documents'] }) {
  const t = useTexts('agency')
  return (
    <Group title={t('documents.title')}>
      <Table
        className="studio-table" rowKey="id" size="small" pagination={false} dataSource={documents} columns={[
          { title: t('documents.column.title'), dataIndex: 'title' },
          { title: t('documents.column.file'), dataIndex: 'file' },
          { title: t('documents.column.size'), dataIndex: 'size', align: 'right', width: 120, render: (size: number) => <ByteSize value={size} /> },
        ]}
      />
    </Group>
  )
}
