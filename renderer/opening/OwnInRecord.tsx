import { Alert } from 'antd'
import type { RecordView } from '../../preload/contract/evidence.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { useTexts } from '../i18n.ts'

/** The own bid against what was announced, as main compared them. */
export function OwnInRecord({ own, tender }: { own: RecordView['own'], tender: TenderView }) {
  const t = useTexts('opening')
  if (own === null) return null
  const title = (section: string, field: string): string => {
    const found = tender.tender.response.sections.find((each) => each.id === section)
    return found?.form?.fields.find((each) => each.id === field)?.title ?? `${section}/${field}`
  }
  if (own.differences.length === 0) return <Alert className="hall-notice" type="success" showIcon title={t('record.ownEqual')} />
  return (
    <Alert className="hall-notice" type="error" showIcon title={t('record.ownDiffers')} description={(
      <ul>{own.differences.map(({ section, field, announced, own: mine }) =>
        <li key={`${section}/${field}`}>{t('record.difference', { title: title(section, field), announced, own: mine })}</li>)}</ul>
    )} />
  )
}
