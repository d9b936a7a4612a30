import type { Tender } from '../../interface/schemas/tender.ts'

export type Role = 'tenderer' | 'agency' | 'bidder'

/**
 * In which roles a holder takes part in an opening (docs/interface.md): the buyer is the tenderer, the procuringEntity the agency; who publishes
 * for itself is both. `submitted`: a bid of this holder was confirmed. The platform judges it; this is what the screen offers.
 */
export function rolesOf({ parties }: Pick<Tender, 'parties'>, holder: string, submitted: boolean): Role[] {
  const has = (role: 'buyer' | 'procuringEntity'): boolean => parties.some((each) => each.id === holder && each.roles.includes(role))
  const roles: Role[] = [...(has('procuringEntity') ? ['agency' as const] : []), ...(has('buyer') ? ['tenderer' as const] : [])]
  return roles.length === 0 && submitted ? ['bidder'] : roles
}
