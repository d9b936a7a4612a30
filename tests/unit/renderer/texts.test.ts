import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

/** The texts of the screens: both languages say the same things, and screens ask for texts that are there. */

const renderer = join(import.meta.dirname, '../../../renderer')
const texts = join(renderer, 'texts')
const languages = ['zh', 'en'] as const
const areas = [...new Set(readdirSync(texts).map((name) => name.split('.')[0] ?? ''))]

type Texts = Map<string, string>

function flatten(value: unknown, path: string, into: Texts): Texts {
  if (typeof value === 'string') return into.set(path, value)
  for (const [key, part] of Object.entries(value as Record<string, unknown>)) flatten(part, path === '' ? key : `${path}.${key}`, into)
  return into
}

const load = (area: string, language: string): Texts => flatten(JSON.parse(readFileSync(join(texts, `${area}.${language}.json`), 'utf8')), '', new Map())
const placeholders = (text: string): string[] => [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name]) => name ?? '').toSorted()
/** i18next chooses among `key_one` and `key_other` by `count`. */
const base = (key: string): string => key.replace(/_(?:zero|one|two|few|many|other)$/, '')

interface Source { file: string, code: string }
const withoutComments = (code: string): string => code.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')
const sources: Source[] = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file)).map((file) => ({ file, code: withoutComments(readFileSync(join(renderer, file), 'utf8')) }))

/** Names of functions that `useTexts` gave in this file, with their area. */
const functionsOf = ({ code }: Source): [string, string][] =>
  [...code.matchAll(/const (\w+) = useTexts\('(\w+)'\)/g)].map(([, name, area]) => [name ?? '', area ?? ''])

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
/** A template literal as the pattern of the keys that it may become. */
const patternOf = (template: string): RegExp => new RegExp(`^${template.split(/\$\{[^}]*\}/).map(escape).join('.+')}$`)
const templates = ({ code }: Source): RegExp[] => [...code.matchAll(/`([\w.-]*\$\{[^`]*)`/g)].filter(([, text]) => /^[\w.-]*(?:\$\{[^}]*\}[\w.-]*)+$/.test(text ?? '')).map(([, text]) => patternOf(text ?? ''))

describe.each(areas)('texts of %s', (area) => {
  const [zh, en] = languages.map((language) => load(area, language)) as [Texts, Texts]

  it('have the same keys in both languages', () => {
    const [chinese, english] = [zh, en].map((each) => [...new Set([...each.keys()].map(base))].toSorted())
    expect(chinese).toEqual(english)
  })

  it('are not empty, and name the same values', () => {
    for (const [key, text] of [...zh, ...en]) expect(text.trim(), key).not.toBe('')
    for (const [key, text] of zh) if (en.has(key)) expect(placeholders(en.get(key) ?? ''), key).toEqual(placeholders(text))
  })

  it('are Chinese in the Chinese file', () => {
    for (const [key, text] of zh) if (/[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(text)) expect(text, key).toMatch(/\p{Script=Han}/u)
  })

  it('are all used by a screen', () => {
    const patterns = sources.flatMap(templates)
    const isUsed = (key: string): boolean => sources.some(({ code }) => code.includes(`'${key}'`)) || patterns.some((pattern) => pattern.test(key))
    expect([...zh.keys()].map(base).filter((key) => !isUsed(key))).toEqual([])
  })
})

describe('screens', () => {
  const known = new Map(areas.map((area) => [area, new Set([...load(area, 'zh').keys()].map(base))]))

  it('ask only for texts that are there', () => {
    const missing = sources.flatMap((source) => functionsOf(source).flatMap(([name, area]) => {
      const keys = [...source.code.matchAll(new RegExp(String.raw`(?<![\w.])${name}\('([\w.-]+)'`, 'g'))].map(([, key]) => key ?? '')
      // A name may stand for several areas in one file: one of them must have the key.
      const those = functionsOf(source).filter(([each]) => each === name).map(([, each]) => each)
      return keys.filter((key) => !those.some((each) => known.get(each)?.has(key))).map((key) => `${source.file}: ${area}:${key}`)
    }))
    expect([...new Set(missing)]).toEqual([])
  })

  it('hold no Chinese text of their own', () => {
    const own = sources.filter(({ file, code }) => file.endsWith('.tsx') && /\p{Script=Han}{2,}/u.test(code)).map(({ file }) => file)
    // Each language is named in itself, whatever the language of the window.
    expect(own).toEqual(['components/Switches.tsx'])
  })
})
