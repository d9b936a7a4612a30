import { CheckCircleOutlined, ExclamationCircleOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { DraftView } from '../../../preload/contract/drafts.ts'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { useCertificates } from '../../certificates/certificates-store.ts'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'
import { Mark } from '../Marks.tsx'
import { expiresTooEarly } from '../seal/expiry.ts'

/** What can be made sure of before the opening. */
export function Preparation({ draft, tender }: { draft: DraftView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { current } = useCertificates()
  const points = [
    { id: 'submitted', good: draft.receipt !== null && draft.receipt.type !== 'withdraw' },
    { id: 'tried', good: draft.sealed?.tried === true },
    { id: 'key', good: current !== null && !expiresTooEarly(current, tender.tender) },
  ]
  return (
    <Block title={t('open.preparation')}>
      <ul className="prj-preparation">
        {points.map(({ id, good }) => (
          <li key={id}>
            <Mark tone={good ? 'good' : 'attention'} icon={good ? <CheckCircleOutlined /> : <ExclamationCircleOutlined />}>{t(`open.point.${id}.${good ? 'good' : 'open'}`)}</Mark>
          </li>
        ))}
      </ul>
      <p className="muted">{t('open.preparationText')}</p>
    </Block>
  )
}
