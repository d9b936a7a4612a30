import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { Refusal, isErrorCode } from '../../../../interface/errors.ts'
import { readTrust } from '../../../../main/certificates/trust.ts'
import type { ContainerKind } from '../../../../main/container/kinds.ts'
import { bytesSource, fileSource, type ByteSource } from '../../../../main/container/source.ts'
import { readTrusted, type TrustContext } from '../../../../main/container/verify.ts'
import { WorkerPool } from '../../../../main/work/pool.ts'

/** Every file of tests/vectors/containers is judged as its name says (README.md there), from a file and from memory. */

const folder = join(import.meta.dirname, '../../../vectors')
const containers = join(folder, 'containers')
const context: TrustContext = {
  trust: readTrust(JSON.parse(readFileSync(join(folder, 'pki/trust.json'), 'utf8'))),
  pool: new WorkerPool(),
  now: () => new Date('2026-03-02T01:00:00Z'),
}

afterAll(() => context.pool.close())

const kinds: Record<string, ContainerKind> = { ebid: 'bid', etender: 'tender', receipt: 'receipt' }
const names = readdirSync(containers).filter((each) => each !== 'README.md')

/** State of the verdict, or the code of the refusal. */
async function judge(name: string, source: ByteSource): Promise<string> {
  const kind = kinds[name.split('.').at(-1) ?? '']
  if (kind === undefined) throw new Error(`suffix of ${name}`)
  try {
    const { verdict, archive } = await readTrusted(source, kind, context)
    await archive.close()
    return verdict.state
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}

describe('vectors', () => {
  test('there are good ones and bad ones of each kind', () => {
    for (const suffix of Object.keys(kinds)) {
      for (const start of ['good_', 'fail_']) {
        expect(names.some((each) => each.startsWith(start) && each.endsWith(`.${suffix}`)), `${start} ${suffix}`).toBe(true)
      }
    }
    expect(names.length).toBeGreaterThan(80)
  })

  test.each(names)('%s', async (name) => {
    const [start, expected = ''] = name.split('_')
    if (start === 'fail') expect(isErrorCode(expected)).toBe(true)
    else expect(['valid', 'indeterminate']).toContain(expected)
    expect(await judge(name, bytesSource(readFileSync(join(containers, name))))).toBe(expected)
    expect(await judge(name, await fileSource(join(containers, name)))).toBe(expected)
  })

  test.skipIf(!existsSync('/proc/self/fd'))('readers close what they open', () => {
    const open = readdirSync('/proc/self/fd').flatMap((each) => {
      try {
        return [readlinkSync(`/proc/self/fd/${each}`)]
      } catch {
        return []
      }
    })
    expect(open.filter((each) => each.includes('vectors/containers'))).toEqual([])
  })
})
