import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'sealbid-host-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('one instance', () => {
  const child = join(folder, 'instance.ts')
  writeFileSync(child, `
    import { takeInstance } from '${join(import.meta.dirname, '../../../browser-host/single-instance.ts')}'
    const has = takeInstance('${join(folder, 'window')}', (argv) => process.stdout.write('called ' + argv.at(-1) + '\\n'))
    process.stdout.write(has + '\\n')
    if (has) setInterval(() => {}, 1000)
  `)
  const start = (argument: string) => spawn(process.execPath, [child, argument], { stdio: ['ignore', 'pipe', 'inherit'] })
  const line = async (from: ReturnType<typeof start>): Promise<string> => String(((await once(from.stdout, 'data')) as [Buffer])[0]).trim()

  it('is told of the second, and gives way when it is killed', async () => {
    const first = start('a')
    expect(await line(first)).toBe('true')
    const called = line(first)
    expect(await line(start('b.etender'))).toBe('false')
    expect(await called).toBe('called b.etender')
    first.kill('SIGKILL')
    await once(first, 'exit')
    const third = start('c')
    expect(await line(third)).toBe('true')
    third.kill('SIGKILL')
  })
})
