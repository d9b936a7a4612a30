import { describe, expect, it } from 'vitest'
import { guessType, titleOf } from '../../../../renderer/agency/documents/document-types.ts'
import { mergedCertificates, mergedDocuments } from '../../../../renderer/agency/merge.ts'
import { sumOf } from '../../../../renderer/agency/rules/sum.ts'
import { fromWallClock, toWallClock } from '../../../../renderer/agency/wall-clock.ts'

describe('Beijing time', () => {
  it('shows the wall clock of Beijing and writes it back with its offset', () => {
    const clock = toWallClock('2026-12-22T01:30:00Z')
    expect(clock?.format('YYYY-MM-DD HH:mm')).toBe('2026-12-22 09:30')
    expect(fromWallClock(clock!)).toBe('2026-12-22T09:30:00+08:00')
    expect(toWallClock('soon')).toBeNull()
  })

  it.each(['2026-03-08T02:30:00+08:00', '2026-03-29T01:30:00+08:00', '2026-12-31T23:59:00+08:00'])('goes there and back: %s', (time) => {
    expect(fromWallClock(toWallClock(time)!)).toBe(time)
  })
})

describe('sums of weights', () => {
  it('adds decimals exactly', () => {
    expect(sumOf(['0.1', '0.2', undefined, ''])).toBe('0.3')
    expect(sumOf(['3', '6', '65'])).toBe('74')
    expect(sumOf([])).toBe('0')
  })

  it('answers nothing where one is no decimal', () => {
    expect(sumOf(['1', 'x'])).toBeNull()
  })
})

describe('documents', () => {
  it('guesses what a file is by its name', () => {
    expect(['01-notice.pdf', '评标办法.pdf', '工程量清单.xlsx', '补遗书（第1号）.pdf', '施工图纸.zip', '正文.pdf'].map(guessType))
      .toEqual(['tenderNotice', 'evaluationCriteria', 'billOfQuantity', 'clarifications', 'illustration', 'biddingDocuments'])
  })

  it('makes a title of a file name', () => {
    expect(titleOf('01-招标公告.pdf')).toBe('招标公告')
    expect(titleOf('07_forms_v2.docx')).toBe('forms v2')
    expect(titleOf('.pdf')).toBe('.pdf')
  })

  it('keeps what was written meanwhile and takes what main added', () => {
    const own = { tender: { documents: [{ file: 'a.pdf', title: 'renamed' }, { file: 'b.pdf', title: 'b' }] } }
    const answered = { tender: { documents: [{ file: 'a.pdf', title: 'old' }, { file: 'b.pdf', title: 'b' }, { file: 'c.pdf', title: 'c' }] } }
    expect(mergedDocuments(own, answered).tender?.documents?.map((each) => [each.file, each.title])).toEqual([['a.pdf', 'renamed'], ['b.pdf', 'b'], ['c.pdf', 'c']])
    expect(mergedDocuments(own, { tender: { documents: [{ id: 'x', file: '03_评标办法.pdf', title: '03_评标办法', documentType: 'biddingDocuments' }] } }).tender?.documents?.at(-1))
      .toEqual({ id: 'x', file: '03_评标办法.pdf', title: '评标办法', documentType: 'evaluationCriteria' })
    expect(mergedDocuments(own, answered, 'b.pdf').tender?.documents?.map((each) => each.file)).toEqual(['a.pdf', 'c.pdf'])
  })

  it('takes certificates as main has them', () => {
    const answered = { sealing: { openingCertificates: [{ role: 'main' as const, path: 'm.pem' }] } }
    expect(mergedCertificates({ ocid: 'x' }, answered)).toEqual({ ocid: 'x', sealing: { openingCertificates: [{ role: 'main', path: 'm.pem' }] } })
  })
})
