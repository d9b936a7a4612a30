import texts from '../../assets/texts/findings.json' with { type: 'json' }

/** The closed list of what a check may find. Each has a text for what is wrong and how to mend it, in Chinese and English. */
export type FindingCode = keyof typeof texts

export interface FindingText { what: string, remedy: string }

/** An error means that the bid breaks a rule of the tender; a warning, that a person should look. */
export type Severity = 'error' | 'warning'

export interface Finding {
  code: FindingCode
  severity: Severity
  /** Section that it concerns; empty where it concerns the whole response. */
  section: string
  /** Field of a form or item of a schedule. */
  item?: string
  /** What was found, or what was expected: a number, a name, a bound. */
  detail?: string
}

export const findingCodes = Object.keys(texts) as FindingCode[]

export const findingText = (code: FindingCode, language: 'zh' | 'en'): FindingText => texts[code][language]

const warnings: ReadonlySet<FindingCode> = new Set(['file-type-unchecked', 'bid-near-limit'])

/** The severity belongs to the code, so that no rule can call the same thing now one, now the other. */
export function finding(code: FindingCode, section: string, item?: string, detail?: string): Finding {
  return {
    code,
    severity: warnings.has(code) ? 'warning' : 'error',
    section,
    ...(item === undefined ? {} : { item }),
    ...(detail === undefined ? {} : { detail }),
  }
}
