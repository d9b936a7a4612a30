import { organisationId } from '../../../../interface/schemas/common.ts'
import { describe, expect, it } from 'vitest'
import { identities } from '../../../../platform/practice/identities.ts'
import { checkCharacter, isOrganisationId } from '../../../../platform/practice/organisation-id.ts'

describe('check character of a 统一社会信用代码 (GB 32100-2015)', () => {
  // The standard's well-known example, and published codes of large companies.
  it.each(['91350100M000100Y43', '91110000802100433B', '914403001922038216'])('%s', (id) => {
    expect(checkCharacter(id.slice(0, 17))).toBe(id.slice(17))
    expect(isOrganisationId(id)).toBe(true)
  })

  it('notices every single wrong character and every swap of neighbours', () => {
    const id = '91350100M000100Y43'
    const all = '0123456789ABCDEFGHJKLMNPQRTUWXY'
    for (let place = 0; place < id.length; place++) {
      for (const other of all) {
        if (other !== id[place]) expect(isOrganisationId(id.slice(0, place) + other + id.slice(place + 1)), `${other} at ${place}`).toBe(false)
      }
      const swapped = id.slice(0, place) + (id[place + 1] ?? '') + id.slice(place, place + 1) + id.slice(place + 2)
      if (swapped !== id) expect(isOrganisationId(swapped), swapped).toBe(false)
    }
  })

  it.each(['', '91350100M000100Y4', '91350100M000100Y433', '91350100m000100Y43', '9135010OM000100Y43', '91350100M000100Y4３'])('refuses the form of %j', (id) => {
    expect(isOrganisationId(id)).toBe(false)
  })

  it('has no check character for what cannot be a code', () => {
    expect(() => checkCharacter('91350100I000100Y4')).toThrow(RangeError)
    expect(() => checkCharacter('9135')).toThrow(RangeError)
  })
})

/** 组织机构代码 (GB 11714), characters 9 to 17 of the code: weighted sum modulo 11. */
function hasOrganisationCheck(code: string): boolean {
  const value = (character: string) => Number.parseInt(character, 36)
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((total, weight, place) => total + weight * value(code.charAt(place)), 0)
  return code.charAt(8) === ['0', 'X', '9', '8', '7', '6', '5', '4', '3', '2', '1'][sum % 11]
}

describe('the made-up organisations', () => {
  it.each(identities)('$name has a code that every check accepts', ({ id }) => {
    expect(isOrganisationId(id)).toBe(true)
    expect(organisationId.safeParse(id).success).toBe(true)
    expect(hasOrganisationCheck(id.slice(8, 17))).toBe(true)
    expect(id.slice(2, 8)).toBe('320599')
  })

  it('one code belongs to one name, and backups to the same organisation', () => {
    const holders = new Map(identities.map(({ id, organisation }) => [id, organisation]))
    for (const { id, organisation } of identities) expect(holders.get(id)).toBe(organisation)
    expect(holders.size).toBe(6)
    const of = (name: string) => identities.find((each) => each.name === name)?.id
    expect(of('tenderer-backup')).toBe(of('tenderer'))
    expect(of('bidder-a-backup')).toBe(of('bidder-a'))
  })
})
