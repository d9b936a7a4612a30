import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountInWords, parseAmountInWords } from '../../../../main/checks/amount-in-words.ts'

const examples: [string, string][] = [
  ['0', '零元整'],
  ['0.00', '零元整'],
  ['0.07', '柒分'],
  ['0.50', '伍角整'],
  ['0.57', '伍角柒分'],
  ['1', '壹元整'],
  ['10.00', '壹拾元整'],
  ['1005.07', '壹仟零伍元零柒分'],
  ['1409.50', '壹仟肆佰零玖元伍角整'],
  ['6007.14', '陆仟零柒元壹角肆分'],
  ['1680.32', '壹仟陆佰捌拾元叁角贰分'],
  ['107000.53', '壹拾万柒仟元伍角叁分'],
  ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
  ['325.04', '叁佰贰拾伍元零肆分'],
  ['28650000.00', '贰仟捌佰陆拾伍万元整'],
  ['100500', '壹拾万零伍佰元整'],
  ['10010', '壹万零壹拾元整'],
  ['100000000', '壹亿元整'],
  ['100000005', '壹亿零伍元整'],
  ['100050000', '壹亿零伍万元整'],
  ['1000000000000', '壹万亿元整'],
  ['1000500000000', '壹万零伍亿元整'],
  ['999999999999999.99', '玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
]

describe('amountInWords', () => {
  it.each(examples)('%s is %s', (figures, words) => {
    expect(amountInWords(figures)).toBe(words)
    expect(parseAmountInWords(words)?.eq(figures)).toBe(true)
  })

  it.each(['0.001', '-1', '1e3', '1,000.00', '', '01'])('refuses %j, which has no capital words', (figures) => {
    expect(() => amountInWords(figures)).toThrow(RangeError)
  })

  const cents = fc.bigInt({ min: 0n, max: 99_999_999_999_999_999n })
  const sparse = fc.array(fc.constantFrom('0', '0', '0', '1', '5'), { minLength: 1, maxLength: 17 }).map((digits) => BigInt(digits.join('')))

  it('is read back to the same amount', () => {
    fc.assert(fc.property(fc.oneof(cents, sparse), (amount) => {
      const figures = `${amount / 100n}.${String(amount % 100n).padStart(2, '0')}`
      expect(parseAmountInWords(amountInWords(figures))?.toFixed(2)).toBe(figures)
    }), { numRuns: 3_000 })
  })

  it('has different words for different amounts', () => {
    fc.assert(fc.property(sparse, sparse, (one, other) => {
      fc.pre(one !== other)
      const words = [one, other].map((each) => amountInWords(`${each / 100n}.${String(each % 100n).padStart(2, '0')}`))
      expect(words[0]).not.toBe(words[1])
    }), { numRuns: 1_000 })
  })
})

describe('parseAmountInWords', () => {
  it.each([
    ['人民币壹仟零伍元零柒分', '1005.07'],
    ['人民币（大写）：壹佰圆正', '100'],
    ['人民币 壹佰 圆 整', '100'],
    ['壹佰元', '100'],
    ['貳仟捌佰陸拾伍萬圓整', '28650000'],
    ['壹仟陆佰捌拾元零叁角贰分', '1680.32'],
    ['壹拾万零柒仟元伍角叁分', '107000.53'],
    ['壹仟肆佰零玖元伍角', '1409.5'],
  ])('reads %s as %s', (words, figures) => {
    expect(parseAmountInWords(words)?.eq(figures)).toBe(true)
  })

  it.each([
    '', '元', '整', '元整', '壹佰', '一百元整', '100元', '壹仟伍元整', '壹万伍元整', '壹亿伍元整', '壹佰零零伍元', '零壹佰元整', '壹佰元零整', '柒分整',
    '壹拾壹佰元', '壹万万元', '亿元', '万元', '壹亿亿元', '壹佰元柒分伍角', '伍佰零壹仟元整', '壹佰元整元', '壹零佰元整',
  ])('does not read %j', (words) => {
    expect(parseAmountInWords(words)).toBeUndefined()
  })

  it('never throws', () => {
    const soup = fc.array(fc.constantFrom(...'零壹贰玖拾佰仟万亿元角分整圆'), { maxLength: 14 }).map((each) => each.join(''))
    fc.assert(fc.property(fc.oneof(soup, fc.string()), (text) => {
      const value = parseAmountInWords(text)
      expect(value === undefined || value.gte(0)).toBe(true)
    }), { numRuns: 3_000 })
  })
})
