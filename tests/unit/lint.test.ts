import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const scratch = mkdtempSync(join(tmpdir(), 'sealbid-lint-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

/** Lints one line as if it stood in the given file of the tree; answers the rules that it breaks. */
function brokenRules(file: string, line: string): string[] {
  const path = join(scratch, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${line}\n`)
  const result = spawnSync(join(root, 'node_modules/.bin/oxlint'), ['-c', join(root, '.oxlintrc.json'), '--format=json', path], { encoding: 'utf8' })
  const report = JSON.parse(result.stdout) as { diagnostics: { code: string }[] }
  return report.diagnostics.map((each) => each.code)
}

describe('the dependency rule bites', () => {
  const forbidden = [
    ['platform/server.ts', "export { x } from '../main/container/read.ts'"],
    ['interface/client.ts', "export { x } from '../platform/server.ts'"],
    ['interface/client.ts', "export { readFileSync } from 'node:fs'"],
    ['main/bid/seal.ts', "export { app } from 'electron'"],
    ['main/bid/seal.ts', "export { x } from '../../platform/server.ts'"],
    ['main/electron/window.ts', "export { x } from '../../renderer/app.ts'"],
    ['main/crypto/segments.ts', "export { x } from '../drafts/drafts.ts'"],
    ['renderer/app.ts', "export { x } from '../main/workspace.ts'"],
    ['renderer/app.ts', "export { readFileSync } from 'node:fs'"],
    ['renderer/app.ts', "export { x } from '../preload/client.ts'"],
    ['preload/client.ts', "export { x } from '../main/workspace.ts'"],
    ['prompt/index.ts', "export { x } from '../preload/contract/index.ts'"],
    ['browser-host/app.ts', "export { app } from 'electron'"],
    ['browser-host/app.ts', "export { x } from '../main/workspace.ts'"],
  ] as const
  it.each(forbidden)('in %s: %s', (file, line) => {
    expect(brokenRules(file, line)).toContain('eslint(no-restricted-imports)')
  })

  const allowed = [
    ['platform/server.ts', "export { x } from '../interface/schemas/tender.ts'"],
    ['main/bid/seal.ts', "export { x } from '../container/write.ts'"],
    ['main/electron/window.ts', "export { app } from 'electron'"],
    ['renderer/app.ts', "export { x } from '../preload/contract/index.ts'"],
    ['prompt/index.ts', "export type { Question } from '../preload/prompt-contract.ts'"],
    ['browser-host/app.ts', "import type { App } from 'electron'; export type { App }"],
  ] as const
  it.each(allowed)('but not in %s: %s', (file, line) => {
    expect(brokenRules(file, line)).not.toContain('eslint(no-restricted-imports)')
  })
})
