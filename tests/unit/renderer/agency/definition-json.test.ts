import { describe, expect, it } from 'vitest'
import { asDefinition, freeId, getAt, listAt, moveAt, setAt, textAt } from '../../../../renderer/agency/definition-json.ts'

describe('a definition under work', () => {
  it('counts whatever is no object as empty', () => {
    expect(asDefinition(null)).toEqual({})
    expect(asDefinition([1])).toEqual({})
    expect(asDefinition({ ocid: 'x' })).toEqual({ ocid: 'x' })
  })

  it('reads what is there and nothing of the prototype', () => {
    const json = asDefinition({ tender: { lots: [{ id: '1' }] } })
    expect(getAt(json, ['tender', 'lots', 0, 'id'])).toBe('1')
    expect(getAt(json, ['tender', 'lots', 5, 'id'])).toBeUndefined()
    expect(getAt(json, ['tender', 'toString'])).toBeUndefined()
    expect(listAt(json, ['tender', 'documents'])).toEqual([])
    expect(textAt(json, ['tender', 'lots'])).toBe('')
  })

  it('makes the parts on the way and changes nothing in place', () => {
    const before = asDefinition({ tender: { title: 'a', lots: [{ id: '1' }] } })
    const copy = structuredClone(before)
    const after = setAt(before, ['tender', 'lots', 1, 'title'], 'second')
    expect(after).toEqual({ tender: { title: 'a', lots: [{ id: '1' }, { title: 'second' }] } })
    expect(setAt({}, ['response', 'sections', 0, 'form', 'fields', 0, 'id'], 'f')).toEqual({ response: { sections: [{ form: { fields: [{ id: 'f' }] } }] } })
    expect(before).toEqual(copy)
  })

  it('keeps what did not change as the same object, so that a form draws only what did', () => {
    const before = asDefinition({ tender: { lots: [{ id: '1' }] }, parties: [{ name: 'x' }] })
    const after = setAt(before, ['tender', 'title'], 't')
    expect(after.parties).toBe(before.parties)
    expect(after.tender?.lots).toBe(before.tender?.lots)
  })

  it('takes members and elements out, and an optional part with its last member', () => {
    const json = asDefinition({ parties: [{ name: 'a', contactPoint: { name: 'x' } }, { name: 'b' }], tender: { tenderPeriod: { endDate: 't' } } })
    expect(setAt(json, ['parties', 0], undefined).parties).toEqual([{ name: 'b' }])
    expect(setAt(json, ['parties', 0, 'contactPoint', 'name'], undefined).parties?.[0]).toEqual({ name: 'a' })
    // A part that must be there stays, so that what is missing in it is named.
    expect(setAt(json, ['tender', 'tenderPeriod', 'endDate'], undefined).tender).toEqual({ tenderPeriod: {} })
  })

  it('keeps the order of members that are overwritten', () => {
    expect(Object.keys(setAt(asDefinition({ ocid: 'a', language: 'zh' }), ['ocid'], 'b'))).toEqual(['ocid', 'language'])
  })

  it('moves elements inside the list only', () => {
    const json = asDefinition({ tender: { lots: [{ id: '1' }, { id: '2' }, { id: '3' }] } })
    const ids = (each: typeof json) => each.tender?.lots?.map((lot) => lot.id)
    expect(ids(moveAt(json, ['tender', 'lots'], 0, 1))).toEqual(['2', '1', '3'])
    expect(ids(moveAt(json, ['tender', 'lots'], 2, -1))).toEqual(['1', '3', '2'])
    expect(moveAt(json, ['tender', 'lots'], 0, -1)).toBe(json)
    expect(moveAt(json, ['tender', 'lots'], 2, 1)).toBe(json)
  })

  it('finds an id that no spelling takes', () => {
    expect(freeId(['1', '2', undefined], '')).toBe('3')
    expect(freeId(['File-1'], 'file-')).toBe('file-2')
  })
})
