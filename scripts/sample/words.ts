import { Decimal } from 'decimal.js'

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']
const groups = ['', '万', '亿', '万亿']

/** Up to four digits; a run of zeros before a digit is read once. */
function group(value: number): string {
  let words = ''
  let pending = false
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(value / 10 ** place) % 10
    if (digit === 0) pending = words !== ''
    else {
      words += (pending ? '零' : '') + digits.charAt(digit) + (places[place] ?? '')
      pending = false
    }
  }
  return words
}

/** An amount in yuan with two decimals as Chinese capitals (正确填写票据和结算凭证的基本规定): 贰仟柒佰万零伍佰元叁角肆分. */
export function inWords(amount: string): string {
  const fen = new Decimal(amount).times(100).toNumber()
  const yuan = Math.floor(fen / 100)
  let words = ''
  for (let index = groups.length - 1; index >= 0; index--) {
    const value = Math.floor(yuan / 10_000 ** index) % 10_000
    if (value === 0) continue
    const gap = words !== '' && value < 1_000
    words += (gap ? '零' : '') + group(value) + (groups[index] ?? '')
  }
  const jiao = Math.floor(fen / 10) % 10
  const rest = fen % 10
  if (jiao === 0 && rest === 0) return `${words || '零'}元整`
  const tail = (jiao > 0 ? `${digits.charAt(jiao)}角` : '零') + (rest > 0 ? `${digits.charAt(rest)}分` : '整')
  return words === '' ? tail.replace(/^零/, '') : `${words}元${tail}`
}

/** `29128600.00` as `29,128,600.00`. */
export const grouped = (amount: string): string => amount.replace(/\B(?=(\d{3})+(?!\d)(?<!\.\d*))/g, ',')

/** Quantity × unit price, rounded half up to two decimals. */
export const lineAmount = (quantity: string, unitPrice: string): Decimal =>
  new Decimal(quantity).times(unitPrice).toDecimalPlaces(2, Decimal.ROUND_HALF_UP)

/** Sum of the lines, two decimals. */
export const sum = (lines: readonly Decimal[]): string => lines.reduce((all, line) => all.plus(line), new Decimal(0)).toFixed(2)
