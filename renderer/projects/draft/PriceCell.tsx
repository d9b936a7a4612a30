import { Input } from 'antd'
import type { ClipboardEvent, KeyboardEvent, ReactNode } from 'react'
import { useStore } from 'zustand'
import type { FindingView } from '../../../preload/contract/drafts.ts'
import { useLanguage } from '../../i18n.ts'
import { findingTextOf } from '../findings.ts'
import type { PriceStore } from './price-store.ts'
import { typedPrice } from './prices.ts'

export const priceCellId = (item: string): string => `price-${item}`

interface Props {
  item: string
  label: string
  store: PriceStore
  finding: FindingView | undefined
  onPrice(item: string, price: string): void
  /** A column out of a spreadsheet. */
  onPaste(text: string): void
  onLeave(): void
  onMove(by: 1 | -1): void
}

const moves: Record<string, 1 | -1> = { ArrowDown: 1, Enter: 1, ArrowUp: -1 }

export function PriceCell({ item, label, store, finding, onPrice, onPaste, onLeave, onMove }: Props): ReactNode {
  const price = useStore(store, (state) => state.prices[item] ?? '')
  const language = useLanguage()
  const isWrong = finding !== undefined && finding.code !== 'item-missing'
  const paste = (event: ClipboardEvent): void => {
    const text = event.clipboardData.getData('text')
    if (!/[\t\n]/.test(text.trimEnd())) return
    event.preventDefault()
    onPaste(text)
  }
  const press = (event: KeyboardEvent): void => {
    const by = moves[event.key]
    // Enter also ends a word of an input method.
    if (by === undefined || event.nativeEvent.isComposing) return
    event.preventDefault()
    onMove(by)
  }
  const take = (typed: string): void => {
    const next = typedPrice(typed)
    if (next !== null) onPrice(item, next)
  }
  return (
    <>
      <Input
        id={priceCellId(item)} size="small" className="num prj-price" inputMode="decimal" aria-label={label} aria-invalid={isWrong} value={price}
        {...(isWrong ? { status: 'error' as const } : finding === undefined ? {} : { status: 'warning' as const })}
        onChange={(event) => take(event.target.value)} onPaste={paste} onKeyDown={press} onBlur={onLeave} onFocus={(event) => event.target.select()}
      />
      {isWrong && <div className="prj-note-error prj-price-note">{findingTextOf(finding.code, language).what}</div>}
    </>
  )
}
