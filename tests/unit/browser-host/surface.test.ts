import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
// Below the checkout, so that packages are found.
mkdirSync(join(root, 'out'), { recursive: true })
const scratch = mkdtempSync(join(root, 'out/surface-'))
const host = join(root, 'browser-host/surface-module.ts')
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Compiles all of main that imports 'electron' against what the browser host gives instead, and one file more; answers the complaints. */
function complaintsWith(name: string, more: string): string[] {
  mkdirSync(join(scratch, 'electron'))
  const take = (file: string, moved: Record<string, string>): void => {
    let text = readFileSync(join(root, 'main', file), 'utf8').replaceAll("from 'electron'", `from '${host}'`)
    for (const [from, to] of Object.entries(moved)) text = text.replaceAll(`from '${from}`, `from '${to}`)
    writeFileSync(join(scratch, file), text)
  }
  take('index.ts', {})
  for (const name of readdirSync(join(root, 'main/electron'))) take(`electron/${name}`, { '../../': `${root}/`, '../': `${root}/main/` })
  writeFileSync(join(scratch, 'electron', name), more)
  writeFileSync(join(scratch, 'tsconfig.json'), JSON.stringify({
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { composite: false, emitDeclarationOnly: false, noEmit: true, incremental: false, types: ['node'], typeRoots: [join(root, 'node_modules/@types')] },
    include: ['**/*.ts'],
  }))
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', scratch], { encoding: 'utf8' })
  // What is wrong elsewhere is another check's business.
  return stdout.split('\n').flatMap((line) => /(?:^|\/)((?:index|electron\/[\w-]+)\.ts)\(.*?: (.*)$/.exec(line)?.slice(1).join(': ') ?? [])
}

it('main asks nothing of electron that the host does not have: a call that it does not know is a compile error', () => {
  const found = complaintsWith('strange.ts', `import { Menu } from '${host}'\nMenu.getApplicationMenu()\n`)
  expect(found).toEqual([expect.stringMatching(/^electron\/strange\.ts: .*Property 'getApplicationMenu' does not exist/)])
})
