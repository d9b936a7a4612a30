import { releaseKeys, remedyKeys, signIn, type OpeningPlace } from '../../interface/flows.ts'
import type { OpeningState } from '../../interface/schemas/opening.ts'
import type { RemedyWay } from '../../interface/schemas/tender.ts'
import { withConnection } from '../connection/connection-store.ts'
import type { Role } from './roles.ts'

/**
 * What a person does in an opening, for the hall and for a bidder's project alike. Main asks for confirmation in its own window and checks the
 * preconditions; each answers the state that the platform told afterwards.
 */

export const signInTo = (origin: string, place: OpeningPlace, role: Role): Promise<OpeningState> =>
  withConnection(origin, (connection) => signIn(connection, place, role))

/** Releases the own keys of the stage under way. Refusals: not-yet, too-late, key-not-recipient, closing-invalid, cancelled, … */
export const releaseOwnBid = (origin: string, place: OpeningPlace, stage?: string): Promise<OpeningState> =>
  withConnection(origin, (connection) => releaseKeys(connection, place, stage))

/** The same by an agreed way out. Refusals: remedy-not-agreed, capsule-unknown, … */
export const remedyOwnBid = (origin: string, place: OpeningPlace, way: RemedyWay, stage?: string): Promise<OpeningState> =>
  withConnection(origin, (connection) => remedyKeys(connection, place, way, stage))
