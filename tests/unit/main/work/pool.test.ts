import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { crc32 } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../../../interface/errors.ts'
import type { Job } from '../../../../main/work/jobs.ts'
import { WorkerPool } from '../../../../main/work/pool.ts'
import { together } from '../../../../main/work/together.ts'

/** Jobs in real worker threads. */

const folder = mkdtempSync(join(tmpdir(), 'sealbid-pool-'))
const bytes = randomBytes(20 * 1024 * 1024)
const file = join(folder, 'file')
writeFileSync(file, bytes)
const pool = new WorkerPool(2)

afterAll(async () => {
  await pool.close()
  rmSync(folder, { recursive: true, force: true })
})

const sha256 = (part: Uint8Array): Uint8Array => Uint8Array.from(createHash('sha256').update(part).digest())
const whole: Job = { kind: 'digest-ranges', file, ranges: [{ offset: 0, size: bytes.length }] }

describe('digests', () => {
  test('of ranges, in order, empty ones and those at the edges of a chunk included', async () => {
    const edges: [number, number][] = [[0, bytes.length], [7, 0], [1, 262_144], [262_143, 262_145], [bytes.length - 1, 1]]
    const ranges = edges.map(([offset, size]) => ({ offset, size }))
    const digested = await pool.run({ kind: 'digest-ranges', file, ranges })
    expect(digested).toEqual(ranges.map(({ offset, size }) => {
      const part = bytes.subarray(offset, offset + size)
      return { sha256: sha256(part), crc32: crc32(part) }
    }))
  })

  test('of pieces and of all of them together', async () => {
    const head = bytes.subarray(0, 300_000)
    const { whole, pieces } = await pool.run({ kind: 'digest-pieces', pieces: [{ bytes: head }, { file, offset: 300_000, size: 50 }] })
    expect(whole).toEqual(sha256(bytes.subarray(0, 300_050)))
    expect(pieces.map((each) => each.sha256)).toEqual([sha256(head), sha256(bytes.subarray(300_000, 300_050))])
  })

  test('progress adds up to the bytes', async () => {
    const steps: number[] = []
    await pool.run(whole, { progress: (count) => { steps.push(count) } })
    expect(steps.length).toBeGreaterThan(1)
    expect(steps.reduce((sum, each) => sum + each, 0)).toBe(bytes.length)
  })
})

describe('what goes wrong', () => {
  test('a missing file and one that is too short have their codes, and the thread goes on', async () => {
    await expect(pool.run({ ...whole, file: join(folder, 'missing') })).rejects.toMatchObject({ code: 'file-not-found' })
    await expect(pool.run({ ...whole, ranges: [{ offset: 1, size: bytes.length }] })).rejects.toMatchObject({ code: 'container-size' })
    expect(await pool.run(whole)).toHaveLength(1)
  })

  test('a bug in a job is an error of its own, no Refusal, and the next job has a sound thread', async () => {
    const error: unknown = await pool.run({ ...whole, ranges: [{ offset: -5, size: 10 }] }).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Error)
    expect(error).not.toBeInstanceOf(Refusal)
    expect(await pool.run(whole)).toHaveLength(1)
  })

  test('cancelled while it runs, while it waits, and before', async () => {
    const controller = new AbortController()
    const long: Job = { ...whole, ranges: Array.from({ length: 200 }, () => ({ offset: 0, size: bytes.length })) }
    const jobs = Array.from({ length: 4 }, () => pool.run(long, { signal: controller.signal, progress: () => { controller.abort() } }))
    for (const result of await Promise.allSettled(jobs)) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'cancelled' } })
    await expect(pool.run(whole, { signal: controller.signal })).rejects.toMatchObject({ code: 'cancelled' })
    expect(await Promise.all([pool.run(whole), pool.run(whole), pool.run(whole)])).toHaveLength(3)
  })
})

describe('together', () => {
  test('results stand in order', async () => {
    expect(await together([() => sleep(20, 'a'), () => Promise.resolve('b')])).toEqual(['a', 'b'])
    expect(await together([])).toEqual([])
  })

  test('one failure cancels the others, waits for them, and is the one that is told', async () => {
    let finished = false
    const slow = async (signal: AbortSignal): Promise<never> => {
      await sleep(5_000, undefined, { signal }).catch(() => undefined)
      await sleep(30)
      finished = true
      throw new Refusal('cancelled')
    }
    await expect(together([slow, () => Promise.reject(new Refusal('commitment-mismatch'))])).rejects.toMatchObject({ code: 'commitment-mismatch' })
    expect(finished).toBe(true)
  })

  test('an outer signal reaches every one', async () => {
    const controller = new AbortController()
    const work = (signal: AbortSignal): Promise<void> => sleep(5_000, undefined, { signal })
    setTimeout(() => { controller.abort() }, 10)
    await expect(together([work, work], controller.signal)).rejects.toThrow()
  })

  test('a failure that is thrown at once counts too', async () => {
    await expect(together([() => { throw new TypeError('bug') }])).rejects.toThrow('bug')
  })
})
