import { Table } from 'antd'
import type { ReactNode } from 'react'
import type { OpeningState } from '../../../interface/schemas/opening.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { DateTime } from '../../components/DateTime.tsx'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { useBidderOpening } from './opening-store.ts'

type Stage = OpeningState['stages'][number]

/** Stages with their phase, their window and the own bid in each; who has signed in. */
export function StageBlock({ state, tender }: { state: OpeningState, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { unreachable } = useBidderOpening()
  const { sealing } = tender.tender
  const titleOf = (id: string): string => sealing.stages.find((each) => each.id === id)?.title ?? id
  const ownOf = (stage: string) => state.own?.stages.find((each) => each.stage === stage)
  return (
    <Block title={t('stage.title')} extra={<span className={unreachable === null ? 'muted' : 'prj-attention'} aria-live="polite">{t(unreachable === null ? 'stage.asOf' : 'stage.lost')} <DateTime value={state.now} /></span>}>
      <Table<Stage>
        size="small" rowKey="id" pagination={false} dataSource={state.stages}
        columns={[
          { title: t('stage.name'), render: (_, { id }) => titleOf(id) },
          { title: t('stage.phase'), width: 120, render: (_, { phase }) => t(`phase.${phase}`) },
          {
            title: t('stage.window'), width: 250,
            render: (_, { phase, openingTime, endsAt }) => phase === 'waiting' ? <><DateTime value={openingTime} /> <Countdown to={openingTime} origin={tender.platform.origin} /></>
              : endsAt === null || phase === 'announced' ? '—' : <><DateTime value={endsAt} /> <Countdown to={endsAt} origin={tender.platform.origin} /></>,
          },
          { title: t('stage.released'), width: 150, align: 'right', render: (_, { released, expected }) => <span className="num">{released} / {expected}</span> },
          {
            title: t('stage.own'), width: 180,
            render: (_, { id }) => {
              const own = ownOf(id)
              return own === undefined ? '—' : <>{t(`own.state.${own.state}`)}{own.reason !== undefined && <div className="muted">{own.reason}</div>}</>
            },
          },
        ]}
      />
      {state.signedIn.length > 0 && (
        <p className="muted">{t('stage.signedIn')} {state.signedIn.map((each) => t('stage.signedInOne', { name: each.party.name, role: t(`role.${each.role}`) })).join(t('list.comma'))}</p>
      )}
    </Block>
  )
}
