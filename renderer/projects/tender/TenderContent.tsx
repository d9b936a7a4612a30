import { Alert } from 'antd'
import type { ReactNode } from 'react'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { Facts } from '../../components/Facts.tsx'
import { ByteSize, DigestText } from '../../components/values.tsx'
import { VerdictParts, VerdictTag } from '../../components/Verdict.tsx'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { TenderBasics } from './TenderBasics.tsx'
import { TenderDocuments } from './TenderDocuments.tsx'
import { TenderLots } from './TenderLots.tsx'
import { TenderOpening } from './TenderOpening.tsx'
import { TenderPrice } from './TenderPrice.tsx'
import { TenderSections } from './TenderSections.tsx'
import { TenderEvaluation } from './TenderEvaluation.tsx'

/** What a tender demands. `lot`: only what concerns this lot; `lotAction`: what can be done with each lot. */
export function TenderContent({ view, lot, lotAction }: { view: TenderView, lot?: string, lotAction?: (lot: string) => ReactNode }): ReactNode {
  const t = useTexts('projects')
  const { tender } = view
  return (
    <>
      {tender.changes !== undefined && <Alert type="info" showIcon title={t('tender.changes', { number: tender.sequence })} description={<p className="prj-prose">{tender.changes}</p>} />}
      <TenderBasics view={view} />
      <TenderLots tender={tender} only={lot} action={lotAction} />
      <TenderSections tender={tender} lot={lot} />
      <TenderPrice tender={tender} lot={lot} />
      <TenderOpening tender={tender} />
      <TenderEvaluation tender={tender} />
      <TenderDocuments view={view} />
      <Signature view={view} />
    </>
  )
}

function Signature({ view }: { view: TenderView }): ReactNode {
  const t = useTexts('projects')
  return (
    <Block title={t('tender.signature.title')} extra={<VerdictTag verdict={view.verdict} />}>
      <Facts items={[
        { label: t('tender.signature.by'), value: view.signer.holder.name },
        { label: t('tender.signature.certificate'), value: <code className="mono prj-wrap">{view.signer.subject}</code> },
        { label: t('tender.signature.digest'), value: <DigestText value={view.digest} /> },
        { label: t('tender.signature.size'), value: <ByteSize value={view.size} /> },
      ]} />
      <VerdictParts verdict={view.verdict} />
    </Block>
  )
}
