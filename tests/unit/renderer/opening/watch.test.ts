import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { PlatformClient } from '../../../../interface/client.ts'
import { Refusal } from '../../../../interface/errors.ts'
import type { OpeningState } from '../../../../interface/schemas/opening.ts'
import { retryDelay, watchOpening, type Watch } from '../../../../renderer/opening/watch.ts'
import { setClock, testPlatform, type TestPlatform } from '../../../support/platform.ts'
import { publishTender } from '../../../support/rehearsal.ts'
import { deadline } from '../../../support/tender.ts'

/** A hall that watches a real platform, which goes away and comes back. */

let platform: TestPlatform
let watch: Watch | undefined
beforeEach(async () => { platform = await testPlatform() })
afterEach(async () => {
  watch?.stop()
  await platform.end()
})

class Seen {
  readonly states: OpeningState[] = []
  readonly troubles: { code: string, retryIn: number }[] = []
  #wake: (() => void) | undefined

  readonly onState = (state: OpeningState): void => {
    this.states.push(state)
    this.#wake?.()
  }

  readonly onTrouble = (error: unknown, retryIn: number): void => {
    this.troubles.push({ code: error instanceof Refusal ? error.code : String(error), retryIn })
    this.#wake?.()
  }

  async until(isSo: () => boolean): Promise<void> {
    while (!isSo()) await new Promise<void>((resolve) => { this.#wake = resolve })
  }
}

describe('watching an opening', () => {
  it('shows each answer, waits longer while there is none, and is back at once when asked to', async () => {
    const tender = await publishTender(platform)
    const client = new PlatformClient(platform.origin)
    const seen = new Seen()
    watch = watchOpening({ read: () => client.opening(tender.id, '1'), onState: seen.onState, onTrouble: seen.onTrouble, interval: 40 })
    await seen.until(() => seen.states.length >= 2)
    expect(seen.states[0]?.closing).toBeNull()

    await setClock(platform.origin, { time: deadline })
    await seen.until(() => seen.states.at(-1)?.closing !== null)

    await platform.close()
    await seen.until(() => seen.troubles.length >= 4)
    expect(new Set(seen.troubles.map((each) => each.code))).toEqual(new Set(['platform-unreachable']))
    expect(seen.troubles.slice(0, 4).map((each) => each.retryIn)).toEqual([40, 80, 160, 320])
    const known = seen.states.length

    await platform.restart()
    watch.refresh()
    await seen.until(() => seen.states.length > known)
    expect(seen.states.at(-1)?.closing).not.toBeNull()
  })

  it('is silent once it was left', async () => {
    const tender = await publishTender(platform)
    const client = new PlatformClient(platform.origin)
    const seen = new Seen()
    const left = watchOpening({ read: () => client.opening(tender.id, '1'), onState: seen.onState, onTrouble: seen.onTrouble, interval: 20 })
    left.stop()
    left.refresh()
    await new Promise((resolve) => { setTimeout(resolve, 200) })
    expect(seen.states).toEqual([])
  })

  it('never waits longer than half a minute', () => {
    expect([1, 2, 3, 4, 5, 60].map((failures) => retryDelay(failures))).toEqual([2_500, 5_000, 10_000, 20_000, 30_000, 30_000])
  })
})
