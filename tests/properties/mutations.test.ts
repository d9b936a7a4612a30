import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Refusal } from '../../interface/errors.ts'
import { readTrust } from '../../main/certificates/trust.ts'
import { readContainer } from '../../main/container/read.ts'
import { bytesSource } from '../../main/container/source.ts'
import { judgeContainer, type TrustContext } from '../../main/container/verify.ts'
import { WorkerPool } from '../../main/work/pool.ts'

/** Whatever a stranger sends, reading ends with an answer or a Refusal; never with another exception, and a changed container of
 * our own form is never taken for good. */

const folder = join(import.meta.dirname, '../vectors')
const names = readdirSync(join(folder, 'containers')).filter((each) => each !== 'README.md')
const vectors = names.map((name) => ({ name, bytes: readFileSync(join(folder, 'containers', name)) })).filter((each) => each.bytes.length < 30_000)
const context: TrustContext = {
  trust: readTrust(JSON.parse(readFileSync(join(folder, 'pki/trust.json'), 'utf8'))), pool: new WorkerPool(1), now: () => new Date('2026-03-02T01:00:00Z'),
}
afterAll(() => context.pool.close())

/** mulberry32: small, seeded, so that a failure can be repeated. */
function random(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Numbers at which parsers break. */
const edges = [0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]

type Mutation = (bytes: Buffer, pick: (below: number) => number) => Buffer
const mutations: Mutation[] = [
  (bytes, pick) => {
    for (let left = 1 + pick(4); left > 0; left--) bytes[pick(bytes.length)] = pick(256)
    return bytes
  },
  (bytes, pick) => bytes.subarray(0, pick(bytes.length)),
  (bytes, pick) => bytes.subarray(pick(bytes.length)),
  (bytes, pick) => {
    const at = pick(bytes.length)
    return Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1 + pick(40), pick(256)), bytes.subarray(at)])
  },
  (bytes, pick) => {
    const at = pick(bytes.length)
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(Math.min(bytes.length, at + 1 + pick(40)))])
  },
  // A number of a ZIP header, the directory or the end record.
  (bytes, pick) => {
    const records: number[] = []
    for (const mark of ['PK\u0001\u0002', 'PK\u0003\u0004', 'PK\u0005\u0006']) {
      for (let at = bytes.indexOf(mark, 0, 'latin1'); at !== -1; at = bytes.indexOf(mark, at + 1, 'latin1')) records.push(at)
    }
    const at = (records[pick(records.length || 1)] ?? 0) + 4 + pick(42)
    if (at + 4 > bytes.length) return bytes
    const value = edges[pick(edges.length)]!
    if (value > 0xffff || pick(2) === 0) bytes.writeUInt32LE(value, at)
    else bytes.writeUInt16LE(value, at)
    return bytes
  },
  // A stretch moved to another place.
  (bytes, pick) => {
    const [from, to, length] = [pick(bytes.length), pick(bytes.length), 1 + pick(200)]
    bytes.copyWithin(to, from, Math.min(bytes.length, from + length))
    return bytes
  },
  // A tag or length of DER: the signature is the last member.
  (bytes, pick) => {
    const at = Math.max(0, bytes.length - 700 - pick(1_800))
    bytes[at] = edges[pick(5)]!
    return bytes
  },
]

const seed = 20_261_124
const wanted = 20_000
const milliseconds = 20_000

test('twenty thousand mutated containers', async () => {
  const next = random(seed)
  const pick = (below: number): number => Math.floor(next() * below)
  const started = performance.now()
  const codes = new Map<string, number>()
  let count = 0
  for (; count < wanted && performance.now() - started < milliseconds; count++) {
    const vector = vectors[pick(vectors.length)]!
    const mutated = mutations[pick(mutations.length)]!(Buffer.from(vector.bytes), pick)
    let answer: string
    try {
      const container = await readContainer(bytesSource(mutated), context.pool)
      answer = (await judgeContainer(container, context)).state
      await container.archive.close()
      // Another tool's ZIP may be changed where nothing depends on it; our own form may not.
      const seen = answer === 'invalid' || container.form === 'foreign' || mutated.equals(vector.bytes)
      if (!seen) throw new Refusal('unknown-failure', `${vector.name}, number ${count}: changed and ${answer}`)
    } catch (error) {
      if (!(error instanceof Refusal)) throw new Error(`${vector.name}, number ${count}: not a refusal`, { cause: error })
      if (error.code === 'unknown-failure') throw error
      answer = error.code
    }
    codes.set(answer, (codes.get(answer) ?? 0) + 1)
  }
  expect(count, `in ${milliseconds} ms`).toBeGreaterThan(2_000)
  // The mutations reach into every layer.
  for (const code of [
    'not-a-container', 'container-form', 'container-name', 'container-size', 'digest-mismatch', 'signature-form', 'signature-invalid',
    'manifest-coverage', 'manifest-invalid',
  ]) {
    expect(codes.get(code), code).toBeGreaterThan(0)
  }
}, 60_000)
