import { Alert, Button } from 'antd'
import { errorText } from '../../interface/errors.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { JobProgress, ProblemNote } from '../components/index.ts'
import { useLanguage, useTexts } from '../i18n.ts'
import type { Problem } from '../problem.ts'
import { useNavigation } from '../shell/navigation.ts'
import { useHall } from './hall-store.ts'
import { useGetting } from './use-getting.ts'

/** What stands between the hall and the platform: silence, or another version of the tender. */
export function HallNotices({ tender, lot }: { tender: TenderView, lot: string }) {
  const { state, trouble } = useHall()
  return (
    <>
      {trouble !== null && <Trouble problem={trouble} hasState={state !== null} />}
      {state !== null && state.tenderDigest !== tender.digest && <OtherVersion tender={tender} lot={lot} />}
    </>
  )
}

function Trouble({ problem, hasState }: { problem: Problem, hasState: boolean }) {
  const t = useTexts('opening')
  const refresh = useHall(({ refresh }) => refresh)
  const { what, remedy } = errorText(problem.code, useLanguage())
  return (
    <Alert
      className="hall-notice" type="warning" showIcon title={t(hasState ? 'trouble.lastKnown' : 'trouble.nothing')}
      description={<>{what}{remedy} {problem.detail !== undefined && <span className="muted">{problem.detail} </span>}<code className="muted">{problem.code}</code></>}
      action={<Button size="small" onClick={refresh}>{t('trouble.again')}</Button>}
    />
  )
}

/** The platform opens the version in force; this hall was entered with another. */
function OtherVersion({ tender, lot }: { tender: TenderView, lot: string }) {
  const t = useTexts('opening')
  const go = useNavigation(({ go }) => go)
  const { busy, job, problem, get } = useGetting()
  const bring = (): void => get(tender.platform.origin, tender.id, t('version.getting'), (digest) => go({ screen: 'opening', tender: digest, lot }))
  return (
    <div className="hall-notice">
      <Alert type="warning" showIcon title={t('version.title')} description={t('version.text')} action={<Button size="small" loading={busy !== null} onClick={bring}>{t('version.get')}</Button>} />
      {busy !== null && <JobProgress job={job} />}
      {problem !== null && <ProblemNote problem={problem} />}
    </div>
  )
}
