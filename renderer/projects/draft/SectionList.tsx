import { CheckCircleFilled, CloseCircleFilled, ExclamationCircleFilled, MinusCircleOutlined, PlusCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { DraftView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { envelopeGroups, type SectionEntry } from './outline.ts'

const signs = {
  missing: <MinusCircleOutlined />, errors: <CloseCircleFilled />, warnings: <ExclamationCircleFilled />, complete: <CheckCircleFilled />, optional: <PlusCircleOutlined />,
} as const

/** Every section with its state; the word stands beside the sign. */
export function SectionList({ draft, tender, current }: { draft: DraftView, tender: TenderView, current: string | undefined }): ReactNode {
  const t = useTexts('projects')
  return (
    <nav className="prj-sections" aria-label={t('draft.sections')}>
      {envelopeGroups(draft, tender.tender.sealing.envelopes).map(({ id, title, entries }) => (
        <section key={id} aria-label={title}>
          <h2>{title}</h2>
          <ul>{entries.map((entry) => <Entry key={entry.section.id} draft={draft.id} entry={entry} isCurrent={entry.section.id === current} />)}</ul>
        </section>
      ))}
    </nav>
  )
}

function Entry({ draft, entry, isCurrent }: { draft: string, entry: SectionEntry, isCurrent: boolean }): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const { section, state, findings } = entry
  const count = findings.filter((each) => each.severity === 'error').length
  return (
    <li>
      <button
        type="button" className={`prj-section prj-section-${state}`} aria-current={isCurrent ? 'true' : undefined}
        onClick={() => go({ screen: 'project', draft, step: 'draft', section: section.id })}
      >
        <span className="prj-section-sign" aria-hidden="true">{signs[state]}</span>
        <span className="prj-section-text">
          <span>{section.title}</span>
          <span className="prj-section-state">{t(`draft.state.${state}`, { count })}</span>
        </span>
      </button>
    </li>
  )
}
