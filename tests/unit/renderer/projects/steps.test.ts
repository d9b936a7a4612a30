import { describe, expect, it } from 'vitest'
import type { DraftBrief } from '../../../../preload/contract/drafts.ts'
import { nextStep, stepViews } from '../../../../renderer/projects/steps.ts'

const deadline = '2026-12-22T09:30:00+08:00'
const before = new Date('2026-12-20T00:00:00Z')
const after = new Date('2026-12-22T01:30:00Z')

const draft = (change: Partial<DraftBrief> = {}): DraftBrief => ({
  id: 'd', lot: '1', lotTitle: 'Lot', createdAt: deadline, changedAt: deadline, answered: 0, sections: 3, errors: 0, sealed: null, receipt: null,
  tender: {
    digest: 'a', id: 'T-1', title: 'Works', sequence: 0, supersedes: null, deadline, agency: '', buyer: '', platform: { code: 'P', origin: 'https://p.example' },
    lots: [], importedAt: deadline, newest: 'a',
  },
  ...change,
})
const sealed = { digest: 'b', sealedAt: deadline, current: true, tried: true }
const receipt = (type: 'submit' | 'replace' | 'withdraw', bidDigest = 'b') => ({ digest: 'r', type, bidDigest, receivedAt: deadline })

const shown = (change: Partial<DraftBrief>, now = before): string =>
  stepViews(draft(change), now).map(({ step, state, reason }) => `${step} ${state} ${reason}`).slice(1).join('; ')

describe('the path of a project', () => {
  it('says at each point what is done, what is open and why the rest is blocked', () => {
    expect(shown({ errors: 3 })).toBe('draft open missing; check open missing; seal blocked missing; submit blocked not-sealed; open blocked before-opening')
    expect(shown({})).toBe('draft done complete; check done nothing-missing; seal open ready-to-seal; submit blocked not-sealed; open blocked before-opening')
    expect(shown({ sealed: { ...sealed, tried: false } })).toContain('seal attention sealed-not-tried; submit open ready-to-submit')
    expect(shown({ sealed })).toContain('seal done sealed; submit open ready-to-submit')
    expect(shown({ sealed, receipt: receipt('submit') })).toContain('submit done submitted; open blocked before-opening')
    expect(shown({ sealed, receipt: receipt('submit') }, after)).toContain('open open opening')
  })

  it('draws attention to what an edit, an older file or a withdrawal leaves behind', () => {
    expect(shown({ sealed: { ...sealed, current: false }, receipt: receipt('submit') })).toContain('seal attention changed-since; submit done submitted')
    expect(shown({ sealed, receipt: receipt('submit', 'earlier') })).toContain('submit attention older-submitted')
    expect(shown({ sealed, receipt: receipt('withdraw') })).toContain('submit open withdrawn')
    const superseded = { ...draft().tender, newest: 'b' }
    expect(shown({ sealed, receipt: receipt('submit'), tender: superseded })).toContain('seal attention superseded; submit attention superseded')
    expect(shown({ receipt: receipt('submit') })).toContain('submit attention older-submitted')
    expect(shown({ sealed }, after)).toContain('submit blocked deadline-passed; open blocked nothing-submitted')
  })

  it('goes on with the first step that is not done', () => {
    expect(nextStep(draft({ errors: 1 }), before)).toBe('draft')
    expect(nextStep(draft(), before)).toBe('seal')
    expect(nextStep(draft({ sealed }), before)).toBe('submit')
    expect(nextStep(draft({ sealed, receipt: receipt('replace') }), after)).toBe('open')
  })
})
