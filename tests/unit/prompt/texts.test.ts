import { describe, expect, it } from 'vitest'
import texts from '../../../prompt/texts.json' with { type: 'json' }
import { bytesText, digestGroups, timeText } from '../../../prompt/values.ts'

/** Every text with its place. */
const leaves = (value: object, place = ''): [string, string][] =>
  Object.entries(value).flatMap(([key, each]: [string, string | object]): [string, string][] => typeof each === 'string' ? [[`${place}${key}`, each]] : leaves(each, `${place}${key}.`))

describe('texts', () => {
  const zh = leaves(texts.zh)
  const en = leaves(texts.en)
  it('are complete in both languages', () => {
    expect(zh.map(([place]) => place)).toEqual(en.map(([place]) => place))
    expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([])
  })
  it('are Chinese in Chinese and English in English', () => {
    expect(zh.filter(([, text]) => !/\p{Script=Han}/u.test(text))).toEqual([])
    expect(en.filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([])
  })
})

describe('values', () => {
  it('states times in Beijing time, across midnight too', () => {
    expect(timeText('2026-12-22T09:30:00+08:00', 'zh')).toBe('2026年12月22日 09:30（北京时间）')
    expect(timeText('2026-12-31T16:00:05Z', 'zh')).toBe('2027年1月1日 00:00:05（北京时间）')
    expect(timeText('2026-12-22T01:30:00Z', 'en')).toBe('22 December 2026, 09:30 (Beijing time)')
    expect(timeText('soon', 'en')).toBe('soon')
  })
  it('states sizes exactly', () => {
    expect(bytesText('999', 'zh')).toBe('999 字节')
    expect(bytesText('1', 'en')).toBe('1 byte')
    expect(bytesText('2147483648', 'en')).toBe('2.0 GiB (2,147,483,648 bytes)')
    expect(bytesText('-1', 'en')).toBe('-1')
  })
  it('keeps every character of a digest', () => {
    const digest = '0123456789abcdef'.repeat(4)
    expect(digestGroups(digest)).toHaveLength(8)
    expect(digestGroups(digest).join('')).toBe(digest)
  })
})
