import { DateTime, DigestText, Facts, ProblemNote } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { useClosing } from './closing-store.ts'
import { useHall } from './hall-store.ts'
import { shownRecord, useRecord } from './record-store.ts'

/** The closing statement: what the platform committed to at the deadline, before anything was opened. */
export function ClosingPanel() {
  const t = useTexts('opening')
  const state = useHall(({ state }) => state)
  const { root, size, isOwnProven, problem } = useClosing()
  const recorded = useRecord(shownRecord)
  if (state === null) return null
  const count = size ?? recorded?.closing.size ?? null
  return (
    <section className="card hall-card" aria-labelledby="hall-closing">
      <h2 id="hall-closing" className="section-title">{t('closing.title')}</h2>
      {problem !== null && <ProblemNote problem={problem} />}
      {state.closingRoot === null
        ? <p className="muted">{t('closing.none')}</p>
        : <Facts items={[
          { label: t('closing.check'), value: t(problem !== null ? 'closing.refused' : root === null ? 'closing.unchecked' : isOwnProven ? 'closing.checkedOwn' : 'closing.checked') },
          { label: t('closing.root'), value: <DigestText value={state.closingRoot} /> },
          ...(count === null ? [] : [{ label: t('closing.size'), value: <span className="num">{t('closing.receipts', { count })}</span> }]),
          ...(recorded === null ? [] : [{ label: t('closing.closedAt'), value: <DateTime value={recorded.closing.closedAt} /> }]),
        ]} />}
    </section>
  )
}
