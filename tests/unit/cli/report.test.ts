import { describe, expect, test } from 'vitest'
import { refusalJson, refusalLines } from '../../../cli/report.ts'
import { errorCodes, errorText, Refusal } from '../../../interface/errors.ts'
import { findingText } from '../../../main/checks/findings.ts'

/** How a refusal is told: the code, what happened, where, and what to do; every code in both languages. */

/** Terms of the law stand in parentheses in English texts too. */
const isChinese = (text: string): boolean => /[\u4e00-\u9fff]/.test(text.replace(/\([^)]*\)/g, ''))

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test.each(errorCodes)('%s', (code) => {
    const { what, remedy } = errorText(code, language)
    const [first, last] = refusalLines(new Refusal(code, 'price.p7m'), language)
    expect(first).toBe(`${code}: ${what} (price.p7m)`)
    expect(last).toBe(remedy)
    expect(refusalJson(new Refusal(code), language)).toEqual({ ok: false, error: { code, what, remedy } })
    for (const text of [what, remedy]) expect(isChinese(text)).toBe(language === 'zh')
  })

  test('every place of a list, findings with their text', () => {
    const refusal = new Refusal('response-incomplete', '2', ['section-missing bid-letter', 'response.json: sections'])
    const lines = refusalLines(refusal, language)
    expect(lines).toHaveLength(4)
    expect(lines[1]).toBe(`  - bid-letter: ${findingText('section-missing', language).what}`)
    expect(lines[2]).toBe('  - response.json: sections')
    expect(refusalJson(refusal, language)).toMatchObject({ error: { detail: '2', items: refusal.items } })
  })
})
