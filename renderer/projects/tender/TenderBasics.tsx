import type { ReactNode } from 'react'
import type { TenderView } from '../../../preload/contract/tenders.ts'
import { Countdown } from '../../components/Countdown.tsx'
import { DateTime } from '../../components/DateTime.tsx'
import { Facts, type FactItem } from '../../components/Facts.tsx'
import { Amount } from '../../components/values.tsx'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'

/** Numbers, dates and people of a tender. */
export function TenderBasics({ view }: { view: TenderView }): ReactNode {
  const t = useTexts('projects')
  const { tender } = view
  const { tender: what, platform } = tender
  return (
    <>
      <Block title={t('tender.dates.title')} extra={<span className="muted">{t('tender.dates.zone')}</span>}>
        <Facts columns={2} items={[
          ...(what.enquiryPeriod === undefined ? [] : [{ label: t('tender.dates.enquiry'), value: <DateTime value={what.enquiryPeriod.endDate} /> }]),
          { label: t('tender.dates.deadline'), value: <><DateTime value={what.tenderPeriod.endDate} /> <Countdown to={what.tenderPeriod.endDate} origin={platform.origin} /></> },
          ...tender.sealing.stages.map((stage) => ({ label: t('tender.dates.opening', { stage: stage.title ?? stage.id }), value: <DateTime value={stage.openingTime} /> })),
          // Some name the end of the enquiries among the milestones, too.
          ...(what.milestones ?? []).flatMap((each) => each.dueDate === undefined || each.dueDate === what.enquiryPeriod?.endDate ? [] : [{ label: each.title, value: <DateTime value={each.dueDate} /> }]),
        ]} />
      </Block>
      <Block title={t('tender.basics.title')}>
        {what.description !== undefined && <p className="prj-prose">{what.description}</p>}
        <Facts columns={2} items={[
          { label: t('tender.basics.id'), value: <span className="num">{what.id}</span> },
          { label: t('tender.basics.version'), value: t(tender.sequence === 0 ? 'tender.basics.first' : 'tender.basics.addendum', { number: tender.sequence }) },
          { label: t('tender.basics.method'), value: t(`tender.method.${what.procurementMethod}`) },
          { label: t('tender.basics.category'), value: t(`tender.category.${what.mainProcurementCategory}`) },
          ...(what.value === undefined ? [] : [{ label: t('tender.basics.value'), value: <Amount value={what.value.amount} currency={what.value.currency} /> }]),
          { label: t('tender.basics.platform'), value: <span className="num">{platform.origin}</span> },
          ...parties(view, t),
        ]} />
      </Block>
    </>
  )
}

function parties({ tender }: TenderView, t: (key: string) => string): FactItem[] {
  return tender.parties.flatMap((party) => party.roles.map((role) => ({
    label: t(`tender.role.${role}`),
    value: (
      <>
        {party.name}
        {party.contactPoint !== undefined && <div className="muted">{[party.contactPoint.name, party.contactPoint.telephone, party.contactPoint.email].filter(Boolean).join(' · ')}</div>}
      </>
    ),
  })))
}
