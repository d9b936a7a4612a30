import { PlusOutlined } from '@ant-design/icons'
import { Button, Skeleton } from 'antd'
import { useEffect, useState } from 'react'
import type { FileToken } from '../../preload/contract/app.ts'
import { JobProgress } from '../components/JobProgress.tsx'
import { useJobs } from '../components/jobs-store.ts'
import { PageHeader } from '../components/PageHeader.tsx'
import { ProblemNote } from '../components/ProblemNote.tsx'
import { useTexts } from '../i18n.ts'
import { useNavigation } from '../shell/navigation.ts'
import { useOpened } from '../shell/opened-store.ts'
import { BeginPanel } from './home/BeginPanel.tsx'
import { DraftTable } from './home/DraftTable.tsx'
import { FirstSteps } from './home/FirstSteps.tsx'
import { useHome } from './home/home-store.ts'
import { LooseTenders } from './home/LooseTenders.tsx'
import { TenderPicker } from './home/TenderPicker.tsx'
import './projects.css'

/** Drafts with what is missing and how much time is left, and the ways to begin a new one. */
export function Home(): React.ReactNode {
  const t = useTexts('projects')
  const { drafts, tenders, loaded, problem, refused, load } = useHome()
  const [picking, setPicking] = useState<{ origin: string | null } | null>(null)
  useOpenedPackages()
  useEffect(() => { void load() }, [load])
  const isEmpty = loaded && problem === null && drafts.length === 0 && tenders.length === 0
  const begin = <BeginPanel onFiles={takeFiles} onPick={(origin) => setPicking({ origin })} />
  return (
    <div className="prj-page">
      <PageHeader
        title={t('home.title')} subtitle={t('home.subtitle')}
        actions={isEmpty ? undefined : <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setPicking({ origin: null })}>{t('begin.fromPlatform')}</Button>}
      />
      {problem !== null && <ProblemNote problem={problem} onRetry={() => { void load() }} />}
      {refused.map(({ name, problem }) => <div key={name}><p className="prj-refused">{t('begin.refused', { name })}</p><ProblemNote problem={problem} /></div>)}
      <RunningJobs />
      {!loaded && <Skeleton active />}
      {isEmpty && <FirstSteps />}
      {drafts.length > 0 && <DraftTable drafts={drafts} />}
      <LooseTenders tenders={tenders} drafts={drafts} />
      {loaded && begin}
      <TenderPicker open={picking !== null} origin={picking?.origin ?? null} onClose={() => setPicking(null)} />
    </div>
  )
}

function RunningJobs(): React.ReactNode {
  const ids = useJobs(({ jobs }) => Object.keys(jobs).join(' '))
  return ids === '' ? null : <>{ids.split(' ').map((id) => <JobProgress key={id} job={id} />)}</>
}

/** A package that was taken alone is shown at once. */
async function takeFiles(files: FileToken[]): Promise<void> {
  const taken = await useHome.getState().take(files)
  const [only] = taken
  if (only !== undefined && taken.length === files.length && files.length === 1) useNavigation.getState().go({ screen: 'tender', tender: only.digest })
}

/** Packages that were opened by double click. */
function useOpenedPackages(): void {
  const waiting = useOpened((opened) => opened.files.some((file) => file.kind === 'tender'))
  useEffect(() => {
    if (waiting) void takeFiles(useOpened.getState().take('tender'))
  }, [waiting])
}
