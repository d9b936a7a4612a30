import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  formatAmount, formatBytes, formatDate, formatDigest, formatDuration, formatEstimate, formatNumber, formatTime, wallTime,
} from '../../../../renderer/components/formatters.ts'

describe('times', () => {
  it('are those of Beijing, whatever offset they are written with', () => {
    for (const value of ['2026-12-22T01:30:00Z', '2026-12-22T09:30:00+08:00', '2026-12-21T20:30:00-05:00', new Date('2026-12-22T01:30:00Z')]) {
      expect(formatTime(value, 'zh')).toBe('2026年12月22日 09:30:00')
      expect(formatTime(value, 'en')).toBe('22 Dec 2026, 09:30:00')
    }
    expect(formatDate('2026-12-31T16:00:00Z', 'zh')).toBe('2027年1月1日')
    expect(wallTime('2026-12-21T16:00:00Z')).toBe('2026-12-22T00:00:00')
  })

  it('come back whole from wall time', () => {
    fc.assert(fc.property(fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
      expect(Date.parse(`${wallTime(date)}+08:00`)).toBe(Math.floor(date.getTime() / 1000) * 1000)
    }))
  })

  it('that are none are shown as they are', () => {
    expect(formatTime('soon', 'zh')).toBe('soon')
    expect(wallTime('soon')).toBeNull()
  })
})

describe('numbers', () => {
  it('are grouped and lose nothing', () => {
    expect(formatAmount('28650000.00', 'zh')).toBe('28,650,000.00 元')
    expect(formatAmount('999.5', 'en')).toBe('CNY 999.5')
    expect(formatAmount('100', 'zh', 'USD')).toBe('100 USD')
    fc.assert(fc.property(fc.stringMatching(/^[1-9]\d{0,20}(\.\d{1,6})?$/), (value) => {
      expect(formatNumber(value).replaceAll(',', '')).toBe(value)
      expect(formatNumber(value)).toMatch(/^\d{1,3}(,\d{3})*(\.\d+)?$/)
    }))
  })

  it('that are none stay as they are', () => expect(formatNumber('无')).toBe('无'))

  it('of bytes are binary', () => {
    expect([0, 1023, 1024, 8 * 1024 ** 2, 500 * 1024 ** 2, 2 * 1024 ** 3].map(formatBytes)).toEqual(['0 B', '1023 B', '1.0 KiB', '8.0 MiB', '500 MiB', '2.0 GiB'])
  })
})

it('durations count down to nothing and never below', () => {
  expect(formatDuration((3 * 86_400 + 4 * 3600 + 5 * 60 + 6) * 1000 + 999, 'zh')).toBe('3 天 04:05:06')
  expect(formatDuration(86_400_000, 'en')).toBe('1 day 00:00:00')
  expect(formatDuration(-5, 'zh')).toBe('00:00:00')
})

it('estimates say how rough they are', () => {
  expect(formatEstimate(0.2, 'zh')).toBe('约 1 秒')
  expect(formatEstimate(61, 'en')).toBe('about 1 minute')
  expect(formatEstimate(7_400, 'zh')).toBe('约 2 小时')
})

it('digests are in groups of eight', () => {
  expect(formatDigest('a'.repeat(16) + 'b'.repeat(8))).toBe('aaaaaaaa aaaaaaaa bbbbbbbb')
  expect(formatDigest('0a1b')).toBe('0a1b')
})
