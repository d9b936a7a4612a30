import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the screens say, by key as the renderer has it: a reworded button breaks no story. */

export type Language = 'zh' | 'en'
type Tree = { readonly [key: string]: string | Tree }

const folder = join(import.meta.dirname, '../../../renderer/texts')
const areas = new Map<string, Tree>()

function areaOf(area: string, language: Language): Tree {
  const file = `${area}.${language}.json`
  const known = areas.get(file) ?? JSON.parse(readFileSync(join(folder, file), 'utf8')) as Tree
  areas.set(file, known)
  return known
}

function raw(key: string, language: Language): string {
  const [area = '', path = ''] = key.split(':')
  const found = path.split('.').reduce<string | Tree | undefined>((tree, part) => typeof tree === 'object' ? tree[part] : undefined, areaOf(area, language))
  if (typeof found !== 'string') throw new Error(`no text ${key} (${language})`)
  return found
}

const placeholder = /\{\{(\w+)\}\}/g

/** `text('projects:check.notReady', { count: 3 })`. Throws where a value is missing: a story never looks for a placeholder. */
export function text(key: string, values: Record<string, string | number> = {}, language: Language = 'zh'): string {
  return raw(key, language).replace(placeholder, (_, name: string) => {
    const value = values[name]
    if (value === undefined) throw new Error(`${key} needs ${name}`)
    return String(value)
  })
}

const escaped = (part: string): string => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** The text with anything in place of its values. */
export const pattern = (key: string, language: Language = 'zh'): RegExp => new RegExp(raw(key, language).split(/\{\{\w+\}\}/).map(escaped).join('.+?'))

/** Begins with this text and no other word follows at once: `投标函`, but not `投标函附录`. */
export const beginning = (title: string): RegExp => new RegExp(`^${escaped(title)}(?!\\p{Script=Han})`, 'u')

/** What main's own window says. */
interface PromptTexts {
  acts: Record<string, { title: string, button: string }>
  facts: Record<string, string>
  factsOf: Record<string, Record<string, string>>
  warnings: Record<string, string>
}
const promptTexts = JSON.parse(readFileSync(join(import.meta.dirname, '../../../prompt/texts.json'), 'utf8')) as Record<Language, PromptTexts>

export const promptText = (language: Language = 'zh'): PromptTexts => promptTexts[language]
