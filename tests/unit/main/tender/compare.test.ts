import { describe, expect, it } from 'vitest'
import type { Tender } from '../../../../interface/schemas/tender.ts'
import { compareTenders } from '../../../../main/tender/compare.ts'
import { aTender } from '../checks/a-tender.ts'

const changed = (change: (tender: Tender) => void): Tender => {
  const tender = aTender()
  change(tender)
  return tender
}

describe('two versions of a tender', () => {
  it('that are equal differ in nothing, whatever the order of their members', () => {
    const reordered = JSON.parse(JSON.stringify(aTender(), (_, value: unknown) =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).reverse()) : value)) as Tender
    expect(compareTenders(aTender(), reordered)).toEqual({ deadline: null, sections: [], documents: [], other: [] })
  })

  it('say which sections were added, changed and removed', () => {
    const to = changed((tender) => {
      const [qualification, ...others] = tender.response.sections
      tender.response.sections = [{ ...qualification!, title: '资格审查' }, ...others.filter((each) => each.id !== 'drawings'),
        { id: 'extra', title: '补充材料', envelope: 'business', kind: 'file', required: true }]
    })
    const { sections, other } = compareTenders(aTender(), to)
    expect(sections.map(({ id, change, section }) => [id, change, section === null])).toEqual([
      ['qualification', 'changed', false], ['extra', 'added', false], ['drawings', 'removed', true],
    ])
    expect(other).toEqual([])
  })

  it('tell a deadline by its moment, not by how it is written', () => {
    const sameMoment = changed((tender) => { tender.tender.tenderPeriod.endDate = '2026-12-01T01:30:00Z' })
    expect(compareTenders(aTender(), sameMoment).deadline).toBeNull()
    const later = changed((tender) => { tender.tender.tenderPeriod.endDate = '2026-12-08T09:30:00+08:00' })
    expect(compareTenders(aTender(), later).deadline).toEqual({ from: '2026-12-01T09:30:00+08:00', to: '2026-12-08T09:30:00+08:00' })
  })

  it('compare documents by file and digest', () => {
    const file = (name: string, digest: string) => ({ id: name, title: name, documentType: 'tenderNotice', file: name, format: 'application/pdf', size: 1, digest: digest.repeat(64) })
    const from = changed((tender) => { tender.tender.documents = [file('a.pdf', 'a'), file('b.pdf', 'b')] })
    const to = changed((tender) => { tender.tender.documents = [file('a.pdf', 'c'), file('c.pdf', 'c')] })
    expect(compareTenders(from, to).documents.map(({ file: name, change }) => [name, change])).toEqual([['a.pdf', 'changed'], ['c.pdf', 'added'], ['b.pdf', 'removed']])
  })

  it('name every other part that differs', () => {
    const to = changed((tender) => {
      tender.price.ceilings = { 1: '90.00' }
      tender.limits.bytesPerBid = 20_000
      tender.remedy.windowMinutes = 31
      tender.tender.lots = [tender.tender.lots[0]!]
    })
    expect(compareTenders(aTender(), to).other.sort()).toEqual(['limits', 'lots', 'price', 'remedy'])
  })
})
