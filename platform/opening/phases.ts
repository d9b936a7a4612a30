import type { Control } from '../../interface/schemas/tender.ts'

/**
 * Phases of a stage (电子招标投标办法, art. 29–30; docs/interface.md), as a pure function: what comes next follows from the facts alone, and
 * there is no way from one phase to any but the next. `opening` is the platform's own work between the last decision and the announcement.
 */
export type StagePhase = 'waiting' | 'releasing' | 'tenderer' | 'remedying' | 'opening' | 'announced'

/** Times in milliseconds by the platform's clock. */
export interface StageFacts {
  phase: StagePhase
  since: number
  control: Control
  openingTime: number
  windowMilliseconds: number
  /** Null where the tender agrees no remedy that could be used here. */
  remedyMilliseconds: number | null
  /** When the closing statement was made; null before. */
  closed: number | null
  /** When the stage before this one was announced; 0 for the first, null before. */
  earlier: number | null
  expected: number
  released: number
  /** When the tenderer answered; null before. */
  answered: number | null
  /** Bids without a good key. */
  unresolved: number
  /** The outcome is computed and stored. */
  ready: boolean
}

export interface Step { phase: StagePhase, since: number }

/** The next phase and when it began, or null where this one goes on. */
export function nextPhase(facts: StageFacts, now: number): Step | null {
  switch (facts.phase) {
    case 'waiting': return fromWaiting(facts, now)
    case 'releasing': return fromReleasing(facts, now)
    case 'tenderer': return fromTenderer(facts, now)
    case 'remedying': return fromRemedying(facts, now)
    case 'opening': return facts.ready ? { phase: 'announced', since: now } : null
    case 'announced': return null
    default: return facts.phase satisfies never
  }
}

/** When the phase under way ends by itself, or null where it waits for somebody or something. */
export function phaseEnd(facts: StageFacts): number | null {
  switch (facts.phase) {
    case 'releasing':
    case 'tenderer': return facts.since + facts.windowMilliseconds
    case 'remedying': return facts.since + (facts.remedyMilliseconds ?? 0)
    case 'waiting':
    case 'opening':
    case 'announced': return null
    default: return facts.phase satisfies never
  }
}

/** The window runs in full from the moment at which everything that must come before has happened. */
function fromWaiting({ closed, earlier, openingTime }: StageFacts, now: number): Step | null {
  if (closed === null || earlier === null) return null
  const since = Math.max(openingTime, closed, earlier)
  return now >= since ? { phase: 'releasing', since } : null
}

function fromReleasing(facts: StageFacts, now: number): Step | null {
  const since = ended(facts.since + facts.windowMilliseconds, facts.released >= facts.expected, now)
  if (since === null) return null
  return facts.control === 'bidder+tenderer' && facts.released > 0 ? { phase: 'tenderer', since } : afterKeys(facts, since)
}

function fromTenderer(facts: StageFacts, now: number): Step | null {
  const since = ended(facts.since + facts.windowMilliseconds, facts.answered !== null, now)
  return since === null ? null : afterKeys(facts, since)
}

function fromRemedying(facts: StageFacts, now: number): Step | null {
  const since = ended(facts.since + (facts.remedyMilliseconds ?? 0), facts.unresolved === 0, now)
  return since === null ? null : { phase: 'opening', since }
}

const afterKeys = (facts: StageFacts, since: number): Step =>
  (facts.remedyMilliseconds !== null && facts.unresolved > 0 ? { phase: 'remedying', since } : { phase: 'opening', since })

/** A phase ends when all is done, or at the end of its window; an end in the past is where the next one begins. */
function ended(end: number, done: boolean, now: number): number | null {
  if (now >= end) return end
  return done ? now : null
}
