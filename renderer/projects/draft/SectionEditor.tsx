import type { ReactNode } from 'react'
import type { DraftView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { useTexts } from '../../i18n.ts'
import { FileAnswer } from './FileAnswer.tsx'
import { FindingNote } from './FindingNote.tsx'
import { FormAnswer } from './FormAnswer.tsx'
import { answerKind } from '../../../interface/schemas/tender.ts'
import type { SectionEntry } from './outline.ts'
import { ScheduleAnswer } from './ScheduleAnswer.tsx'

export interface EditorProps { draft: DraftView, tender: TenderView, entry: SectionEntry }

/** One section: what the tender asks, what was found, and the editor for its kind. */
export function SectionEditor(props: EditorProps): ReactNode {
  const t = useTexts('projects')
  const { section, findings } = props.entry
  const general = findings.filter((each) => each.item === undefined)
  return (
    <section className="prj-editor" aria-label={section.title}>
      <header>
        <h2>{section.title}</h2>
        <span className="muted">{t(`tender.kind.${section.kind}`)} · {t(section.required ? 'tender.required' : 'tender.optional')}</span>
        {section.blind !== undefined && <span className="prj-blind">{t('tender.blind')}</span>}
      </header>
      {section.instructions !== undefined && section.kind !== 'statement' && <p className="prj-prose muted">{section.instructions}</p>}
      {section.blind !== undefined && <ul className="prj-rules">{section.blind.rules.map((rule) => <li key={rule}>{rule}</li>)}</ul>}
      {general.map((finding, index) => <FindingNote key={`${finding.code} ${index}`} finding={finding} />)}
      <Editor {...props} />
    </section>
  )
}

function Editor(props: EditorProps): ReactNode {
  switch (answerKind(props.entry.section)) {
    case 'file': return <FileAnswer {...props} />
    case 'form': return <FormAnswer {...props} />
    case 'schedule': return <ScheduleAnswer {...props} />
  }
}
