import type { ReactNode } from 'react'
import type { CertificateView } from '../../../preload/contract/certificates.ts'
import type { DraftView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { DateTime } from '../../components/DateTime.tsx'
import { Facts } from '../../components/Facts.tsx'
import { formatBytes } from '../../components/formatters.ts'
import { useTexts } from '../../i18n.ts'
import { entriesOf, envelopeGroups } from '../draft/outline.ts'

/** What the sealed file will hold, whose it is, and who can open it when. */
export function SealFacts({ draft, tender, certificate }: { draft: DraftView, tender: TenderView, certificate: CertificateView }): ReactNode {
  const t = useTexts('projects')
  const { sealing } = tender.tender
  const files = entriesOf(draft).flatMap(({ answer }) => answer?.kind === 'file' ? [answer] : [])
  const bytes = files.reduce((sum, file) => sum + file.size, 0)
  return (
    <Facts columns={2} items={[
      { label: t('seal.facts.tender'), value: <>{draft.tender.title}<div className="muted num">{draft.tender.id}</div></> },
      { label: t('seal.facts.version'), value: draft.tender.sequence === 0 ? t('tender.basics.first') : t('version', { number: draft.tender.sequence }) },
      { label: t('seal.facts.lot'), value: t('lot', { lot: draft.lot }) },
      { label: t('seal.facts.bidder'), value: <>{certificate.holder.name}<div className="muted num">{certificate.holder.id}</div></> },
      {
        label: t('seal.facts.envelopes'),
        value: envelopeGroups(draft, sealing.envelopes).map(({ id, title, entries }) => (
          <div key={id}>{t('seal.facts.envelope', { title, count: entries.filter((each) => each.answer !== null).length })}</div>
        )),
      },
      { label: t('seal.facts.files'), value: t('seal.facts.fileCount', { count: files.length, size: formatBytes(bytes) }) },
      { label: t('seal.facts.openers'), value: t(sealing.control === 'bidder' ? 'seal.facts.bidderAlone' : 'seal.facts.both') },
      { label: t('seal.facts.opening'), value: sealing.stages.map((stage) => <div key={stage.id}>{stage.title ?? stage.id} <DateTime value={stage.openingTime} /></div>) },
    ]} />
  )
}
