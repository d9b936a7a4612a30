import { Table, type TableProps } from 'antd'
import { useEffect, useMemo, useRef, type ComponentRef, type ReactNode } from 'react'
import { useStore } from 'zustand'
import type { Section } from '../../../interface/schemas/tender.ts'
import type { FindingView } from '../../../preload/contract/drafts.ts'
import { formatNumber } from '../../components/formatters.ts'
import { useTexts } from '../../i18n.ts'
import { useFocusItem } from './focus-item.ts'
import { PriceCell, priceCellId } from './PriceCell.tsx'
import type { PriceStore } from './price-store.ts'
import { lineAmount } from './prices.ts'

type Schedule = NonNullable<Section['schedule']>
type Item = Schedule['items'][number]

/** From this number of rows on only those in sight are rendered. */
const virtualFrom = 200

interface Props {
  schedule: Schedule
  store: PriceStore
  decimals: number
  findings: FindingView[]
  onPrice(item: string, price: string): void
  onPaste(text: string, from: number): void
  onLeave(): void
}

/** Items with their prices. Up, down and Enter go from price to price. */
export function PriceTable({ schedule, store, decimals, findings, onPrice, onPaste, onLeave }: Props): ReactNode {
  const t = useTexts('projects')
  const table = useRef<ComponentRef<typeof Table>>(null)
  const { items, columns } = schedule
  const isVirtual = items.length >= virtualFrom
  const byItem = useMemo(() => new Map(findings.flatMap((each) => each.item === undefined ? [] : [[each.item, each] as const])), [findings])
  const focus = (index: number): void => {
    const item = items[index]
    if (item === undefined) return
    if (isVirtual) table.current?.scrollTo({ index })
    requestAnimationFrame(() => document.getElementById(priceCellId(item.id))?.focus())
  }
  useFocus(items, focus)
  const titleOf = (id: string, fallback: string): string => columns.find((each) => each.id === id)?.title ?? fallback
  const shown: TableProps<Item>['columns'] = [
    { title: t('draft.schedule.number'), width: 48, align: 'right', render: (_, _item, index) => <span className="num muted">{index + 1}</span> },
    {
      title: titleOf('title', t('draft.schedule.title')),
      render: (_, { id, title, description }) => <><div>{title}</div><div className="muted prj-item-text" title={description}><span className="num">{id}</span> {description}</div></>,
    },
    {
      title: titleOf('quantity', t('draft.schedule.quantity')), width: 132, align: 'right',
      render: (_, { quantity, unit }) => <span className="num">{formatNumber(quantity)} <span className="muted">{unit}</span></span>,
    },
    {
      title: titleOf('unitPrice', t('draft.schedule.unitPrice')), width: 134, align: 'right',
      render: (_, item, index) => (
        <PriceCell
          item={item.id} label={t('draft.schedule.priceOf', { item: `${item.id} ${item.title}` })} store={store} finding={byItem.get(item.id)}
          onPrice={onPrice} onPaste={(text) => onPaste(text, index)} onLeave={onLeave} onMove={(by) => focus(index + by)}
        />
      ),
    },
    { title: t('draft.schedule.line'), width: 124, align: 'right', render: (_, item) => <Line item={item} store={store} decimals={decimals} /> },
  ]
  const scroll = { y: Math.max(260, window.innerHeight - 430), x: 560 }
  return <Table<Item> ref={table} className="prj-prices" size="small" rowKey="id" pagination={false} virtual={isVirtual} scroll={scroll} dataSource={items} columns={shown} />
}

function Line({ item, store, decimals }: { item: Item, store: PriceStore, decimals: number }): ReactNode {
  const price = useStore(store, (state) => state.prices[item.id] ?? '')
  const amount = lineAmount(item.quantity, price, decimals)
  return <span className="num">{amount === null ? '' : formatNumber(amount)}</span>
}

/** Goes to the item to which a finding led. */
function useFocus(items: readonly Item[], focus: (index: number) => void): void {
  const { item, want } = useFocusItem()
  useEffect(() => {
    if (item === null) return
    focus(items.findIndex((each) => each.id === item))
    want(null)
  })
}
