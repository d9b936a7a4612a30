import { getAt, listAt, setAt, textAt, type DefinitionJson, type LooseSection, type Path } from './definition-json.ts'

/** Changes of a definition that concern several places at once, so that what belongs together stays together while one writes. */

const replaced = (list: readonly string[], from: string, to: string | null): string[] =>
  list.flatMap((each) => each === from ? (to === null ? [] : [to]) : [each])

const sectionsPath: Path = ['response', 'sections']

function withSections(json: DefinitionJson, change: (section: LooseSection) => LooseSection): DefinitionJson {
  const sections = listAt<LooseSection>(json, sectionsPath)
  return sections.length === 0 ? json : setAt(json, sectionsPath, sections.map((each) => change(each)))
}

/** Number of the tender. The OCID ends with it, as long as nobody wrote another. */
export function setTenderId(json: DefinitionJson, id: string): DefinitionJson {
  const old = textAt(json, ['tender', 'id'])
  const ocid = textAt(json, ['ocid'])
  const follows = ocid === '' || (old !== '' && ocid.endsWith(`-${old}`))
  const prefix = ocid === '' ? 'ocds-sealbid' : ocid.slice(0, -(old.length + 1))
  const next = setAt(json, ['tender', 'id'], id === '' ? undefined : id)
  if (!follows) return next
  return setAt(next, ['ocid'], id === '' ? undefined : `${prefix}-${id}`)
}

/** Submission deadline; a first stage that opened at the old one opens at the new one (招标投标法 34). */
export function setDeadline(json: DefinitionJson, time: string | undefined): DefinitionJson {
  const old = textAt(json, ['tender', 'tenderPeriod', 'endDate'])
  const first = textAt(json, ['sealing', 'stages', 0, 'openingTime'])
  const isSame = first === '' || (old !== '' && Date.parse(first) === Date.parse(old))
  const next = setAt(json, ['tender', 'tenderPeriod', 'endDate'], time)
  return isSame && listAt(json, ['sealing', 'stages']).length > 0 ? setAt(next, ['sealing', 'stages', 0, 'openingTime'], time) : next
}

/** Gives a lot another id, also where sections and ceilings name it. */
export function renameLot(json: DefinitionJson, index: number, to: string): DefinitionJson {
  const from = textAt(json, ['tender', 'lots', index, 'id'])
  const next = withLotNames(setAt(json, ['tender', 'lots', index, 'id'], to), from, to)
  const ceiling = getAt(json, ['price', 'ceilings', from])
  return ceiling === undefined ? next : setAt(setAt(next, ['price', 'ceilings', from], undefined), ['price', 'ceilings', to], ceiling)
}

const withLotNames = (json: DefinitionJson, from: string, to: string | null): DefinitionJson => withSections(json, (section) => {
  if (section.lots === undefined) return section
  const { lots, ...others } = section
  const kept = replaced(lots, from, to)
  // A section without a list is for every lot.
  return kept.length === 0 ? others : { ...section, lots: kept }
})

export function removeLot(json: DefinitionJson, index: number): DefinitionJson {
  const id = textAt(json, ['tender', 'lots', index, 'id'])
  return setAt(withLotNames(setAt(json, ['tender', 'lots', index], undefined), id, null), ['price', 'ceilings', id], undefined)
}

function withStagedEnvelopes(json: DefinitionJson, from: string, to: string | null): DefinitionJson {
  const path: Path = ['sealing', 'stages']
  const stages = listAt<{ envelopes?: string[] }>(json, path)
  return stages.length === 0 ? json : setAt(json, path, stages.map((each) => ({ ...each, envelopes: replaced(each.envelopes ?? [], from, to) })))
}

/** Gives an envelope another id, also where sections and stages name it. */
export function renameEnvelope(json: DefinitionJson, index: number, to: string): DefinitionJson {
  const path: Path = ['sealing', 'envelopes', index, 'id']
  const from = textAt(json, path)
  return withSections(withStagedEnvelopes(setAt(json, path, to), from, to), (section) => section.envelope === from ? { ...section, envelope: to } : section)
}

/** Takes an envelope out of the list and of the stages; sections that were in it are left, and are faults until they get another. */
export function removeEnvelope(json: DefinitionJson, index: number): DefinitionJson {
  const id = textAt(json, ['sealing', 'envelopes', index, 'id'])
  return withStagedEnvelopes(setAt(json, ['sealing', 'envelopes', index], undefined), id, null)
}

/** Gives a section another id, also where the price rules name it. */
export function renameSection(json: DefinitionJson, index: number, to: string): DefinitionJson {
  const path: Path = [...sectionsPath, index, 'id']
  const from = textAt(json, path)
  return (['section', 'schedule'] as const).reduce((next, member) => {
    const place: Path = ['price', 'total', member]
    return from !== '' && textAt(next, place) === from ? setAt(next, place, to) : next
  }, setAt(json, path, to))
}

/** Gives a form field another id, also where the price rules name it. */
export function renameField(json: DefinitionJson, section: number, index: number, to: string): DefinitionJson {
  const path: Path = [...sectionsPath, section, 'form', 'fields', index, 'id']
  const from = textAt(json, path)
  const isTotal = textAt(json, ['price', 'total', 'section']) === textAt(json, [...sectionsPath, section, 'id'])
  return (['field', 'words'] as const).reduce((next, member) => {
    const place: Path = ['price', 'total', member]
    return isTotal && from !== '' && textAt(next, place) === from ? setAt(next, place, to) : next
  }, setAt(json, path, to))
}
