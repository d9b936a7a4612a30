import type { ReactNode } from 'react'
import type { ReceiptView } from '../../../preload/contract/evidence.ts'
import { DateTime } from '../../components/DateTime.tsx'
import { Facts } from '../../components/Facts.tsx'
import { ByteSize, DigestText } from '../../components/values.tsx'
import { VerdictParts, VerdictTag } from '../../components/Verdict.tsx'
import { useTexts } from '../../i18n.ts'

/** Who confirmed what and when, and whether it may be believed. */
export function ReceiptDetails({ view }: { view: ReceiptView }): ReactNode {
  const t = useTexts('projects')
  const { receipt } = view
  return (
    <>
      <p><VerdictTag verdict={view.verdict} /></p>
      <Facts items={[
        { label: t('receipt.platform'), value: receipt.platform.name },
        { label: t('receipt.act'), value: t(`receipt.type.${view.type}`) },
        { label: t('receipt.at'), value: <DateTime value={view.receivedAt} /> },
        ...('bidder' in receipt ? [
          { label: t('receipt.bidder'), value: <>{receipt.bidder.name} <span className="muted num">{receipt.bidder.id}</span></> },
          { label: t('receipt.tender'), value: <span className="num">{receipt.tender} · {t('lot', { lot: receipt.lot })}</span> },
          { label: t('receipt.bid'), value: <><DigestText value={receipt.bid.digest} /> <ByteSize value={receipt.bid.size} /></> },
          { label: t('receipt.previous'), value: receipt.message.previous === null ? t('receipt.first') : <DigestText value={receipt.message.previous} /> },
        ] : []),
        { label: t('receipt.digest'), value: <DigestText value={view.digest} /> },
        { label: t('receipt.signer'), value: <code className="mono prj-wrap">{view.signer.subject}</code> },
      ]} />
      <VerdictParts verdict={view.verdict} />
    </>
  )
}
