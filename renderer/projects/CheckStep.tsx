import { CheckCircleOutlined, CloseCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { Alert, Button } from 'antd'
import type { ReactNode } from 'react'
import type { DraftView, FindingView } from '../../preload/contract/drafts.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import { Facts } from '../components/Facts.tsx'
import { Amount } from '../components/values.tsx'
import { useLanguage, useTexts } from '../i18n.ts'
import { useNavigation } from '../shell/navigation.ts'
import { Block } from './Block.tsx'
import { itemTitle } from './draft/item-title.ts'
import { entriesOf, generalFindings } from './draft/outline.ts'
import { useFocusItem } from './draft/focus-item.ts'
import { findingTextOf } from './findings.ts'

/** Everything that the check found, section by section, with a way to the place. */
export function CheckStep({ draft, tender }: { draft: DraftView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { go } = useNavigation()
  const general = generalFindings(draft)
  const isReady = draft.errors === 0
  return (
    <>
      <Alert
        type={isReady ? 'success' : 'warning'} showIcon
        title={isReady ? t('check.ready') : t('check.notReady', { count: draft.errors })}
        description={t(isReady ? 'check.readyText' : 'check.notReadyText')}
        action={isReady ? <Button type="primary" onClick={() => go({ screen: 'project', draft: draft.id, step: 'seal' })}>{t('check.seal')}</Button> : undefined}
      />
      <Totals draft={draft} tender={tender} />
      {general.length > 0 && <Block title={t('check.general')}><ul className="prj-findings">{general.map((finding) => <Found key={finding.code} finding={finding} />)}</ul></Block>}
      {entriesOf(draft).filter(({ findings }) => findings.length > 0).map(({ section, findings }) => (
        <Block key={section.id} title={section.title} extra={<Button size="small" onClick={() => go({ screen: 'project', draft: draft.id, step: 'draft', section: section.id })}>{t('check.open')}</Button>}>
          <ul className="prj-findings">
            {findings.map((finding, index) => (
              <Found key={`${finding.code} ${finding.item ?? ''} ${index}`} finding={finding} place={itemTitle(section, finding.item)} onGo={() => {
                useFocusItem.getState().want(finding.item ?? null)
                go({ screen: 'project', draft: draft.id, step: 'draft', section: section.id })
              }} />
            ))}
          </ul>
        </Block>
      ))}
    </>
  )
}

function Found({ finding, place, onGo }: { finding: FindingView, place?: string | undefined, onGo?: () => void }): ReactNode {
  const t = useTexts('projects')
  const { what, remedy } = findingTextOf(finding.code, useLanguage())
  return (
    <li className={`prj-finding prj-finding-${finding.severity}`}>
      <span aria-hidden="true">{finding.severity === 'error' ? <CloseCircleOutlined /> : <WarningOutlined />}</span>
      <div>
        <strong>{place === undefined ? what : t('check.at', { place, what })}</strong> <span className="visually-hidden">{t(`check.${finding.severity}`)}</span>
        <div className="muted">{remedy}{finding.detail !== undefined && <> <span className="num">{t('check.detail', { detail: finding.detail })}</span></>}</div>
      </div>
      {onGo !== undefined && <Button size="small" type="link" onClick={onGo}>{t('check.mend')}</Button>}
    </li>
  )
}

/** Total in figures against the schedule, as main computed both. */
function Totals({ draft, tender }: { draft: DraftView, tender: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { total, currency, ceilings } = tender.tender.price
  if (total === undefined) return null
  const answer = draft.content.find(({ section }) => section.id === total.section)?.answer
  const stated = answer?.kind === 'form' ? answer.values[total.field] : undefined
  const ceiling = ceilings?.[draft.lot]
  const agree = !draft.findings.some(({ code }) => code === 'total-differs' || code === 'words-differ' || code === 'ceiling-exceeded')
  const missing = <span className="muted">{t('check.none')}</span>
  return (
    <Block title={t('check.totals')} extra={typeof stated === 'string' && stated !== '' && agree ? <span className="prj-mark prj-mark-good"><CheckCircleOutlined aria-hidden="true" /> {t('check.agree')}</span> : undefined}>
      <Facts columns={2} items={[
        { label: t('check.stated'), value: typeof stated === 'string' && /^\d+(\.\d+)?$/.test(stated) ? <Amount value={stated} currency={currency} /> : missing },
        ...(total.schedule === undefined ? [] : [{ label: t('check.schedule'), value: draft.scheduleTotal === null ? missing : <Amount value={draft.scheduleTotal} currency={currency} /> }]),
        ...(total.words === undefined ? [] : [{ label: t('check.words'), value: draft.totalInWords ?? missing }]),
        ...(ceiling === undefined ? [] : [{ label: t('check.ceiling'), value: <Amount value={ceiling} currency={currency} /> }]),
      ]} />
    </Block>
  )
}
