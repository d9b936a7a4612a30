import { describe, expect, it, vi } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import { Autosave } from '../../../../renderer/projects/draft/autosave.ts'

const pause = 20
const settled = (): Promise<void> => new Promise((resolve) => { setTimeout(resolve, pause * 4) })

describe('saving what is typed', () => {
  it('waits for a pause and stores the newest value once', async () => {
    const stored: string[] = []
    const saver = new Autosave<string>(async (value) => { stored.push(value) }, pause)
    for (const value of ['a', 'ab', 'abc']) saver.change(value)
    expect(saver.status.state).toBe('waiting')
    await settled()
    expect(stored).toEqual(['abc'])
    expect(saver.status.state).toBe('saved')
    expect(saver.unsaved).toBeUndefined()
  })

  it('flushes at once, and writes one after the other', async () => {
    const stored: string[] = []
    let running = 0
    const saver = new Autosave<string>(async (value) => {
      expect(++running).toBe(1)
      await new Promise((resolve) => { setTimeout(resolve, 5) })
      running--
      stored.push(value)
    }, 60_000)
    saver.change('first')
    const first = saver.flush()
    saver.change('second')
    expect(await saver.flush()).toBe(true)
    expect(await first).toBe(true)
    expect(stored).toEqual(['first', 'second'])
    expect(saver.status.state).toBe('saved')
  })

  it('keeps the value where it could not be stored, says why, and stores it when asked again', async () => {
    let isBroken = true
    const save = vi.fn(async () => { if (isBroken) throw new Refusal('disk-full') })
    const saver = new Autosave<string>(save, pause)
    const told: string[] = []
    saver.subscribe(() => told.push(saver.status.state))
    saver.change('kept')
    await settled()
    expect(saver.status).toMatchObject({ state: 'failed', problem: { code: 'disk-full' } })
    expect(saver.unsaved).toBe('kept')
    isBroken = false
    expect(await saver.flush()).toBe(true)
    expect(saver.unsaved).toBeUndefined()
    expect(told).toEqual(['waiting', 'saving', 'failed', 'saving', 'saved'])
    expect(save).toHaveBeenCalledTimes(2)
  })
})
