import { CheckCircleFilled, ClockCircleOutlined, MinusCircleOutlined, RightCircleFilled, WarningFilled } from '@ant-design/icons'
import { Button } from 'antd'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { BindingButton, ProblemNote } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { useNavigation } from '../shell/navigation.ts'
import { nextAct, type Act } from './acts.ts'
import { useHallActs } from './acts-store.ts'
import { useHall } from './hall-store.ts'
import { OwnBid } from './OwnBid.tsx'
import { useActs, useMe, type Me } from './use-hall.ts'

/** What the identity that works can do here: one thing next, the others with their reason. */
export function OwnActs({ tender, lot }: { tender: TenderView, lot: string }) {
  const t = useTexts('opening')
  const me = useMe(tender, lot)
  const { problem, dismiss } = useHallActs()
  return (
    <section className="card hall-card hall-own" aria-labelledby="hall-own">
      <div className="hall-card-head">
        <h2 id="hall-own" className="section-title">{t('own.title')}</h2>
        <span className="muted">{me.holder === null ? t('own.nobody') : me.roles.length === 0 ? `${me.holder.name}` : `${me.holder.name} · ${me.roles.map((role) => t(`role.${role}`)).join(t('stage.and'))}`}</span>
      </div>
      {problem !== null && <ProblemNote problem={problem} onClose={dismiss} />}
      {me.isConnected ? <ActList me={me} tender={tender} /> : <NotConnected me={me} />}
      {me.isConnected && me.roles.includes('bidder') && <OwnBid />}
    </section>
  )
}

function NotConnected({ me }: { me: Me }) {
  const t = useTexts('opening')
  const go = useNavigation(({ go }) => go)
  const { running, connect } = useHallActs()
  if (me.holder === null) return <div className="hall-next"><span>{t('own.noCertificate')}</span><Button type="primary" size="large" onClick={() => go({ screen: 'certificates' })}>{t('own.toCertificates')}</Button></div>
  return (
    <div className="hall-next">
      <span>{t('own.connectText')}</span>
      <Button type="primary" size="large" loading={running === 'connect'} onClick={() => { void connect() }}>{t('own.connect')}</Button>
    </div>
  )
}

const signs = {
  done: <CheckCircleFilled className="sign-ok" />, possible: <RightCircleFilled className="sign-next" />, later: <ClockCircleOutlined className="muted" />,
  missed: <WarningFilled className="sign-warn" />, over: <MinusCircleOutlined className="muted" />,
} as const

function ActList({ me, tender }: { me: Me, tender: TenderView }) {
  const t = useTexts('opening')
  const isAnswered = useHall(({ state }) => state !== null)
  const acts = useActs(tender, me)
  if (!isAnswered) return <p className="muted">{t('own.asking')}</p>
  if (acts.length === 0) return <p className="muted">{t('own.observer')}</p>
  const next = nextAct(acts)
  return (
    <ul className="hall-acts">
      {acts.map((act) => <ActLine key={`${act.role} ${act.name}`} act={act} isNext={act === next} showRole={me.roles.length > 1} />)}
    </ul>
  )
}

function ActLine({ act, isNext, showRole }: { act: Act, isNext: boolean, showRole: boolean }) {
  const t = useTexts('opening')
  return (
    <li className={isNext ? 'hall-act hall-act-next' : 'hall-act'}>
      <span aria-hidden="true">{signs[act.state]}</span>
      <span className="hall-act-text">
        <span className="hall-act-name">{t(`act.${act.name}.name`)}{showRole && <span className="muted"> · {t(`role.${act.role}`)}</span>}</span>
        <span className="muted">{act.reason === null ? t(`act.${act.name}.${act.state}`) : t(`act.reason.${act.reason}`)}</span>
      </span>
      {act.state === 'possible' && <ActButton act={act} isNext={isNext} />}
    </li>
  )
}

/** Signing in shows presence; everything else here cannot be taken back. */
function ActButton({ act, isNext }: { act: Act, isNext: boolean }) {
  const t = useTexts('opening')
  const { running, perform } = useHallActs()
  const text = t(`act.${act.name}.button`)
  const size = isNext ? 'large' : 'medium'
  if (act.name === 'sign-in') return <Button type={isNext ? 'primary' : 'default'} size={size} loading={running === act.name} disabled={running !== null} onClick={() => { void perform(act) }}>{text}</Button>
  if (!isNext) return <Button disabled={running !== null} onClick={() => { void perform(act) }}>{text}</Button>
  return <BindingButton size={size} disabled={running !== null && running !== act.name} onClick={() => perform(act)}>{text}</BindingButton>
}
