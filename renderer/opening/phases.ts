import type { OpeningState } from '../../interface/schemas/opening.ts'
import type { Tender } from '../../interface/schemas/tender.ts'

/** Where an opening is, by the platform's last answer; nothing here goes on by itself. */

type Stage = OpeningState['stages'][number]

/** The stage under way; the last one when all are announced. */
export function stageUnderWay({ stages }: OpeningState): Stage | undefined {
  return stages.find((each) => each.phase !== 'announced') ?? stages.at(-1)
}

export const isAnnounced = ({ stages }: OpeningState): boolean => stages.length > 0 && stages.every((each) => each.phase === 'announced')

/** While the platform opens bids it shows the phase before without an end: nobody can act in it any more. */
export const isPlatformWorking = ({ phase, endsAt }: Stage): boolean => endsAt === null && phase !== 'waiting' && phase !== 'announced'

export const pathSteps = ['waiting', 'closed', 'sign-in', 'releasing', 'tenderer', 'remedying', 'announced', 'recorded'] as const
export type PathStep = (typeof pathSteps)[number]

/** The step that is under way. Sign-in has a step of its own between closing and opening time, and goes on in those that follow. */
export function currentStep(state: OpeningState): PathStep {
  if (state.recorded || isAnnounced(state)) return 'recorded'
  if (state.closing === null) return Date.parse(state.now) < Date.parse(state.deadline) ? 'waiting' : 'closed'
  const phase = stageUnderWay(state)?.phase ?? 'waiting'
  return phase === 'waiting' ? 'sign-in' : phase
}

/** `passed`: the time of this step is over, and whether it was taken is not known or it was not. */
export interface PathItem { step: PathStep, state: 'finish' | 'process' | 'wait' | 'passed' }

/** Phases as a path: without the tenderer's layer or a remedy where the tender knows none. `remedied`: the announcement has a bid that was. */
export function pathOf(state: OpeningState, { remedy }: Pick<Tender, 'remedy'>, remedied: boolean): PathItem[] {
  const steps = pathSteps.filter((step) => (step !== 'tenderer' || state.control === 'bidder+tenderer') && (step !== 'remedying' || remedy.ways.length > 0))
  const at = steps.indexOf(currentStep(state))
  const isTaken = (step: PathStep): boolean => step === 'remedying' ? remedied : step !== 'sign-in' || state.signedIn.length > 0
  return steps.map((step, index) => {
    if (index > at) return { step, state: 'wait' }
    if (index === at) return { step, state: state.recorded ? 'finish' : 'process' }
    return { step, state: isTaken(step) ? 'finish' : 'passed' }
  })
}

export type MomentName = 'deadline' | 'closing' | 'opening' | 'releasing' | 'tenderer' | 'remedying' | 'working' | 'record' | 'over'

/** What everybody in the hall waits for, and until when; null where no end is set. */
export interface Moment { name: MomentName, at: string | null }

export function momentOf(state: OpeningState): Moment {
  if (state.closing === null) return Date.parse(state.now) < Date.parse(state.deadline) ? { name: 'deadline', at: state.deadline } : { name: 'closing', at: null }
  if (isAnnounced(state)) return { name: state.recorded ? 'over' : 'record', at: null }
  const stage = stageUnderWay(state)
  if (stage === undefined || isPlatformWorking(stage)) return { name: 'working', at: null }
  if (stage.phase === 'waiting') return { name: 'opening', at: stage.openingTime }
  return { name: stage.phase === 'announced' ? 'record' : stage.phase, at: stage.endsAt }
}
