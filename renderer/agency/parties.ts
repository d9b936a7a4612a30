import type { Party } from '../../interface/schemas/common.ts'
import { listAt, setAt, textAt, type DefinitionJson } from './definition-json.ts'

/** 招标人 and 招标代理 of a definition. A tenderer that runs its own procurement (自行招标) is one party in both roles. */

export type Role = 'buyer' | 'procuringEntity'
type LooseParty = NonNullable<NonNullable<DefinitionJson['parties']>[number]>

const parties = (json: DefinitionJson): LooseParty[] => listAt<LooseParty>(json, ['parties'])

export const partyIndex = (json: DefinitionJson, role: Role): number => parties(json).findIndex((each) => each.roles?.includes(role) === true)

export const isSelfRun = (json: DefinitionJson): boolean => {
  const buyer = partyIndex(json, 'buyer')
  return buyer !== -1 && buyer === partyIndex(json, 'procuringEntity')
}

/** The definition with a party for each role, so that there is a place to write to. */
export function withParties(json: DefinitionJson): DefinitionJson {
  const missing = (['buyer', 'procuringEntity'] as const).filter((role) => partyIndex(json, role) === -1)
  return missing.length === 0 ? json : setAt(json, ['parties'], [...parties(json), ...missing.map((role) => ({ roles: [role] }))])
}

export function setSelfRun(json: DefinitionJson, isOne: boolean): DefinitionJson {
  if (isOne === isSelfRun(json)) return json
  if (!isOne) return withParties(setAt(json, ['parties', partyIndex(json, 'buyer'), 'roles'], ['buyer']))
  const agency = partyIndex(json, 'procuringEntity')
  const without = agency === -1 ? json : setAt(json, ['parties', agency], undefined)
  const complete = withParties(without)
  const kept = parties(complete).filter((each) => each.roles?.includes('procuringEntity') !== true)
  return setAt(complete, ['parties'], kept.map((each) => each.roles?.includes('buyer') === true ? { ...each, roles: ['buyer', 'procuringEntity'] } : each))
}

/** Fills in who a certificate was issued to. */
export function fillParty(json: DefinitionJson, role: Role, { id, name }: Party): DefinitionJson {
  const complete = withParties(json)
  const index = partyIndex(complete, role)
  return setAt(setAt(complete, ['parties', index, 'id'], id), ['parties', index, 'name'], name)
}

export const partyName = (json: DefinitionJson, role: Role): string => textAt(json, ['parties', partyIndex(json, role), 'name'])
export const partyId = (json: DefinitionJson, role: Role): string => textAt(json, ['parties', partyIndex(json, role), 'id'])
