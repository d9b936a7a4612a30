import { posix, win32 } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../interface/errors.ts'
import { checkCoverage, readManifest, writeManifest } from '../../main/container/manifest.ts'
import { checkNames, foldName, memberUri, nameFault } from '../../main/container/names.ts'

/** What a member may be called (docs/formats.md, Names). */

const awkward = fc.constantFrom(
  '..', '.', '/', '\\', ':', '\0', ' ', 'CON', 'nul', 'COM1.txt', 'LPT9', '~', '招标',
  'é', 'e\u0301', '\u202e', '\ufeff', 'ａ', 'A', 'a', '%2e', '&', '"', '<', '#', '?', '\ud83d\ude00', '\ud83d', 'ß', 'İ',
)
const name = fc.oneof(
  fc.string({ maxLength: 30, unit: 'binary' }),
  fc.array(fc.oneof(awkward, fc.string({ maxLength: 3 })), { maxLength: 6 }).map((parts) => parts.join('')),
  fc.array(awkward, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/')),
)
const soundName = name.filter((each) => nameFault(each) === null)

const codeOf = (work: () => unknown): string => {
  try {
    work()
    return 'ok'
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('a name that passes', () => {
  test('stays inside the folder that it is unpacked to, on every system', () => {
    fc.assert(fc.property(name, (each) => {
      fc.pre(nameFault(each) === null)
      expect(posix.relative('/work', posix.join('/work', each))).toBe(each)
      expect(win32.relative('C:\\work', win32.join('C:\\work', each)).replaceAll('\\', '/')).toBe(each)
      expect(win32.isAbsolute(each)).toBe(false)
      expect(each).toBe(each.normalize('NFC'))
      expect(each.isWellFormed()).toBe(true)
    }), { numRuns: 5_000 })
  })

  test('comes back from the manifest, and from no other', () => {
    fc.assert(fc.property(fc.uniqueArray(soundName, { maxLength: 5 }), (names) => {
      const entries = names.map((each, index) => ({ name: each, mediaType: 'application/octet-stream', digest: Buffer.alloc(32, index) }))
      const written = writeManifest(entries)
      expect(readManifest(written, true)).toEqual(entries)
      expect(() => { checkCoverage(entries, names, true) }).not.toThrow()
      for (const each of names) expect(memberUri(each)).toMatch(/^[A-Za-z0-9/._~%-]*$/)
    }), { numRuns: 1_000 })
  })
})

describe('a name that does not', () => {
  test.each([
    '', '/', '/a', 'a/', 'a//b', '.', '..', 'a/..', '../a', './a', 'a\\b', 'C:a', 'C:/a', 'a\0', 'a\n', 'a\u007f', 'a.', 'a ', ' a', 'a./b',
    'con', 'CON.txt', 'a/nul', 'Com1', 'com¹', 'LPT0.x',
    'CONIN$', 'e\u0301', '\ud800', 'a\u202eb', 'a\u200bb', 'a'.repeat(251), '招'.repeat(84), 'a|b', 'a?', 'a*', '"a"', '<a>',
  ])('%j', (each) => {
    expect(nameFault(each)).not.toBeNull()
    expect(codeOf(() => { checkNames([each]) })).toBe('container-name')
  })

  test('ordinary names are not among them', () => {
    const ordinary = [
      'tender.json', 'documents/01-招标公告.pdf', 'a'.repeat(250), 'console', 'null.txt', 'com10', 'documents/施工组织设计 (第 2 版).pdf', '.hidden', 'a..b',
    ]
    for (const each of ordinary) expect(nameFault(each), each).toBeNull()
  })
})

describe('names that a file system could take for one', () => {
  test.each([['a', 'A'], ['a/b', 'A/B'], ['ａ', 'a'], ['ﬁ', 'fi'], ['Å', 'å'], ['K', 'k'], ['a', 'a/b'], ['A/b/c', 'a/B']])('%s and %s', (one, two) => {
    expect(codeOf(() => { checkNames([one, two]) })).toBe(nameFault(one) ?? nameFault(two) ? 'container-name' : 'container-duplicate')
  })

  test('folding is stable, whatever the case', () => {
    fc.assert(fc.property(name, (each) => {
      expect(foldName(foldName(each))).toBe(foldName(each))
      expect(foldName(each.normalize('NFD'))).toBe(foldName(each))
    }), { numRuns: 2_000 })
  })

  test('a set of names is refused exactly if two fold to one', () => {
    fc.assert(fc.property(fc.array(soundName.filter((each) => !each.includes('/')), { maxLength: 6 }), (names) => {
      const folded = new Set(names.map(foldName))
      expect(codeOf(() => { checkNames(names) })).toBe(folded.size === names.length ? 'ok' : 'container-duplicate')
    }), { numRuns: 1_000 })
  })
})
