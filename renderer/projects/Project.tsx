import { Skeleton } from 'antd'
import { useEffect } from 'react'
import type { DraftView } from '../../preload/contract/drafts.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { PageHeader } from '../components/PageHeader.tsx'
import { ProblemNote } from '../components/ProblemNote.tsx'
import { useConnection } from '../connection/connection-store.ts'
import { useTexts } from '../i18n.ts'
import { useNavigation, type ProjectStep } from '../shell/navigation.ts'
import { AddendumNotice } from './AddendumNotice.tsx'
import { useAddendum } from './addendum-store.ts'
import { CheckStep } from './CheckStep.tsx'
import { flushWhenLeaving } from './draft/draft-savers.ts'
import { DraftStep } from './draft/DraftStep.tsx'
import { OpenStep } from './open/OpenStep.tsx'
import { ProjectState } from './ProjectState.tsx'
import { useProject } from './project-store.ts'
import { SealStep } from './seal/SealStep.tsx'
import { StepPath } from './StepPath.tsx'
import { SubmitStep } from './submit/SubmitStep.tsx'
import { TenderContent } from './tender/TenderContent.tsx'
import './projects.css'

/** One draft from tender to record: the path of six steps, with deadline, key and receipt always in sight. */
export function Project({ draft: id, step, section }: { draft: string, step: ProjectStep, section?: string | undefined }): React.ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const { draft, tender, problem, load } = useProject()
  useEffect(() => { void load(id) }, [id, load])
  useLookForAddendum(draft?.id)
  useEffect(() => flushWhenLeaving(), [])
  const isHere = draft !== null && tender !== null && draft.id === id
  return (
    <div className="prj-page prj-project">
      <PageHeader
        title={isHere ? draft.tender.title : t('project.title')} back={() => go({ screen: 'home' })}
        subtitle={isHere ? <><span className="num">{draft.tender.id}</span> · {t('lot', { lot: draft.lot })} {draft.lotTitle !== draft.tender.title && draft.lotTitle}</> : undefined}
      />
      {problem !== null && <ProblemNote problem={problem} onRetry={() => { void load(id) }} />}
      {!isHere && problem === null && <Skeleton active />}
      {isHere && (
        <>
          <ProjectState draft={draft} />
          <StepPath draft={draft} step={step} />
          <AddendumNotice draft={draft} />
          <div className="prj-step"><Step draft={draft} tender={tender} step={step} section={section} /></div>
        </>
      )}
    </div>
  )
}

function Step({ draft, tender, step, section }: { draft: DraftView, tender: TenderView, step: ProjectStep, section: string | undefined }): React.ReactNode {
  switch (step) {
    case 'read': return <TenderContent view={tender} lot={draft.lot} />
    case 'draft': return <DraftStep draft={draft} tender={tender} section={section} />
    case 'check': return <CheckStep draft={draft} tender={tender} />
    case 'seal': return <SealStep draft={draft} tender={tender} />
    case 'submit': return <SubmitStep draft={draft} tender={tender} />
    case 'open': return <OpenStep draft={draft} tender={tender} />
  }
}

const everyMinute = 60_000

/** When the project is opened, when a connection is made, and every minute while the window is looked at: an addendum may come at any time. */
function useLookForAddendum(draft: string | undefined): void {
  const origin = useConnection(({ current }) => current?.platform.origin)
  useEffect(() => {
    if (draft === undefined) return
    const look = (): void => { if (document.visibilityState === 'visible') void useAddendum.getState().look(draft, origin) }
    look()
    const timer = setInterval(look, everyMinute)
    return () => clearInterval(timer)
  }, [draft, origin])
}
