import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareAmounts } from '../../../../renderer/opening/announced.ts'
import { rolesOf } from '../../../../renderer/opening/roles.ts'

describe('amounts in the announcement', () => {
  it('are ordered exactly, also where floating-point numbers are not', () => {
    expect(compareAmounts('999999999999999.000001', '999999999999999.000002')).toBe(-1)
    expect(compareAmounts('9.5', '10')).toBe(-1)
    expect(compareAmounts('1180000', '1180000.00')).toBe(0)
  })

  it('are ordered as their sizes in cents', () => {
    const cents = fc.bigInt({ min: 0n, max: 10n ** 15n })
    const written = (value: bigint): string => `${value / 100n}.${String(value % 100n).padStart(2, '0')}`
    fc.assert(fc.property(cents, cents, (a, b) => Math.sign(compareAmounts(written(a), written(b))) === (a < b ? -1 : Number(a > b))))
  })

  it('come before what has none: a bid that was not opened is never the lowest', () => {
    expect([undefined, '12.00', '不报价', '3.00'].sort(compareAmounts).slice(0, 2)).toEqual(['3.00', '12.00'])
  })
})

describe('roles', () => {
  const buyer = { id: '91320599MA1Y8W2K7T', name: '招标人', roles: ['buyer' as const] }
  const agency = { id: '91320599MA1X3T6P7X', name: '招标代理', roles: ['procuringEntity' as const] }

  it('follow the tender, and a confirmed bid', () => {
    expect(rolesOf({ parties: [buyer, agency] }, buyer.id, false)).toEqual(['tenderer'])
    expect(rolesOf({ parties: [buyer, agency] }, agency.id, false)).toEqual(['agency'])
    expect(rolesOf({ parties: [buyer, agency] }, '91320400MA1T6R2B6U', true)).toEqual(['bidder'])
    expect(rolesOf({ parties: [buyer, agency] }, '91320400MA1T6R2B6U', false)).toEqual([])
  })

  it('are two where a tenderer publishes for itself', () => {
    expect(rolesOf({ parties: [{ ...buyer, roles: ['buyer', 'procuringEntity'] }] }, buyer.id, true)).toEqual(['agency', 'tenderer'])
  })
})
