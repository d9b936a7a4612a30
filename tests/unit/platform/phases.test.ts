import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StageFacts, StagePhase } from '../../../platform/opening/phases.ts'
import { nextPhase, phaseEnd } from '../../../platform/opening/phases.ts'

const minute = 60_000
const base: StageFacts = {
  phase: 'waiting', since: 0, control: 'bidder+tenderer', openingTime: 100 * minute, windowMilliseconds: 30 * minute,
  remedyMilliseconds: 20 * minute, closed: 100 * minute, earlier: 0, expected: 2, released: 0, answered: null, unresolved: 2, ready: false,
}
const at = (facts: Partial<StageFacts>, minutes: number) => nextPhase({ ...base, ...facts }, minutes * minute)

describe('phases of a stage', () => {
  it('wait for the opening time, the closing statement and the stage before', () => {
    expect(at({}, 99)).toBeNull()
    expect(at({ closed: null }, 200)).toBeNull()
    expect(at({ earlier: null }, 200)).toBeNull()
    expect(at({}, 100)).toEqual({ phase: 'releasing', since: 100 * minute })
    expect(at({ closed: 103 * minute, earlier: 140 * minute }, 141)).toEqual({ phase: 'releasing', since: 140 * minute })
  })

  it('bidders release until all have, or the window ends', () => {
    const releasing = { phase: 'releasing', since: 100 * minute } as const
    expect(phaseEnd({ ...base, ...releasing })).toBe(130 * minute)
    expect(at({ ...releasing, released: 1 }, 129)).toBeNull()
    expect(at({ ...releasing, released: 2 }, 110)).toEqual({ phase: 'tenderer', since: 110 * minute })
    expect(at({ ...releasing, released: 1 }, 131)).toEqual({ phase: 'tenderer', since: 130 * minute })
    expect(at({ ...releasing, released: 0 }, 131)).toEqual({ phase: 'remedying', since: 130 * minute })
    expect(at({ ...releasing, released: 2, unresolved: 0, control: 'bidder' }, 110)).toEqual({ phase: 'opening', since: 110 * minute })
    expect(at({ ...releasing, expected: 0, unresolved: 0 }, 100)).toEqual({ phase: 'opening', since: 100 * minute })
  })

  it('a remedy comes only where one is agreed and a key is missing', () => {
    const answered = { phase: 'tenderer', since: 110 * minute, released: 2, answered: 111 * minute } as const
    expect(at({ ...answered, answered: null }, 139)).toBeNull()
    expect(at({ ...answered, unresolved: 0 }, 112)).toEqual({ phase: 'opening', since: 112 * minute })
    expect(at({ ...answered, unresolved: 1 }, 112)).toEqual({ phase: 'remedying', since: 112 * minute })
    expect(at({ ...answered, unresolved: 1, remedyMilliseconds: null }, 112)).toEqual({ phase: 'opening', since: 112 * minute })
    expect(at({ ...answered, answered: null }, 141)).toEqual({ phase: 'remedying', since: 140 * minute })
    expect(at({ phase: 'remedying', since: 112 * minute, unresolved: 1 }, 131)).toBeNull()
    expect(at({ phase: 'remedying', since: 112 * minute, unresolved: 1 }, 133)).toEqual({ phase: 'opening', since: 132 * minute })
    expect(at({ phase: 'opening', ready: true }, 133)?.phase).toBe('announced')
  })

  it('never go back, never skip the announcement, never start before their time', () => {
    const order: StagePhase[] = ['waiting', 'releasing', 'tenderer', 'remedying', 'opening', 'announced']
    const allowed: Record<StagePhase, StagePhase[]> = {
      waiting: ['releasing'], releasing: ['tenderer', 'remedying', 'opening'], tenderer: ['remedying', 'opening'], remedying: ['opening'],
      opening: ['announced'], announced: [],
    }
    const time = fc.integer({ min: 0, max: 300 * minute })
    const count = fc.integer({ min: 0, max: 4 })
    const facts = fc.record({
      phase: fc.constantFrom(...order), since: time, control: fc.constantFrom('bidder' as const, 'bidder+tenderer' as const), openingTime: time,
      windowMilliseconds: fc.integer({ min: 1, max: 60 * minute }), remedyMilliseconds: fc.option(fc.integer({ min: 1, max: 60 * minute })),
      closed: fc.option(time), earlier: fc.option(time), expected: count, released: count, answered: fc.option(time), unresolved: count, ready: fc.boolean(),
    })
    fc.assert(fc.property(facts, time, (each, now) => {
      const step = nextPhase(each, now)
      if (step === null) return
      expect(allowed[each.phase]).toContain(step.phase)
      expect(step.since).toBeLessThanOrEqual(now)
      if (step.phase === 'tenderer') expect(each.control).toBe('bidder+tenderer')
    }), { numRuns: 2000 })
  })
})
