import type { TenderDefinition } from '../../interface/schemas/tender.ts'

/**
 * A tender definition under work: every part may be missing. Forms change it by path and never in place, so that a save that is under way
 * keeps what it was given. What holds together is main's to judge.
 */

type Loose<T> = T extends readonly (infer U)[] ? Loose<U>[] : T extends object ? { [K in keyof T]?: Loose<T[K]> } : T

export type DefinitionJson = Loose<TenderDefinition>
export type LooseSection = NonNullable<NonNullable<NonNullable<DefinitionJson['response']>['sections']>[number]>
export type LooseField = NonNullable<NonNullable<NonNullable<LooseSection['form']>['fields']>[number]>
export type LooseItem = NonNullable<NonNullable<NonNullable<LooseSection['schedule']>['items']>[number]>
export type LooseDocument = NonNullable<NonNullable<NonNullable<DefinitionJson['tender']>['documents']>[number]>

export type Path = readonly (string | number)[]

/** As it stands in a fault's place. */
export const placeOf = (path: Path): string => path.join('.')

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** What was stored, as a definition; whatever is no object counts as an empty one. */
export const asDefinition = (json: unknown): DefinitionJson => isRecord(json) ? json as DefinitionJson : {}

export function getAt(json: unknown, path: Path): unknown {
  let value = json
  for (const key of path) {
    if (Array.isArray(value) && typeof key === 'number') value = (value as unknown[])[key]
    else if (isRecord(value)) value = Object.hasOwn(value, key) ? value[key] : undefined
    else return undefined
  }
  return value
}

/** The list at a path; empty where there is none. */
export function listAt<T>(json: unknown, path: Path): T[] {
  const value = getAt(json, path)
  return Array.isArray(value) ? value as T[] : []
}

export function textAt(json: unknown, path: Path): string {
  const value = getAt(json, path)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Parts that may be absent but not empty: they go when the last thing in them goes. */
const optionalParts = new Set(['address', 'contactPoint', 'limits', 'seal', 'blind', 'value', 'enquiryPeriod', 'ceilings', 'total'])

function withList(list: readonly unknown[], index: number, rest: Path, value: unknown): unknown[] {
  const next = changed(list[index], rest, value)
  if (next === undefined) return list.filter((_, at) => at !== index)
  return index >= list.length ? [...list, next] : list.map((each, at) => at === index ? next : each)
}

function withMember(record: Record<string, unknown>, key: string, rest: Path, value: unknown): Record<string, unknown> {
  const next = changed(record[key], rest, value)
  const isEmpty = isRecord(next) && Object.keys(next).length === 0 && optionalParts.has(key) && rest.length > 0
  const { [key]: _, ...others } = record
  if (next === undefined || isEmpty) return others
  return Object.hasOwn(record, key) ? { ...record, [key]: next } : { ...others, [key]: next }
}

function changed(json: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (typeof key === 'number') return withList(Array.isArray(json) ? json as unknown[] : [], key, rest, value)
  return withMember(isRecord(json) ? json : {}, key, rest, value)
}

/** The definition with `value` at `path`; `undefined` takes a member or an element out. Parts on the way are made where they are missing. */
export const setAt = (json: DefinitionJson, path: Path, value: unknown): DefinitionJson => changed(json, path, value) as DefinitionJson

export const appendAt = (json: DefinitionJson, path: Path, ...values: unknown[]): DefinitionJson => setAt(json, path, [...listAt(json, path), ...values])

/** Moves an element of a list by one place; at an end nothing happens. */
export function moveAt(json: DefinitionJson, path: Path, index: number, by: -1 | 1): DefinitionJson {
  const list = [...listAt<unknown>(json, path)]
  const other = index + by
  if (index < 0 || other < 0 || index >= list.length || other >= list.length) return json
  const [element] = list.splice(index, 1)
  list.splice(other, 0, element)
  return setAt(json, path, list)
}

/** A new id of a list: the prefix with the first number that is free. */
export function freeId(taken: readonly (string | undefined)[], prefix: string): string {
  const used = new Set(taken.map((each) => each?.toLowerCase()))
  for (let number = 1; ; number++) if (!used.has(`${prefix}${number}`.toLowerCase())) return `${prefix}${number}`
}
