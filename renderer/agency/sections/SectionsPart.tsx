import { Badge } from 'antd'
import { EmptyState } from '../../components/index.ts'
import { useTexts } from '../../i18n.ts'
import { listAt, placeOf } from '../definition-json.ts'
import { useDefinition } from '../definition-store.ts'
import { faultsAt } from '../faults.ts'
import { PartFaults } from '../PartFaults.tsx'
import { AddSection } from './AddSection.tsx'
import { sectionsOf, sectionsPath } from './section-kinds.ts'
import { SectionEditor } from './SectionEditor.tsx'

/** What a bid must contain: the list on the left, the section that is chosen on the right. */
export function SectionsPart() {
  const t = useTexts('agency')
  const { json, section, select } = useDefinition()
  const sections = sectionsOf(json)
  const shown = Math.min(section, sections.length - 1)
  return (
    <>
      <PartFaults part="sections" />
      <p className="muted studio-group-text">{t('sections.text')}</p>
      {sections.length === 0
        ? <EmptyState title={t('sections.empty.title')} text={t('sections.empty.text')} action={<AddSection />} />
        : (
          <div className="studio-panes">
            <nav className="studio-list" aria-label={t('sections.list')}>
              <ul>{sections.map((each, index) => <SectionEntry key={each.id ?? index} index={index} isShown={index === shown} onShow={() => select(index)} />)}</ul>
              <AddSection />
            </nav>
            <SectionEditor key={shown} index={shown} />
          </div>
        )}
    </>
  )
}

function SectionEntry({ index, isShown, onShow }: { index: number, isShown: boolean, onShow: () => void }) {
  const t = useTexts('agency')
  const { json, faults } = useDefinition()
  const section = sectionsOf(json)[index]
  if (section === undefined) return null
  const count = faultsAt(faults, placeOf([...sectionsPath, index]), true).length
  const envelope = listAt<{ id?: string, title?: string }>(json, ['sealing', 'envelopes']).find((each) => each.id === section.envelope)?.title ?? section.envelope ?? ''
  return (
    <li>
      <button type="button" className="studio-entry" aria-current={isShown ? 'true' : undefined} onClick={onShow}>
        <span className="studio-entry-title">{section.title || section.id}{count > 0 && <Badge count={count} size="small" title={t('faults.count', { count })} />}</span>
        <span className="muted studio-entry-facts">
          {section.kind === undefined ? '' : t(`kind.${section.kind}`)} · {envelope}{section.required === true ? '' : ` · ${t('sections.optional')}`}
          {section.blind === undefined ? '' : ` · ${t('sections.blindTag')}`}
        </span>
      </button>
    </li>
  )
}
