import texts from '../../assets/texts/findings.json' with { type: 'json' }
import type { Language } from '../../preload/contract/values.ts'

type Text = { what: string, remedy: string }
const all: Record<string, Record<Language, Text>> = texts

/** What a check found and how to mend it. A code that this window does not know is shown as it is. */
export const findingTextOf = (code: string, language: Language): Text => all[code]?.[language] ?? { what: code, remedy: '' }
