import type { OpeningState } from '../../interface/schemas/opening.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import { isAnnounced, isPlatformWorking, stageUnderWay } from './phases.ts'
import type { Role } from './roles.ts'

/** What one identity can do in an opening, with the reason where it cannot. The platform and main decide; this is what the screen offers. */

export type ActName = 'sign-in' | 'release' | 'remedy' | 'open-layer' | 'sign-record'
export type ActState = 'done' | 'possible' | 'later' | 'missed' | 'over'
export type Reason =
  | 'before-deadline' | 'before-opening' | 'bidders-release' | 'not-announced' | 'announced' | 'window-over' | 'platform-works' | 'stage-over'
  | 'no-bid' | 'out-before' | 'if-needed'

export interface Act { role: Role, name: ActName, state: ActState, reason: Reason | null }

interface Case { state: OpeningState, holder: string, stage: OpeningState['stages'][number] }

const later = (reason: Reason): Judged => ({ state: 'later', reason })
const over = (reason: Reason): Judged => ({ state: 'over', reason })
const missed = (reason: Reason): Judged => ({ state: 'missed', reason })
const done: Judged = { state: 'done', reason: null }
const possible: Judged = { state: 'possible', reason: null }
type Judged = Pick<Act, 'state' | 'reason'>

function signIn({ state, holder }: Case, role: Role): Judged {
  if (state.signedIn.some((each) => each.role === role && each.party.id === holder)) return done
  if (isAnnounced(state)) return missed('announced')
  return state.closing === null ? later('before-deadline') : possible
}

const ownStage = ({ state, stage }: Case) => state.own?.stages.find((each) => each.stage === stage.id)

function release(now: Case): Judged {
  const { state, stage } = now
  if (state.closing === null) return later('before-deadline')
  const own = ownStage(now)
  if (own === undefined) return over('no-bid')
  if (own.state === 'released' || own.state === 'opened' || own.state === 'remedied') return done
  if (stage.phase === 'waiting') return own.state === 'failed' ? over('out-before') : later('before-opening')
  return stage.phase === 'releasing' && !isPlatformWorking(stage) ? possible : missed('window-over')
}

function remedy(now: Case): Judged {
  const { state, stage } = now
  const own = ownStage(now)
  if (state.closing === null || own === undefined || stage.phase === 'waiting') return later('if-needed')
  if (own.state === 'remedied') return done
  if (stage.phase === 'announced') return over('stage-over')
  if (stage.phase !== 'remedying') return later('if-needed')
  if (own.state !== 'failed' && own.state !== 'expected') return over('stage-over')
  return isPlatformWorking(stage) ? missed('window-over') : possible
}

function openLayer({ state, stage }: Case): Judged {
  if (state.closing === null) return later('before-deadline')
  switch (stage.phase) {
    case 'waiting': return later('before-opening')
    case 'releasing': return later(isPlatformWorking(stage) ? 'platform-works' : 'bidders-release')
    case 'tenderer': return isPlatformWorking(stage) ? done : possible
    case 'remedying':
    case 'announced': return over('stage-over')
    default: return stage.phase satisfies never
  }
}

function signRecord({ state }: Case): Judged {
  if (state.recorded) return done
  return isAnnounced(state) ? possible : later('not-announced')
}

const actsOfRole: Record<Role, readonly [ActName, (now: Case, role: Role) => Judged][]> = {
  bidder: [['sign-in', signIn], ['release', release], ['remedy', remedy]],
  tenderer: [['sign-in', signIn], ['open-layer', openLayer]],
  agency: [['sign-in', signIn], ['sign-record', signRecord]],
}

/** Acts in the order in which they come. */
export function actsOf(state: OpeningState, { remedy: { ways } }: Pick<Tender, 'remedy'>, holder: string, roles: readonly Role[]): Act[] {
  const stage = stageUnderWay(state)
  if (stage === undefined) return []
  const isThere = (name: ActName): boolean => (name !== 'remedy' || ways.includes('capsule')) && (name !== 'open-layer' || state.control === 'bidder+tenderer')
  return roles.flatMap((role) => actsOfRole[role].filter(([name]) => isThere(name))
    .map(([name, judge]) => ({ role, name, ...judge({ state, holder, stage }, role) })))
}

/** The one next thing: the first that is possible. */
export const nextAct = (acts: readonly Act[]): Act | null => acts.find((each) => each.state === 'possible') ?? null
