import { Decimal } from 'decimal.js'
import { amount } from '../../interface/schemas/common.ts'

/** Decimal arithmetic without loss for whatever the schemas admit: two amounts of 21 digits multiply to 42. */
export const Exact = Decimal.clone({ precision: 100, rounding: Decimal.ROUND_HALF_UP })
export type Exact = Decimal

/** Undefined where the text is not an amount: digits, at most six decimals, no sign, no exponent, no grouping. */
export const parseAmount = (text: unknown): Exact | undefined => {
  const result = amount.safeParse(text)
  return result.success ? new Exact(result.data) : undefined
}

/** Decimals as they are written: `1.50` has two. */
export const writtenDecimals = (text: string): number => text.split('.')[1]?.length ?? 0
