import { describe, expect, it } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import { parseDefinition } from '../../../../main/tender/definition.ts'
import type { DefinitionFault } from '../../../../preload/contract/definitions.ts'
import { asDefinition, setAt, type DefinitionJson, type Path } from '../../../../renderer/agency/definition-json.ts'
import { faultText, placeSteps } from '../../../../renderer/agency/fault-text.ts'
import { faultCount, faultsAt, partOf, placeFaults } from '../../../../renderer/agency/faults.ts'
import en from '../../../../renderer/texts/agency.en.json' with { type: 'json' }
import zh from '../../../../renderer/texts/agency.zh.json' with { type: 'json' }
import { sample } from './sample.ts'

const start = asDefinition(sample)

/** What main really says, in the form in which it crosses the border. */
function mainsFaults(json: DefinitionJson): DefinitionFault[] {
  try {
    parseDefinition(json)
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.items.map((item) => {
      const colon = item.indexOf(': ')
      return { place: item.slice(0, colon), message: item.slice(colon + 2) }
    })
  }
}

const spoiled = (...edits: [Path, unknown][]): DefinitionJson => edits.reduce((json, [path, value]) => setAt(json, path, value), start)

/** Each way in which a definition can be wrong, and the place of the form where it must show. */
const wrongs: [string, DefinitionJson, string, string][] = [
  ['nothing filled in', spoiled([['tender', 'title'], undefined]), 'tender.title', 'fault.missing'],
  ['an empty title', spoiled([['tender', 'title'], '']), 'tender.title', 'fault.missing'],
  ['a title that is too long', spoiled([['tender', 'title'], 'x'.repeat(400)]), 'tender.title', 'fault.tooBig'],
  ['a time that is none', spoiled([['tender', 'tenderPeriod', 'endDate'], 'soon']), 'tender.tenderPeriod.endDate', 'fault.time'],
  ['an id with a space', spoiled([['tender', 'id'], 'a b']), 'tender.id', 'fault.pattern'],
  ['a method that is unknown', spoiled([['tender', 'procurementMethod'], 'auction']), 'tender.procurementMethod', 'fault.option'],
  ['a half number', spoiled([['price', 'decimals'], 1.5]), 'price.decimals', 'fault.integer'],
  ['a text for a number', spoiled([['limits', 'bytesPerFile'], 'big']), 'limits.bytesPerFile', 'fault.form'],
  ['no items', spoiled([['response', 'sections', 8, 'schedule', 'items'], []]), 'response.sections.8.schedule.items', 'fault.tooSmall'],
  ['a lot twice', spoiled([['tender', 'lots', 1], { id: '1', title: 'x' }]), 'tender.lots', 'fault.twice'],
  ['a field twice', spoiled([['response', 'sections', 7, 'form', 'fields', 1, 'id'], 'totalPrice'], [['price', 'total', 'words'], undefined]), 'response.sections.7', 'fault.twice'],
  ['a choice without choices', spoiled([['response', 'sections', 1, 'form', 'fields', 1, 'choices'], undefined]), 'response.sections.1.form.fields.1', 'fault.needsChoices'],
  ['a form without fields', spoiled([['response', 'sections', 1, 'form'], undefined]), 'response.sections.1', 'fault.needsForm'],
  ['a schedule section without one', spoiled([['response', 'sections', 8, 'schedule'], undefined], [['price', 'total', 'schedule'], undefined]), 'response.sections.8', 'fault.needsSchedule'],
  ['an envelope that is not there', spoiled([['response', 'sections', 0, 'envelope'], 'x']), 'response.sections.0', 'fault.noEnvelope'],
  ['an envelope that is opened twice', spoiled([['sealing', 'stages', 0, 'envelopes'], ['business', 'technical', 'price', 'price']]), 'sealing.stages', 'fault.openedTwice'],
  ['an envelope that is never opened', spoiled([['sealing', 'stages', 0, 'envelopes'], ['business', 'price']]), 'sealing.stages', 'fault.neverOpened'],
  ['an opening at another time', spoiled([['sealing', 'stages', 0, 'openingTime'], '2026-12-23T09:30:00+08:00']), 'sealing.stages.0.openingTime', 'fault.notDeadline'],
  ['an opening before the deadline', spoiled([['sealing', 'stages', 0, 'openingTime'], '2026-12-20T09:30:00+08:00'], [['sealing', 'stages', 0, 'ground'], 'why']), 'sealing.stages.0.openingTime', 'fault.beforeDeadline'],
  ['two buyers', spoiled([['parties', 1, 'roles'], ['buyer', 'procuringEntity']]), 'parties', 'fault.oneBuyer'],
  ['no agency', spoiled([['parties', 1, 'roles'], ['buyer']], [['parties', 0, 'roles'], ['buyer']]), 'parties', 'fault.oneAgency'],
  ['no main certificate', spoiled([['sealing', 'openingCertificates'], []]), 'sealing.openingCertificates', 'fault.oneMainCertificate'],
  ['certificates that nobody needs', spoiled([['sealing', 'control'], 'bidder']), 'sealing.openingCertificates', 'fault.bidderAlone'],
  ['a total that is no amount', spoiled([['price', 'total', 'field'], 'totalPriceInWords']), 'price.total', 'fault.noAmountField'],
  ['words that are none', spoiled([['price', 'total', 'words'], 'totalPrice']), 'price.total', 'fault.noWordsField'],
  ['a schedule that is none', spoiled([['price', 'total', 'schedule'], 'bid-letter']), 'price.total', 'fault.noSchedule'],
  ['a limit above the limit', spoiled([['limits', 'bytesPerFile'], 1_000_000]), 'response.sections.0', 'fault.aboveLimit'],
  ['an end before the start', spoiled([['tender', 'tenderPeriod', 'startDate'], '2027-12-01T09:00:00+08:00']), 'tender.tenderPeriod', 'fault.endsBeforeStart'],
  ['questions after the deadline', spoiled([['tender', 'enquiryPeriod', 'endDate'], '2027-12-01T09:00:00+08:00']), 'tender.enquiryPeriod', 'fault.endsAfterDeadline'],
  ['a remedy twice', spoiled([['remedy', 'ways'], ['capsule', 'capsule']]), 'remedy.ways', 'fault.twice'],
  ['a ceiling for no lot', spoiled([['price', 'ceilings', '9'], '1']), 'price.ceilings', 'fault.noLot'],
  ['a section that names a device', spoiled([['response', 'sections', 0, 'id'], 'con']), 'response.sections', 'fault.fileName'],
  ['a member that nobody knows', spoiled([['tender', 'colour'], 'red']), 'tender', 'fault.unknownMember'],
]

describe('faults that main finds', () => {
  it('has none for the sample', () => {
    expect(mainsFaults(start)).toEqual([])
  })

  it.each(wrongs)('shows %s at its field, in words of both languages', (_, json, place, key) => {
    const faults = placeFaults(json, mainsFaults(json))
    const found = faults.filter((each) => faultText(each.message).key === key)
    expect(found.map((each) => each.place), JSON.stringify(faults)).toContain(place)
    const name = key.slice('fault.'.length) as keyof typeof zh.fault
    expect(zh.fault[name]).toBeTruthy()
    expect(en.fault[name]).toBeTruthy()
  })

  it.each(wrongs)('leaves no message of main untranslated: %s', (_, json) => {
    expect(mainsFaults(json).filter((each) => faultText(each.message).key === 'fault.other')).toEqual([])
  })

  it('translates everything that an empty definition is told', () => {
    const faults = placeFaults({}, mainsFaults({}))
    expect(faults.length).toBeGreaterThan(5)
    expect(new Set(faults.map((each) => faultText(each.message).key))).toEqual(new Set(['fault.missing']))
  })

  it('shows what it does not know as main wrote it', () => {
    expect(faultText('something new')).toEqual({ key: 'fault.other', values: { message: 'something new' } })
  })

  it('sorts places into the parts of the studio', () => {
    expect(['tender.title', 'platform', 'parties.0.name', 'tender.documents.2.file', 'response.sections.3.title', 'response.sections.8.schedule.items.0.unit', 'sealing.control', 'price.total', 'remedy'].map(partOf))
      .toEqual(['basics', 'basics', 'parties', 'documents', 'sections', 'schedule', 'opening', 'rules', 'rules'])
  })

  it('counts by part and finds by place', () => {
    const faults = placeFaults(start, [{ place: 'tender.title', message: 'a' }, { place: 'response.sections.0.title', message: 'b' }, { place: 'response.sections', message: 'c' }])
    expect(faultCount(faults, 'sections')).toBe(2)
    expect(faultsAt(faults, 'response.sections')).toHaveLength(1)
    expect(faultsAt(faults, 'response.sections', true)).toHaveLength(2)
    expect(faultsAt(faults, 'tender.titles', true)).toEqual([])
  })

  it('says a place by the titles of what it leads through', () => {
    expect(placeSteps(start, 'response.sections.7.form.fields.0.title').map((each) => each.name))
      .toEqual(['response', 'sections', '投标函', 'form', 'fields', '投标总价', 'title'])
    expect(placeSteps(start, 'tender.lots.5')).toContainEqual({ name: '6' })
  })
})
