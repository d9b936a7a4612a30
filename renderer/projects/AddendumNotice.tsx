import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import type { DraftView } from '../../preload/contract/drafts.ts'
import type { TenderChanges } from '../../preload/contract/tenders.ts'
import { sealbid } from '../bridge.ts'
import { DateTime } from '../components/DateTime.tsx'
import { ProblemNote } from '../components/ProblemNote.tsx'
import { useTexts } from '../i18n.ts'
import { useNavigation } from '../shell/navigation.ts'
import { useAddendum } from './addendum-store.ts'
import { flushAll } from './draft/draft-savers.ts'
import { useAct } from './use-act.ts'

/** The tender has a newer version: what it changes, what becomes stale, and the way there. */
export function AddendumNotice({ draft }: { draft: DraftView }): ReactNode {
  const t = useTexts('projects')
  const { draft: about, published, changes, busy, problem, fetch } = useAddendum()
  if (about !== draft.id) return null
  return (
    <>
      {published !== null && (
        <Alert
          type="warning" showIcon title={t('addendum.published', { number: published.sequence })} description={t('addendum.publishedText')}
          action={<Button type="primary" loading={busy} onClick={() => { void fetch(draft) }}>{t('addendum.get')}</Button>}
        />
      )}
      {changes !== null && <Changes draft={draft} changes={changes} />}
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  )
}

function Changes({ draft, changes }: { draft: DraftView, changes: TenderChanges }): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const { busy, problem, run } = useAct()
  const move = async (): Promise<void> => {
    await flushAll()
    const moved = await sealbid.drafts.move({ draft: draft.id, tender: changes.to })
    go({ screen: 'project', draft: moved.id, step: 'draft' })
  }
  return (
    <>
      <Alert
        type="warning" showIcon title={t('addendum.newer')} description={<ChangeList draft={draft} changes={changes} />}
        action={<Button type="primary" loading={busy} onClick={() => { void run(move) }}>{t('addendum.move')}</Button>}
      />
      {problem !== null && <ProblemNote problem={problem} />}
    </>
  )
}

function ChangeList({ draft, changes }: { draft: DraftView, changes: TenderChanges }): ReactNode {
  const t = useTexts('projects')
  const { deadline, sections, documents, other, text } = changes
  return (
    <div className="prj-changes">
      {text !== null && text !== '' && <p className="prj-prose">{text}</p>}
      <ul>
        {deadline !== null && <li>{t('addendum.deadline')} <DateTime value={deadline.from} /> → <strong><DateTime value={deadline.to} /></strong></li>}
        {sections.map(({ id, title, change }) => <li key={id}>{t(`addendum.section.${change}`, { title })}</li>)}
        {documents.map(({ file, title, change }) => <li key={file}>{t(`addendum.document.${change}`, { title })}</li>)}
        {other.map((part) => <li key={part}>{t(`addendum.other.${part}`)}</li>)}
      </ul>
      {draft.sealed !== null && <p><strong>{t('addendum.stale')}</strong></p>}
      {draft.receipt !== null && draft.receipt.type !== 'withdraw' && draft.receipt.bidDigest === draft.sealed?.digest && <p><strong>{t('addendum.staleSubmitted')}</strong></p>}
      <p className="muted">{t('addendum.moveText')}</p>
    </div>
  )
}
