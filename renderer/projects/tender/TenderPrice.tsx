import type { ReactNode } from 'react'
import type { Tender } from '../../../interface/schemas/tender.ts'
import { Facts } from '../../components/Facts.tsx'
import { formatBytes } from '../../components/formatters.ts'
import { Amount } from '../../components/values.tsx'
import { useTexts } from '../../i18n.ts'
import { Block } from '../Block.tsx'

/** Rules for prices and for the size of a bid. */
export function TenderPrice({ tender, lot }: { tender: Tender, lot?: string | undefined }): ReactNode {
  const t = useTexts('projects')
  const { price, limits } = tender
  const sectionOf = (id: string): string => tender.response.sections.find((each) => each.id === id)?.title ?? id
  const ceiling = lot === undefined ? undefined : price.ceilings?.[lot]
  const { total } = price
  return (
    <Block title={t('tender.price.title')}>
      <Facts columns={2} items={[
        { label: t('tender.price.currency'), value: t('tender.price.decimals', { currency: price.currency, count: price.decimals }) },
        ...(ceiling === undefined ? [] : [{ label: t('tender.price.ceiling'), value: <Amount value={ceiling} currency={price.currency} /> }]),
        ...(total === undefined ? [] : [
          { label: t('tender.price.total'), value: sectionOf(total.section) },
          ...(total.words === undefined ? [] : [{ label: t('tender.price.words'), value: t('tender.price.wordsRule') }]),
          ...(total.schedule === undefined ? [] : [{ label: t('tender.price.schedule'), value: t('tender.price.scheduleRule', { section: sectionOf(total.schedule) }) }]),
        ]),
        { label: t('tender.price.file'), value: formatBytes(limits.bytesPerFile) },
        { label: t('tender.price.bid'), value: formatBytes(limits.bytesPerBid) },
        { label: t('tender.price.name'), value: t('tender.price.nameRule', { count: limits.fileNameLength }) },
      ]} />
    </Block>
  )
}
