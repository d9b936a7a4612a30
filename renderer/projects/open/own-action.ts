import type { OpeningState } from '../../../interface/schemas/opening.ts'
import type { RemedyWay } from '../../../interface/schemas/tender.ts'

/** The one thing that a bidder has to do now, by what the platform says. Main holds its own preconditions against it before it signs. */
export type OwnTask =
  | { task: 'closing' | 'no-bid' | 'sign-in' | 'over' }
  | { task: 'wait' | 'released' | 'tenderer' | 'release' | 'capsule' | 'failed', stage: string, until: string | null }

type Stage = OpeningState['stages'][number]

function stageTask(stage: Stage, state: OpeningState, ways: readonly RemedyWay[]): OwnTask {
  const own = state.own?.stages.find((each) => each.stage === stage.id)?.state ?? 'expected'
  const at = (task: 'wait' | 'released' | 'tenderer' | 'release' | 'capsule' | 'failed', until: string | null): OwnTask => ({ task, stage: stage.id, until })
  switch (stage.phase) {
    case 'waiting': return at('wait', stage.openingTime)
    case 'releasing': return own === 'expected' || own === 'failed' ? at('release', stage.endsAt) : at('released', stage.endsAt)
    case 'tenderer': return at('tenderer', stage.endsAt)
    case 'remedying': {
      if (own !== 'expected' && own !== 'failed') return at('released', stage.endsAt)
      return at(ways.includes('capsule') ? 'capsule' : 'failed', stage.endsAt)
    }
    case 'announced': return { task: 'over' }
  }
}

/** @param holder id of the organisation that is logged in; @param ways remedies that the tender agrees */
export function ownTask(state: OpeningState, holder: string | null, ways: readonly RemedyWay[]): OwnTask {
  if (state.closing === null) return { task: 'closing' }
  if (state.own === null) return { task: 'no-bid' }
  const stage = state.stages.find((each) => each.phase !== 'announced')
  if (stage === undefined) return { task: 'over' }
  const signedIn = state.signedIn.some((each) => each.role === 'bidder' && each.party.id === holder)
  return signedIn ? stageTask(stage, state, ways) : { task: 'sign-in' }
}
