import { Exact, parseAmount } from './exact.ts'

/**
 * Chinese capital amounts (人民币大写) as the rules for bills prescribe them: 《支付结算办法》, annex 1 正确填写票据和结算凭证的基本规定
 * (中国人民银行, 银发〔1997〕393号).
 */

const digits = '零壹贰叁肆伍陆柒捌玖'
const places = ['', '拾', '佰', '仟']

/**
 * `28650000.00` → `贰仟捌佰陆拾伍万元整`, `1005.07` → `壹仟零伍元零柒分`.
 * @param amount decimal string (interface/schemas/common.ts)
 * @throws RangeError if it is not an amount, or has parts smaller than a 分: there are no capital words for these
 */
export function amountInWords(amount: string): string {
  const value = parseAmount(amount)
  if (value === undefined || value.decimalPlaces() > 2) throw new RangeError(`no amount in 元, 角 and 分: ${amount}`)
  const [yuan = '0', cents = '00'] = value.toFixed(2).split('.')
  const jiao = Number(cents[0])
  const fen = Number(cents[1])
  const whole = yuan === '0' ? '' : `${integerInWords(yuan)}元`
  if (jiao === 0 && fen === 0) return whole === '' ? '零元整' : `${whole}整`
  const zero = whole !== '' && jiao === 0 ? '零' : ''
  return `${whole}${zero}${jiao > 0 ? `${digits[jiao]}角` : ''}${fen > 0 ? `${digits[fen]}分` : '整'}`
}

/** 亿 splits first, so that 10^12 is 壹万亿; then 万. */
function integerInWords(number: string): string {
  for (const [unit, length] of [['亿', 8], ['万', 4]] as const) {
    if (number.length <= length) continue
    const high = number.slice(0, -length)
    const low = number.slice(-length)
    const rest = low.replace(/^0+/, '')
    if (rest === '') return `${integerInWords(high)}${unit}`
    return `${integerInWords(high)}${unit}${rest.length < length ? '零' : ''}${integerInWords(rest)}`
  }
  return groupInWords(number)
}

/** At most four digits without leading zeros; one 零 for each run of zeros inside, none at the end. */
function groupInWords(group: string): string {
  let words = ''
  let gap = false
  for (const [index, character] of [...group].entries()) {
    const digit = Number(character)
    if (digit === 0) {
      gap = true
      continue
    }
    words += `${gap ? '零' : ''}${digits[digit]}${places[group.length - 1 - index]}`
    gap = false
  }
  return words
}

const variants: Record<string, string> = {
  圆: '元', 圓: '元', 正: '整', 貳: '贰', 弍: '贰', 參: '叁', 叄: '叁', 陸: '陆', 萬: '万', 億: '亿',
}

/**
 * Reads a capital amount back. Accepts what people write beside the prescribed form, as long as it has one value only: a leading 人民币 (大写),
 * 圆 for 元, 正 for 整 or neither, traditional characters, spaces, and 零 left out or put in where the rules allow both (万位、元位是“0”).
 * @returns undefined where it is not such an amount
 */
export function parseAmountInWords(text: string): Exact | undefined {
  const words = [...text.normalize('NFKC').replace(/\s/g, '')].map((each) => variants[each] ?? each).join('')
    .replace(/^人民币/, '').replace(/^\(大写\)|^大写/, '').replace(/^:/, '')
  const match = /^(?:([^元角分整]+)元)?(?:零?([壹贰叁肆伍陆柒捌玖])角)?(?:零?([壹贰叁肆伍陆柒捌玖])分)?(整?)$/.exec(words)
  if (match === null) return undefined
  const [, yuan, jiao, fen, end] = match
  if (yuan === undefined && jiao === undefined && fen === undefined) return undefined
  if (fen !== undefined && end !== '') return undefined
  const whole = yuan === undefined || yuan === '零' ? new Exact(0) : parseInteger(yuan)
  return whole?.plus(new Exact(digitOf(jiao)).div(10)).plus(new Exact(digitOf(fen)).div(100))
}

const digitOf = (character: string | undefined): number => character === undefined ? 0 : digits.indexOf(character)

/** What stands before 亿 counts hundred millions (at most seven digits: 万亿), before 万 ten thousands. */
function parseInteger(words: string): Exact | undefined {
  const billions = words.split('亿')
  if (billions.length > 2) return undefined
  const low = billions.at(-1) ?? ''
  const high = billions.length === 2 ? parseBelowBillion(billions[0] ?? '', false) : undefined
  if (billions.length === 1) return parseBelowBillion(low, false)
  if (high === undefined) return undefined
  const rest = low === '' ? new Exact(0) : parseBelowBillion(low, true)
  if (rest === undefined || (!rest.isZero() && rest.lt(10_000_000) && !low.startsWith('零'))) return undefined
  return high.times(100_000_000).plus(rest)
}

function parseBelowBillion(words: string, follows: boolean): Exact | undefined {
  const parts = words.split('万')
  if (parts.length > 2) return undefined
  if (parts.length === 1) return asExact(parseGroup(words, follows))
  const high = parseGroup(parts[0] ?? '', follows)
  const low = parts[1] === '' ? 0 : parseGroup(parts[1] ?? '', true)
  if (high === undefined || low === undefined) return undefined
  // 壹万零伍: without 零 it could be read as 15,000.
  if (low > 0 && low < 1000 && parts[1]?.startsWith('零') !== true) return undefined
  return asExact(high * 10_000 + low)
}

const asExact = (value: number | undefined): Exact | undefined => value === undefined ? undefined : new Exact(value)

/** Below ten thousand and not zero: falling places, each digit with its place, 零 exactly where places are skipped. */
function parseGroup(words: string, follows: boolean): number | undefined {
  const match = /^(零?)(?:([壹贰叁肆伍陆柒捌玖])仟)?(零?)(?:([壹贰叁肆伍陆柒捌玖])佰)?(零?)(?:([壹贰叁肆伍陆柒捌玖])拾)?(零?)([壹贰叁肆伍陆柒捌玖]?)$/.exec(words)
  if (match === null || (match[1] === '零' && !follows)) return undefined
  const found = [match[2], match[4], match[6], match[8] === '' ? undefined : match[8]]
  let value = 0
  for (const [index, digit] of found.entries()) value += digitOf(digit) * 10 ** (3 - index)
  if (value === 0) return undefined
  return zerosFit(words.replace(/^零/, ''), found) ? value : undefined
}

/** One 零 between two digits whose places are not neighbours, none elsewhere. */
function zerosFit(words: string, found: readonly (string | undefined)[]): boolean {
  let expected = ''
  let last: number | undefined
  for (const [index, digit] of found.entries()) {
    if (digit === undefined) continue
    expected += `${last !== undefined && index - last > 1 ? '零' : ''}${digit}${places[3 - index]}`
    last = index
  }
  return words === expected
}
