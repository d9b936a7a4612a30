import { Button, Skeleton } from 'antd'
import { useEffect } from 'react'
import { sealbid } from '../bridge.ts'
import { PageHeader } from '../components/PageHeader.tsx'
import { ProblemNote } from '../components/ProblemNote.tsx'
import { useTexts } from '../i18n.ts'
import { useNavigation } from '../shell/navigation.ts'
import { useTender } from './tender/tender-store.ts'
import { TenderContent } from './tender/TenderContent.tsx'
import { useAct } from './use-act.ts'
import './projects.css'

/** A tender package before there is a draft for it: what it demands, and a draft for one of its lots. */
export function TenderScreen({ tender }: { tender: string }): React.ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const { problem, run } = useAct()
  const { digest, view: loaded, drafts, problem: unread, load } = useTender()
  useEffect(() => { void load(tender) }, [tender, load])
  const view = digest === tender ? loaded : null
  const shown = unread ?? problem
  const begin = async (lot: string): Promise<void> => {
    const draft = await sealbid.drafts.create({ tender, lot })
    go({ screen: 'project', draft: draft.id, step: 'draft' })
  }
  const lotAction = (lot: string): React.ReactNode => {
    const draft = drafts.find((each) => each.lot === lot && each.tender.digest === tender)
    return draft === undefined
      ? <Button type="primary" onClick={() => { void run(() => begin(lot)) }}>{t('tender.begin')}</Button>
      : <Button onClick={() => go({ screen: 'project', draft: draft.id, step: 'read' })}>{t('tender.goOn')}</Button>
  }
  return (
    <div className="prj-page">
      <PageHeader
        title={view?.title ?? t('tender.title')} back={() => go({ screen: 'home' })}
        subtitle={view === null ? undefined : <span className="num">{view.id}</span>}
      />
      {shown !== null && <ProblemNote problem={shown} />}
      {view === null ? shown === null && <Skeleton active /> : <TenderContent view={view} lotAction={lotAction} />}
    </div>
  )
}
