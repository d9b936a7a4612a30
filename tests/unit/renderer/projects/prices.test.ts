import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amount } from '../../../../interface/schemas/common.ts'
import { scheduleTotal } from '../../../../main/checks/schedules.ts'
import { lineAmount, pasteColumn, runningTotal, settledPrice, typedPrice } from '../../../../renderer/projects/draft/prices.ts'

const items = ['a', 'b', 'c'].map((id) => ({ id, title: id, unit: 'm', quantity: '3.333' }))

const amounts = fc.tuple(fc.nat(999_999_999), fc.nat(999_999)).map(([whole, decimals]) => `${whole}.${String(decimals).padStart(6, '0')}`)

describe('unit prices', () => {
  it('take what people type and paste, and nothing that is no amount', () => {
    expect(typedPrice('1,234.50')).toBe('1234.50')
    expect(typedPrice('￥１２．５元')).toBe('12.5')
    expect(typedPrice(' 28 650 ')).toBe('28650')
    for (const wrong of ['abc', '-1', '1.2.3', '1e5', '1.1234567', '1234567890123456']) expect(typedPrice(wrong)).toBeNull()
  })

  it('always settle to an amount of the interface, or to nothing', () => {
    expect(['', '.', '007.', '.5', '12.', '0'].map(settledPrice)).toEqual(['', '', '7', '0.5', '12', '0'])
    fc.assert(fc.property(fc.stringMatching(/^\d{0,15}(\.\d{0,6})?$/), (typed) => {
      const settled = settledPrice(typedPrice(typed) ?? 'refused')
      return settled === '' ? !/\d/.test(typed) : amount.safeParse(settled).success
    }))
  })

  it('show the very total that main computes', () => {
    fc.assert(fc.property(fc.array(fc.tuple(amounts, amounts), { minLength: 1, maxLength: 12 }), fc.integer({ min: 0, max: 6 }), (pairs, decimals) => {
      const schedule = { columns: [], items: pairs.map(([quantity], index) => ({ id: `i${index}`, title: 'i', unit: 'm', quantity })) }
      const rows = pairs.map(([, price], index) => ({ item: `i${index}`, unitPrice: price }))
      const shown = runningTotal(schedule.items, Object.fromEntries(rows.map((row) => [row.item, row.unitPrice])), decimals)
      return shown === scheduleTotal(schedule, rows, decimals).toFixed(decimals)
    }))
    expect(lineAmount('2.5', '0.01', 2)).toBe('0.03')
    expect(lineAmount('2.5', '', 2)).toBeNull()
  })
})

describe('a pasted column', () => {
  it('fills downwards from its row and says what did not fit', () => {
    expect(pasteColumn('1.5\r\n2,000\r\n', items, 1)).toEqual({ prices: { b: '1.5', c: '2000' }, count: 2, unreadable: 0, surplus: 0 })
    expect(pasteColumn('面议\n\n3\n4', items, 0)).toEqual({ prices: { c: '3' }, count: 1, unreadable: 1, surplus: 1 })
  })

  it('takes the last of several columns', () => {
    expect(pasteColumn('040101\t18650.00\t26.25\n040103\t9240.00\t23.42', items, 0).prices).toEqual({ a: '26.25', b: '23.42' })
  })
})
