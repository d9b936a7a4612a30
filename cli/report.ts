import { errorText, type Refusal } from '../interface/errors.ts'
import { findingCodes, findingText, type FindingCode } from '../main/checks/findings.ts'

/** Refusals in words: code, what happened, what to do, and every place. */

const isFindingCode = (code: string): code is FindingCode => (findingCodes as readonly string[]).includes(code)

/** An item of a list of findings starts with its code; its text is put behind it. */
function itemLine(item: string, language: 'zh' | 'en'): string {
  const [code = ''] = item.split(' ')
  return isFindingCode(code) ? `${item.slice(code.length + 1)}: ${findingText(code, language).what}` : item
}

export function refusalLines(refusal: Refusal, language: 'zh' | 'en'): string[] {
  const { what, remedy } = errorText(refusal.code, language)
  const detail = refusal.detail === undefined ? '' : ` (${refusal.detail})`
  return [`${refusal.code}: ${what}${detail}`, ...refusal.items.map((each) => `  - ${itemLine(each, language)}`), remedy]
}

export function refusalJson(refusal: Refusal, language: 'zh' | 'en'): Record<string, unknown> {
  const { what, remedy } = errorText(refusal.code, language)
  return {
    ok: false,
    error: {
      code: refusal.code, what, remedy,
      ...(refusal.detail === undefined ? {} : { detail: refusal.detail }),
      ...(refusal.items.length === 0 ? {} : { items: refusal.items }),
    },
  }
}
