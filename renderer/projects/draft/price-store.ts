import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Prices } from './draft-savers.ts'
import { settledPrice } from './prices.ts'

/** Unit prices on the screen, by item, as they are typed: each cell listens to its own. */
export interface PriceState { prices: Readonly<Prices> }
export type PriceStore = StoreApi<PriceState>

export const createPrices = (prices: Prices): PriceStore => createStore<PriceState>(() => ({ prices }))

/** What is stored: settled amounts, items without a price left out. */
export const settledPrices = (prices: Readonly<Prices>): Prices =>
  Object.fromEntries(Object.entries(prices).map(([item, price]) => [item, settledPrice(price)] as const).filter(([, price]) => price !== ''))
