import type { DefinitionFault } from '../../preload/contract/definitions.ts'
import type { DefinitionPart } from '../shell/navigation.ts'
import { getAt, listAt, type DefinitionJson } from './definition-json.ts'

/** Faults that main found, where a form shows them. */

export interface PlacedFault {
  /** Dotted path of the definition, lists by index, so that it fits the path of a field. */
  place: string
  message: string
  part: DefinitionPart
}

/** Lists whose elements main names by id; the list inside is what a further id names. */
const namedLists: Record<string, string> = { 'response.sections': 'form.fields' }

const indexOf = (json: DefinitionJson, list: string, id: string): number =>
  listAt<{ id?: string }>(json, toPath(list)).findIndex((each) => each.id === id)

/** `response.sections.bid-letter.totalPrice` → `response.sections.7.form.fields.0`. A place that is unknown stays as it is. */
function byIndex(json: DefinitionJson, place: string): string {
  for (const [list, inner] of Object.entries(namedLists)) {
    if (!place.startsWith(`${list}.`)) continue
    const [id = '', ...rest] = place.slice(list.length + 1).split('.')
    const at = indexOf(json, list, id)
    if (at === -1) continue
    const element = `${list}.${at}`
    const [innerId] = rest
    if (innerId === undefined) return element
    const innerAt = indexOf(json, `${element}.${inner}`, innerId)
    return innerAt === -1 ? [element, ...rest].join('.') : `${element}.${inner}.${innerAt}`
  }
  return place
}

const isAtOrIn = (place: string, prefix: string): boolean => place === prefix || place.startsWith(`${prefix}.`)

const partPrefixes: [string, DefinitionPart][] = [
  ['tender.documents', 'documents'], ['documents', 'documents'], ['parties', 'parties'], ['response', 'sections'], ['sealing', 'opening'],
  ['price', 'rules'], ['limits', 'rules'], ['remedy', 'rules'], ['evaluation', 'rules'], ['changes', 'rules'],
]

/** Which part of the studio a place is mended in. */
export function partOf(place: string): DefinitionPart {
  if (/^response\.sections\.[^.]+\.schedule(\.|$)/.test(place)) return 'schedule'
  return partPrefixes.find(([prefix]) => isAtOrIn(place, prefix))?.[1] ?? 'basics'
}

const toPath = (place: string): (string | number)[] => place.split('.').map((each) => /^\d+$/.test(each) ? Number(each) : each)

/** Of what is not filled in, zod says which form it should have: that it is missing is what a person needs to know. */
function isEmpty(json: DefinitionJson, place: string, message: string): boolean {
  const value = getAt(json, toPath(place))
  return (value === undefined || value === '') && /^(Invalid (option|string|input|ISO)|Too small: expected string)/.test(message)
}

/** `json`: the definition that main judged. */
export function placeFaults(json: DefinitionJson, faults: readonly DefinitionFault[]): PlacedFault[] {
  return faults.map(({ place, message }) => {
    const indexed = byIndex(json, place)
    return { place: indexed, message: isEmpty(json, indexed, message) ? 'received undefined' : message, part: partOf(indexed) }
  })
}

/** Faults of exactly this field; with `deep`, of all that is in it. */
export const faultsAt = (faults: readonly PlacedFault[], place: string, deep = false): PlacedFault[] =>
  faults.filter((each) => deep ? isAtOrIn(each.place, place) : each.place === place)

export const faultCount = (faults: readonly PlacedFault[], part: DefinitionPart): number => faults.filter((each) => each.part === part).length

/** Element that a place leads through: its title, its id, or null. */
export function elementName(json: DefinitionJson, path: readonly (string | number)[]): string | null {
  const element = getAt(json, path)
  if (typeof element !== 'object' || element === null) return null
  const { title, name, id, text } = element as Record<string, unknown>
  const found = [title, name, text, id].find((each) => typeof each === 'string' && each !== '')
  return typeof found === 'string' ? found : null
}
