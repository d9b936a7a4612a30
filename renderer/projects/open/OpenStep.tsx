import { Button } from 'antd'
import { useEffect, type ReactNode } from 'react'
import type { DraftView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { DateTime } from '../../components/DateTime.tsx'
import { EmptyState } from '../../components/EmptyState.tsx'
import { useSecond } from '../../components/tick.ts'
import { platformNow } from '../../connection/clock-store.ts'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { PlatformLine } from '../PlatformLine.tsx'
import { AnnouncementBlock } from './AnnouncementBlock.tsx'
import { OwnAction } from './OwnAction.tsx'
import { Preparation } from './Preparation.tsx'
import { RecordBlock } from './RecordBlock.tsx'
import { StageBlock } from './StageBlock.tsx'
import { useBidderOpening } from './opening-store.ts'

const pollMs = 3_000

/** The bidder's side of an opening: sign in, release the keys, follow the stages, check the record. */
export function OpenStep({ draft, tender }: { draft: DraftView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const { state, busy, problem, act } = useBidderOpening()
  const { origin } = tender.platform
  usePolling(draft)
  useSecond()
  const isEarly = platformNow(origin).getTime() < Date.parse(draft.tender.deadline)
  if (isEarly) return <Before draft={draft} tender={tender} />
  return (
    <>
      <PlatformLine
        origin={origin} onConnect={() => { void act(origin, 'connect') }} isBusy={busy === 'connect'}
        problem={problem?.act === 'connect' ? problem.problem : null}
      />
      {state === null
        ? <EmptyState title={t('open.unknown')} text={t('open.unknownText')} />
        : (
            <>
              <OwnAction state={state} tender={tender} />
              <StageBlock state={state} tender={tender} />
              <AnnouncementBlock tender={tender.tender} />
            </>
          )}
      <RecordBlock origin={origin} tender={tender} />
      <p><Button type="link" onClick={() => go({ screen: 'opening', tender: draft.tender.digest, lot: draft.lot })}>{t('open.hall')}</Button></p>
    </>
  )
}

function Before({ draft, tender }: { draft: DraftView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const first = tender.tender.sealing.stages[0]
  return (
    <>
      <EmptyState
        title={t('open.before')}
        text={<>{t('open.beforeText')} {first !== undefined && <><DateTime value={first.openingTime} /> <Countdown to={first.openingTime} origin={tender.platform.origin} /></>}</>}
      />
      <Preparation draft={draft} tender={tender} />
    </>
  )
}

/** Asks the platform while the screen shows and a connection stands. */
function usePolling({ tender: { id: tender, digest: tenderDigest, platform: { origin } }, lot }: DraftView): void {
  useEffect(() => {
    const { enter, poll } = useBidderOpening.getState()
    const ask = (): void => { if (document.visibilityState === 'visible') void poll(origin) }
    void enter({ tender, tenderDigest, lot }).then(ask)
    const timer = setInterval(ask, pollMs)
    return () => clearInterval(timer)
  }, [tender, tenderDigest, lot, origin])
}
