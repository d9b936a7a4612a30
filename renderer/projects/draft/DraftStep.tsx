import type { ReactNode } from 'react'
import type { DraftView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { entryOf, firstSection } from './outline.ts'
import { SectionEditor } from './SectionEditor.tsx'
import { SectionList } from './SectionList.tsx'

/** Sections by envelope on the left, the editor of one of them on the right. */
export function DraftStep({ draft, tender, section }: { draft: DraftView, tender: TenderView, section: string | undefined }): ReactNode {
  const shown = section ?? firstSection(draft)
  const entry = shown === undefined ? undefined : entryOf(draft, shown)
  return (
    <div className="prj-draft">
      <SectionList draft={draft} tender={tender} current={shown} />
      {entry !== undefined && <SectionEditor key={`${draft.id} ${entry.section.id}`} draft={draft} tender={tender} entry={entry} />}
    </div>
  )
}
