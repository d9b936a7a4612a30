import { describe, expect, it } from 'vitest'
import { createAutosave, type SaveState } from '../../../../renderer/agency/autosave.ts'

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => { setTimeout(resolve, milliseconds) })

/** A store that takes a while, can be made to fail, and notes what came and whether two saves ever ran at once. */
function slowStore(takes = 10) {
  const saved: string[] = []
  const states: SaveState[] = []
  const store = { saved, states, failing: false, running: 0, together: 0 }
  const autosave = createAutosave<string>({
    pause: 20,
    async save(value) {
      store.running++
      store.together = Math.max(store.together, store.running)
      await wait(takes)
      store.running--
      if (store.failing) throw new Error('disk full')
      saved.push(value)
    },
    onState: (state) => { states.push(state) },
  })
  return { store, autosave }
}

describe('saving by itself', () => {
  it('saves the last of several changes after the pause', async () => {
    const { store, autosave } = slowStore()
    for (const value of ['a', 'ab', 'abc']) autosave.change(value)
    expect(store.saved).toEqual([])
    await wait(80)
    expect(store.saved).toEqual(['abc'])
    expect(store.states.at(-1)).toBe('saved')
  })

  it('saves what is written while a save runs, after it and never beside it', async () => {
    const { store, autosave } = slowStore(40)
    autosave.change('first')
    const flushed = autosave.flush()
    await wait(10)
    autosave.change('second')
    autosave.change('third')
    expect(await flushed).toBe(true)
    expect(store.saved).toEqual(['first', 'third'])
    expect(store.together).toBe(1)
  })

  it('flushes at once, and answers at once where there is nothing', async () => {
    const { store, autosave } = slowStore()
    expect(await autosave.flush()).toBe(true)
    autosave.change('x')
    expect(await autosave.flush()).toBe(true)
    expect(store.saved).toEqual(['x'])
    await wait(50)
    expect(store.saved).toEqual(['x'])
  })

  it('keeps what could not be saved and saves it at the next attempt', async () => {
    const { store, autosave } = slowStore()
    store.failing = true
    autosave.change('kept')
    expect(await autosave.flush()).toBe(false)
    expect(store.states.at(-1)).toBe('failed')
    store.failing = false
    expect(await autosave.flush()).toBe(true)
    expect(store.saved).toEqual(['kept'])
  })

  it('does not bring back an older text after a failure', async () => {
    const { store, autosave } = slowStore(30)
    store.failing = true
    autosave.change('old')
    const failed = autosave.flush()
    await wait(5)
    autosave.change('new')
    expect(await failed).toBe(false)
    store.failing = false
    expect(await autosave.flush()).toBe(true)
    expect(store.saved).toEqual(['new'])
  })

  it('runs one save for flushes at the same time', async () => {
    const { store, autosave } = slowStore()
    autosave.change('x')
    expect(await Promise.all([autosave.flush(), autosave.flush(), autosave.flush()])).toEqual([true, true, true])
    expect(store.saved).toEqual(['x'])
  })
})
