import { Alert, Button } from 'antd'
import { useState, type ReactNode } from 'react'
import type { DraftView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { EmptyState } from '../../components/EmptyState.tsx'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { useTexts } from '../../i18n.ts'
import { useNavigation } from '../../shell/navigation.ts'
import { useProject } from '../project-store.ts'
import { SealedCard } from './SealedCard.tsx'
import { SealForm } from './SealForm.tsx'

/** Signs and encrypts the draft, and proves with the real key that it can be opened. */
export function SealStep({ draft, tender }: { draft: DraftView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const { sealed } = useProject()
  const hasCertificate = useCertificates(({ list }) => list.length > 0)
  const [again, setAgain] = useState(false)
  const newestFirst = sealed.toReversed()
  const isCurrent = newestFirst[0]?.current === true
  return (
    <>
      {draft.errors > 0 && (
        <Alert
          type="warning" showIcon title={t('seal.incomplete', { count: draft.errors })} description={t('seal.incompleteText')}
          action={<Button onClick={() => go({ screen: 'project', draft: draft.id, step: 'check' })}>{t('seal.see')}</Button>}
        />
      )}
      {draft.sealed !== null && !draft.sealed.current && <Alert type="warning" showIcon title={t('seal.changed')} description={t('seal.changedText')} />}
      {isCurrent && newestFirst[0] !== undefined && <SealedCard bid={newestFirst[0]} tender={tender} isNewest />}
      {isCurrent && !again && <p><Button onClick={() => setAgain(true)}>{t('seal.again')}</Button></p>}
      {hasCertificate
        ? (!isCurrent || again) && <SealForm draft={draft} tender={tender} isAgain={isCurrent} />
        : <EmptyState title={t('seal.noCertificate')} text={t('seal.noCertificateText')} action={<Button type="primary" onClick={() => go({ screen: 'certificates' })}>{t('seal.import')}</Button>} />}
      {newestFirst.slice(isCurrent ? 1 : 0).map((bid) => <SealedCard key={bid.digest} bid={bid} tender={tender} isNewest={false} />)}
    </>
  )
}
