import { App } from 'antd'
import { useDeferredValue, useEffect, useState, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { Section } from '../../../interface/schemas/tender.ts'
import { Amount } from '../../components/values.tsx'
import { useTexts } from '../../i18n.ts'
import { scheduleSaver, type Prices } from './draft-savers.ts'
import { createPrices, settledPrices, type PriceStore } from './price-store.ts'
import { PriceTable } from './PriceTable.tsx'
import { pasteColumn, runningTotal } from './prices.ts'
import { SaveMark } from './SaveMark.tsx'
import type { EditorProps } from './SectionEditor.tsx'
import { useSaver } from './use-saver.ts'

type Schedule = NonNullable<Section['schedule']>

/** A price for every item of the tender's schedule, typed or pasted; line totals and sum follow at once. */
export function ScheduleAnswer({ draft, tender, entry: { section, answer, findings } }: EditorProps): ReactNode {
  const t = useTexts('projects')
  const { message } = App.useApp()
  const [saver] = useState(() => scheduleSaver(draft.id, section.id))
  const status = useSaver(saver)
  const [store] = useState(() => createPrices(saver.unsaved ?? (answer?.kind === 'schedule' ? Object.fromEntries(answer.rows.map((row) => [row.item, row.unitPrice])) : {})))
  // Only what a person changed is stored.
  useEffect(() => store.subscribe(({ prices }) => saver.change(settledPrices(prices))), [store, saver])
  const { schedule } = section
  if (schedule === undefined) return null
  const put = (prices: Prices): void => store.setState({ prices: { ...store.getState().prices, ...prices } })
  const paste = (text: string, from: number): void => {
    const { prices, count, unreadable, surplus } = pasteColumn(text, schedule.items, from)
    put(prices)
    const rest = [...(unreadable > 0 ? [t('draft.schedule.unreadable', { count: unreadable })] : []), ...(surplus > 0 ? [t('draft.schedule.surplus', { count: surplus })] : [])]
    const report = [t('draft.schedule.pasted', { count }), ...rest].join(t('list.semicolon'))
    if (rest.length === 0) message.success(report)
    else message.warning(report, 8)
  }
  return (
    <>
      <p className="muted">{t('draft.schedule.help')}</p>
      <PriceTable
        schedule={schedule} store={store} decimals={tender.tender.price.decimals} findings={findings}
        onPrice={(item, price) => put({ [item]: price })} onPaste={paste} onLeave={() => { void saver.flush() }}
      />
      <Total schedule={schedule} store={store} decimals={tender.tender.price.decimals} currency={tender.tender.price.currency} />
      <SaveMark status={status} onRetry={() => { void saver.flush() }} />
    </>
  )
}

function Total({ schedule, store, decimals, currency }: { schedule: Schedule, store: PriceStore, decimals: number, currency: string }): ReactNode {
  const t = useTexts('projects')
  const prices = useDeferredValue(useStore(store, (state) => state.prices))
  const priced = schedule.items.filter(({ id }) => (prices[id] ?? '') !== '').length
  return (
    <div className="prj-total">
      <span className="muted">{t('draft.schedule.priced', { priced, count: schedule.items.length })}</span>
      <span>{t('draft.schedule.total')} <strong><Amount value={runningTotal(schedule.items, prices, decimals)} currency={currency} /></strong></span>
    </div>
  )
}
