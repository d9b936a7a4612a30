import { describe, expect, it } from 'vitest'
import { parseDefinition } from '../../../../main/tender/definition.ts'
import * as changes from '../../../../renderer/agency/definition-changes.ts'
import { appendAt, asDefinition, setAt } from '../../../../renderer/agency/definition-json.ts'
import { fillParty, isSelfRun, partyId, partyName, setSelfRun, withParties } from '../../../../renderer/agency/parties.ts'
import { addSection, removeSection, sectionsOf, setKind, starts } from '../../../../renderer/agency/sections/section-kinds.ts'
import { sample } from './sample.ts'

const start = asDefinition(sample)
const word = (key: string): string => key

describe('changes that concern several places', () => {
  it('lets the OCID follow the number until somebody writes another', () => {
    const renamed = changes.setTenderId(start, 'NEW-1')
    expect(renamed.ocid).toBe('ocds-sb2026-NEW-1')
    expect(changes.setTenderId(setAt(start, ['ocid'], 'ocds-own-7'), 'NEW-1').ocid).toBe('ocds-own-7')
    expect(changes.setTenderId({}, 'A1')).toEqual({ tender: { id: 'A1' }, ocid: 'ocds-sealbid-A1' })
    // Letter by letter, as it is typed, and again after it was empty.
    const typed = ['', 'B', 'B2'].reduce((json, id) => changes.setTenderId(json, id), changes.setTenderId({}, 'A'))
    expect(typed.ocid).toBe('ocds-sealbid-B2')
  })

  it('moves the first stage with the deadline, unless it has a time of its own', () => {
    const later = '2027-01-05T09:30:00+08:00'
    const moved = changes.setDeadline(start, later)
    expect(moved.sealing?.stages?.[0]?.openingTime).toBe(later)
    expect(() => parseDefinition(moved)).not.toThrow()
    const own = setAt(start, ['sealing', 'stages', 0, 'openingTime'], '2026-12-23T09:30:00+08:00')
    expect(changes.setDeadline(own, later).sealing?.stages?.[0]?.openingTime).toBe('2026-12-23T09:30:00+08:00')
  })

  it('renames a lot where ceilings and sections name it', () => {
    const two = setAt(appendAt(start, ['tender', 'lots'], { id: '2', title: 'second' }), ['response', 'sections', 0, 'lots'], ['1', '2'])
    const renamed = changes.renameLot(two, 0, 'A')
    expect(renamed.price?.ceilings).toEqual({ A: '29168000.00' })
    expect(renamed.response?.sections?.[0]?.lots).toEqual(['A', '2'])
    expect(() => parseDefinition(renamed)).not.toThrow()
  })

  it('removes a lot with its ceiling; a section that was for it alone is for all', () => {
    const two = setAt(appendAt(start, ['tender', 'lots'], { id: '2', title: 'second' }), ['response', 'sections', 0, 'lots'], ['1'])
    const removed = changes.removeLot(two, 0)
    expect(removed.price?.ceilings).toBeUndefined()
    expect(removed.response?.sections?.[0]?.lots).toBeUndefined()
    expect(() => parseDefinition(removed)).not.toThrow()
  })

  it('renames envelopes, sections and fields where others name them', () => {
    const renamed = changes.renameField(changes.renameSection(changes.renameSection(changes.renameEnvelope(start, 2, 'offer'), 7, 'letter'), 8, 'items'), 7, 0, 'sum')
    expect(renamed.sealing?.stages?.[0]?.envelopes).toEqual(['business', 'technical', 'offer'])
    expect(renamed.price?.total).toEqual({ section: 'letter', field: 'sum', words: 'totalPriceInWords', schedule: 'items' })
    expect(() => parseDefinition(renamed)).not.toThrow()
  })

  it('takes an envelope out of its stage, so that only its sections are left to mend', () => {
    const removed = changes.removeEnvelope(start, 1)
    expect(removed.sealing?.stages?.[0]?.envelopes).toEqual(['business', 'price'])
    expect(() => parseDefinition(removed)).toThrow(/there is no envelope technical/)
  })
})

describe('sections', () => {
  it.each(starts.filter((each) => each !== 'price-schedule' && each !== 'boq'))('begins a %s with what holds together', (kind) => {
    expect(() => parseDefinition(addSection(start, kind, word))).not.toThrow()
  })

  it('begins a schedule without items, which is a fault until there are some', () => {
    const added = addSection(start, 'price-schedule', word)
    expect(() => parseDefinition(added)).toThrow()
    const at = sectionsOf(added).length - 1
    expect(() => parseDefinition(setAt(added, ['response', 'sections', at, 'schedule', 'items'], [{ id: '1', title: 'x', unit: 'm', quantity: '1' }]))).not.toThrow()
  })

  it('points the price rules at the first letter and the first schedule', () => {
    const none = { ...start, response: { sections: [] }, price: { currency: 'CNY', decimals: 2 } }
    const both = addSection(addSection(none, 'letter', word), 'price-schedule', word)
    expect(both.price?.total).toEqual({ section: 'bid-letter-1', field: 'totalPrice', words: 'totalPriceInWords', schedule: 'schedule-1' })
    expect(sectionsOf(both).map((each) => each.envelope)).toEqual(['price', 'price'])
    expect(removeSection(both, 1).price?.total).toEqual({ section: 'bid-letter-1', field: 'totalPrice', words: 'totalPriceInWords' })
    expect(removeSection(both, 0).price?.total).toBeUndefined()
  })

  it('gives another kind what it needs and takes away what it has no use for', () => {
    const form = setKind(start, 0, 'form', word)
    expect(sectionsOf(form)[0]).not.toHaveProperty('accept')
    expect(() => parseDefinition(form)).not.toThrow()
    expect(() => parseDefinition(setKind(form, 0, 'file', word))).not.toThrow()
    // From one kind of form to the other the fields stay.
    expect(sectionsOf(setKind(start, 1, 'statement', word))[1]?.form).toEqual(sectionsOf(start)[1]?.form)
  })
})

describe('parties', () => {
  it('makes a place for both and leaves a complete definition as it is', () => {
    expect(withParties({}).parties).toEqual([{ roles: ['buyer'] }, { roles: ['procuringEntity'] }])
    expect(withParties(start)).toBe(start)
  })

  it('is one party where the tenderer runs its own procurement, and two again', () => {
    const one = setSelfRun(start, true)
    expect(isSelfRun(one)).toBe(true)
    expect(one.parties).toHaveLength(1)
    expect(partyId(one, 'procuringEntity')).toBe('91320599MA1Y8W2K7T')
    expect(() => parseDefinition(one)).not.toThrow()
    const two = setSelfRun(one, false)
    expect(two.parties?.map((each) => each.roles)).toEqual([['buyer'], ['procuringEntity']])
  })

  it('fills in the holder of a certificate', () => {
    const filled = fillParty({}, 'procuringEntity', { id: '91320599MA1X3T6P7X', name: '苏州诚衡工程咨询有限公司' })
    expect(partyName(filled, 'procuringEntity')).toBe('苏州诚衡工程咨询有限公司')
    expect(partyName(filled, 'buyer')).toBe('')
  })
})
