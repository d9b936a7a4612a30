import { useTexts } from '../i18n.ts'
import { momentOf, stageUnderWay } from './phases.ts'
import type { OpeningRow } from './openings-store.ts'

/** Where one opening is, as its platform said it; where it said nothing, that. */
export function RowState({ row: { state, heard, inForce } }: { row: OpeningRow }) {
  const t = useTexts('opening')
  if (heard === 'asking' && state === null) return <span className="muted">{t('list.asking')}</span>
  if (state === null) return <span className="muted">{t(heard === 'unreachable' ? 'list.unreachable' : 'list.unknown')}</span>
  const stage = stageUnderWay(state)
  const moment = momentOf(state)
  return (
    <div>
      <div>{t(`moment.short.${moment.name}`)}{state.stages.length > 1 && stage !== undefined && <span className="muted"> · {stage.id}</span>}</div>
      {moment.name === 'releasing' && stage !== undefined && <div className="muted num">{t('stage.count', { released: stage.released, expected: stage.expected })}</div>}
      {inForce !== null && <div className="opening-warn">{t('list.superseded')}</div>}
      {heard === 'unreachable' && <div className="muted">{t('list.lastKnown')}</div>}
    </div>
  )
}
