/** Sum of decimal texts, exactly; null where one is no decimal. Missing ones count nothing. At most six decimals, as amounts have. */
export function sumOf(values: readonly (string | undefined)[]): string | null {
  const given = values.filter((each) => each !== undefined && each !== '')
  if (!given.every((each) => /^\d{1,15}(\.\d{1,6})?$/.test(each ?? ''))) return null
  const sum = given.reduce((all, each) => {
    const [whole = '0', fraction = ''] = (each ?? '').split('.')
    return all + BigInt(whole + fraction.padEnd(6, '0'))
  }, 0n)
  const digits = sum.toString().padStart(7, '0')
  const fraction = digits.slice(-6).replace(/0+$/, '')
  return fraction === '' ? digits.slice(0, -6) : `${digits.slice(0, -6)}.${fraction}`
}
