import { describe, expect, it } from 'vitest'
import { worst, type Part } from '../../../../main/certificates/verdict.ts'

describe('worst', () => {
  const part = (state: Part['state']): Part => ({ part: 'chain', state })
  it('is the worst state, and nothing checked is not valid', () => {
    expect(worst([part('valid'), part('invalid'), part('indeterminate')])).toBe('invalid')
    expect(worst([part('valid'), part('indeterminate')])).toBe('indeterminate')
    expect(worst([part('valid')])).toBe('valid')
    expect(worst([])).toBe('indeterminate')
  })
})
