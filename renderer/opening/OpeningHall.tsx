import { FullscreenOutlined } from '@ant-design/icons'
import { Button, Skeleton, Tooltip } from 'antd'
import { useState } from 'react'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { PageHeader, ProblemNote } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { useNavigation } from '../shell/navigation.ts'
import { Announcement } from './Announcement.tsx'
import { ClosingPanel } from './ClosingPanel.tsx'
import { HallClock } from './HallClock.tsx'
import { HallNotices } from './HallNotices.tsx'
import { useHall } from './hall-store.ts'
import { OwnActs } from './OwnActs.tsx'
import { PhasePath } from './PhasePath.tsx'
import { isAnnounced } from './phases.ts'
import { RecordPanel } from './RecordPanel.tsx'
import { SignIns } from './SignIns.tsx'
import { Stages } from './Stages.tsx'
import { useActs, useHallOnScreen, useMe } from './use-hall.ts'
import './opening.css'

/** The opening of one lot, for a desk and for a projector. `tender` is the digest of the package. */
export function OpeningHall({ tender: digest, lot }: { tender: string, lot: string }) {
  const { tender, problem } = useHall()
  const [isLarge, setLarge] = useState(false)
  useHallOnScreen(digest, lot)
  const go = useNavigation(({ go }) => go)
  const back = (): void => go({ screen: 'openings' })
  const t = useTexts('opening')
  if (problem !== null) return <div><PageHeader title={t('hall.title')} back={back} /><ProblemNote problem={problem} /></div>
  if (tender === null) return <div><PageHeader title={t('hall.title')} back={back} /><Skeleton active /></div>
  return (
    <div className={`hall${isLarge ? ' hall-large' : ''}`}>
      <HallHeader tender={tender} lot={lot} back={back} onProject={() => { setLarge(!isLarge); project(!isLarge) }} isLarge={isLarge} />
      <HallNotices tender={tender} lot={lot} />
      <HallClock />
      <PhasePath tender={tender} />
      <HallBody tender={tender} lot={lot} />
    </div>
  )
}

/** Where the system refuses the whole screen the letters grow all the same. */
function project(isOn: boolean): void {
  const change = isOn ? document.documentElement.requestFullscreen() : document.fullscreenElement === null ? Promise.resolve() : document.exitFullscreen()
  change.catch(() => undefined)
}

interface HeaderProps { tender: TenderView, lot: string, back(): void, onProject(): void, isLarge: boolean }

function HallHeader({ tender, lot, back, onProject, isLarge }: HeaderProps) {
  const t = useTexts('opening')
  const title = tender.lots.find((each) => each.id === lot)?.title
  const lotText = title === undefined || title === tender.title ? t('list.lot', { lot }) : `${t('list.lot', { lot })} ${title}`
  return (
    <PageHeader
      title={tender.title} back={back}
      subtitle={<span className="num">{tender.id} · {lotText} · {t('hall.buyer')} {tender.buyer} · {t('hall.agency')} {tender.agency}</span>}
      actions={<Tooltip title={t('hall.projectHint')} placement="left"><Button icon={<FullscreenOutlined aria-hidden />} aria-pressed={isLarge} onClick={onProject}>{t('hall.project')}</Button></Tooltip>}
    />
  )
}

/** Before the announcement the counts matter, afterwards the table; what is to be done next stands above it. */
function HallBody({ tender, lot }: { tender: TenderView, lot: string }) {
  const state = useHall(({ state }) => state)
  const hasNext = useActs(tender, useMe(tender, lot)).some((each) => each.state === 'possible')
  const announced = state !== null && isAnnounced(state)
  const own = <OwnActs tender={tender} lot={lot} />
  return (
    <>
      {announced && hasNext && own}
      {announced && <Announcement tender={tender} />}
      {announced && <RecordPanel tender={tender} />}
      <div className="hall-columns">
        <div>{!(announced && hasNext) && own}<Stages tender={tender} /><ClosingPanel /></div>
        <SignIns />
      </div>
      {!announced && <RecordPanel tender={tender} />}
    </>
  )
}
