import { Progress } from 'antd'
import type { OpeningState } from '../../interface/schemas/opening.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { DateTime } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { useHall } from './hall-store.ts'
import { isPlatformWorking } from './phases.ts'

type StageState = OpeningState['stages'][number]

/** How many have released, stage by stage. Never who, never what. */
export function Stages({ tender }: { tender: TenderView }) {
  const t = useTexts('opening')
  const state = useHall(({ state }) => state)
  if (state === null) return null
  return (
    <section className="card hall-card" aria-labelledby="hall-stages">
      <h2 id="hall-stages" className="section-title">{t('stage.title')}</h2>
      {state.stages.map((stage) => <StageLine key={stage.id} stage={stage} tender={tender} isClosed={state.closing !== null} />)}
      <p className="muted hall-note">{t('stage.secret')}</p>
    </section>
  )
}

function StageLine({ stage, tender, isClosed }: { stage: StageState, tender: TenderView, isClosed: boolean }) {
  const t = useTexts('opening')
  const { sealing } = tender.tender
  const title = sealing.stages.find((each) => each.id === stage.id)?.title ?? stage.id
  const envelopes = stage.envelopes.map((id) => sealing.envelopes.find((each) => each.id === id)?.title ?? id)
  const percent = stage.expected === 0 ? 0 : Math.round(stage.released / stage.expected * 100)
  const phase = isPlatformWorking(stage) ? 'working' : stage.phase
  return (
    <div className="hall-stage">
      <div className="hall-stage-head">
        <strong>{title}</strong>
        <span className="muted">{envelopes.join(t('stage.and'))}</span>
        <span className="hall-stage-phase">{t(`stage.phase.${phase}`)}</span>
      </div>
      {isClosed
        ? (
          <div className="hall-stage-bar">
            <span className="hall-stage-count">{stage.released}<span className="muted"> / {stage.expected}</span></span>
            <Progress percent={percent} status="normal" showInfo={false} strokeLinecap="butt" aria-label={t('stage.count', { released: stage.released, expected: stage.expected })} />
          </div>
        )
        : <div className="muted">{t('stage.beforeClosing')}</div>}
      <div className="muted">{t('stage.opens')} <DateTime value={stage.openingTime} /></div>
    </div>
  )
}
