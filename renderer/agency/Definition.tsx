import { Badge, Skeleton, Tabs } from 'antd'
import { useEffect, type ComponentType } from 'react'
import { PageHeader, ProblemNote } from '../components/index.ts'
import { useTexts } from '../i18n.ts'
import { definitionParts, useNavigation, type DefinitionPart } from '../shell/navigation.ts'
import './agency.css'
import { BasicsPart } from './basics/BasicsPart.tsx'
import { textAt } from './definition-json.ts'
import { useDefinition } from './definition-store.ts'
import { DocumentsPart } from './documents/DocumentsPart.tsx'
import { faultCount } from './faults.ts'
import { OpeningPart } from './opening/OpeningPart.tsx'
import { PartiesPart } from './basics/PartiesPart.tsx'
import { PreviewPart } from './publish/PreviewPart.tsx'
import { PublishPart } from './publish/PublishPart.tsx'
import { RulesPart } from './rules/RulesPart.tsx'
import { SaveStateNote } from './SaveStateNote.tsx'
import { SchedulePart } from './schedule/SchedulePart.tsx'
import { SectionsPart } from './sections/SectionsPart.tsx'

const parts: Record<DefinitionPart, ComponentType> = {
  basics: BasicsPart, parties: PartiesPart, documents: DocumentsPart, sections: SectionsPart, schedule: SchedulePart, opening: OpeningPart, rules: RulesPart, preview: PreviewPart, publish: PublishPart,
}

/** The studio: one definition, part by part. What is written is saved by itself. */
export function Definition({ definition, part }: { definition: string, part: DefinitionPart }) {
  const go = useNavigation((navigation) => navigation.go)
  const { view, problem, refused, open, dismiss } = useDefinition()
  useEffect(() => {
    void open(definition)
    return () => { void useDefinition.getState().flush() }
  }, [definition, open])
  const isOpen = view?.id === definition
  return (
    <div className="studio-page">
      <Head onBack={() => go({ screen: 'agency' })} />
      {!isOpen && (problem === null ? <Skeleton active /> : <ProblemNote problem={problem} onRetry={() => { void open(definition) }} />)}
      {isOpen && problem !== null && <ProblemNote problem={problem} />}
      {refused !== null && <ProblemNote problem={refused} onClose={dismiss} />}
      {isOpen && <PartTabs part={part} onPart={(next) => go({ screen: 'definition', definition, part: next })} />}
    </div>
  )
}

function Head({ onBack }: { onBack: () => void }) {
  const t = useTexts('agency')
  const { view, json } = useDefinition()
  const title = textAt(json, ['tender', 'title'])
  const number = textAt(json, ['tender', 'id'])
  const kind = view === null ? '' : view.supersedes === null ? t('list.kind.new') : t('list.kind.addendum')
  return (
    <PageHeader
      title={title === '' ? t('list.untitled') : title} subtitle={<span>{number === '' ? t('list.noNumber') : number} · {kind}</span>} back={onBack}
      actions={<SaveStateNote />}
    />
  )
}

function PartTabs({ part, onPart }: { part: DefinitionPart, onPart: (part: DefinitionPart) => void }) {
  const items = definitionParts.map((each) => {
    const Part = parts[each]
    return { key: each, label: <PartLabel part={each} />, children: each === part ? <Part /> : null }
  })
  return <Tabs activeKey={part} items={items} size="middle" tabBarGutter={20} onChange={(key) => onPart(key as DefinitionPart)} destroyOnHidden />
}

/** The number of faults stands beside the name, and in it for those who hear the screen. */
function PartLabel({ part }: { part: DefinitionPart }) {
  const t = useTexts('agency')
  const count = useDefinition((store) => part === 'publish' ? store.faults.length : faultCount(store.faults, part))
  return <span className="studio-tab">{t(`part.${part}`)}{count > 0 && <Badge count={count} size="small" title={t('faults.count', { count })} />}</span>
}
