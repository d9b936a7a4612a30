const characters = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** The form of a 统一社会信用代码 without its check: 18 characters, none of I, O, S, V, Z. */
const form = /^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/

/**
 * Check character of a 统一社会信用代码 (GB 32100-2015, 5.2.5): the sum of the first 17 characters, each weighted with 3^i mod 31,
 * brought to a multiple of 31. Throws a RangeError on what cannot stand in such a code.
 */
export function checkCharacter(first17: string): string {
  if (!form.test(`${first17}0`)) throw new RangeError(`not the first 17 characters of a 统一社会信用代码: ${first17}`)
  let sum = 0
  let weight = 1
  for (const character of first17) {
    sum += characters.indexOf(character) * weight
    weight = (weight * 3) % 31
  }
  return characters.charAt((31 - (sum % 31)) % 31)
}

/** Whether this is a well-formed 统一社会信用代码 with the right check character. Says nothing about who holds it. */
export const isOrganisationId = (id: string): boolean => form.test(id) && checkCharacter(id.slice(0, 17)) === id.slice(17)
