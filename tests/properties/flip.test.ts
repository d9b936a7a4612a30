import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '../../interface/errors.ts'
import { keyMember } from '../../main/container/kinds.ts'
import { readContainer } from '../../main/container/read.ts'
import { bytesSource } from '../../main/container/source.ts'
import { judgeContainer } from '../../main/container/verify.ts'
import { Desk, stampIn } from '../support/desk.ts'

/**
 * One flipped byte anywhere in a bid file is refused or judged invalid; it is never valid and never indeterminate (docs/formats.md, The one
 * byte form).
 */

let desk: Desk
let bytes: Buffer
const ranges = new Map<string, { start: number, end: number }>()

/** How a bid is judged: the state of its verdict, or the code of a refusal. Anything else that is thrown is a bug. */
async function judge(container: Buffer): Promise<string> {
  try {
    const read = await readContainer(bytesSource(container), desk.workspace.context.pool)
    return (await judgeContainer(read, desk.workspace.context)).state
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

/** Flips `mask` at each position; answers those that passed unseen. `count` is how many were tried. */
async function flipAll(positions: Iterable<number>, masks: readonly number[]): Promise<{ unseen: string[], count: number }> {
  const unseen: string[] = []
  let count = 0
  for (const position of positions) {
    for (const mask of masks) {
      bytes[position]! ^= mask
      const state = await judge(bytes)
      bytes[position]! ^= mask
      count++
      if (state === 'valid' || state === 'indeterminate') unseen.push(`${position} ^ ${mask}: ${state}`)
    }
  }
  return { unseen, count }
}

function* between({ start, end }: { start: number, end: number }, step = 1): Generator<number> {
  for (let position = start; position < end; position += step) yield position
}

/** Every position that is not the contents of a member: local headers, central directory, end record. */
function* headerPositions(): Generator<number> {
  const contents = [...ranges.values()].sort((a, b) => a.start - b.start)
  let position = 0
  for (const each of contents) {
    yield* between({ start: position, end: each.start })
    position = each.end
  }
  yield* between({ start: position, end: bytes.length })
}

const member = (name: string): { start: number, end: number } => {
  const range = ranges.get(name)
  if (range === undefined) throw new Error(`no member ${name}`)
  return range
}

let tried = 0
const expectNone = ({ unseen, count }: { unseen: string[], count: number }): void => {
  tried += count
  expect(unseen).toEqual([])
}

beforeAll(async () => {
  desk = await Desk.open()
  const file = desk.path('bid.ebid')
  await desk.seal(await desk.draft(), file, { stamp: stampIn(desk.practice) })
  bytes = readFileSync(file)
  const { archive } = await readContainer(bytesSource(bytes), desk.workspace.context.pool)
  for (const { name, offset, size } of archive.members) ranges.set(name, { start: offset!, end: offset! + size })
})

afterAll(async () => {
  await desk.close()
})

describe('one flipped byte in a bid file', () => {
  test('the untouched file is valid', async () => {
    expect(await judge(bytes)).toBe('valid')
  })

  test('every header byte, in three ways', async () => {
    expectNone(await flipAll(headerPositions(), [0x01, 0x80, 0xff]))
  })

  test('every byte of the signature with its timestamp', async () => {
    expectNone(await flipAll(between(member('META-INF/signature.p7s')), [0x01, 0x80]))
  })

  test('every byte of the manifest, of bid.json and of mimetype', async () => {
    for (const name of ['META-INF/ASiCManifest.xml', 'bid.json', 'mimetype']) expectNone(await flipAll(between(member(name)), [0x20]))
  })

  test('the key envelopes and segments', async () => {
    for (const id of ['business', 'price']) {
      expectNone(await flipAll(between(member(keyMember(id))), [0x04]))
      expectNone(await flipAll(between(member(`segments/${id}/000001.p7m`), 2), [0x40]))
    }
  })

  test('thousands of positions were tried', () => {
    expect(tried).toBeGreaterThan(5_000)
  })
})
