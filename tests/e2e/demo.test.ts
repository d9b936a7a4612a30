import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { root } from '../../scripts/run.ts'

const scratch = mkdtempSync(join(tmpdir(), 'sealbid-demo-'))
afterAll(() => rmSync(scratch, { recursive: true, force: true }))

const demo = (out: string) => spawnSync(process.execPath, [join(root, 'scripts/demo.ts'), '--out', out], { encoding: 'utf8', env: { ...process.env, INIT_CWD: scratch } })

it('npm run demo does the three jobs and leaves what the README promises', { timeout: 300_000 }, () => {
  const { status, stdout, stderr } = demo('out')
  expect(status, `${stdout}\n${stderr}`).toBe(0)
  const files = readdirSync(join(scratch, 'out'))
  for (const file of ['tender.etender', 'bid-a.ebid', 'bid-b.ebid', 'bid-a.receipt', 'bid-b.receipt', 'closing.receipt', 'opening.record', 'VERIFY.md', 'pki']) expect(files).toContain(file)
  expect(readdirSync(join(scratch, 'out/pki')).filter((name) => name.endsWith('.p12'))).toHaveLength(8)
  const verify = readFileSync(join(scratch, 'out/VERIFY.md'), 'utf8')
  expect(verify.match(/Verification successful/g)).toHaveLength(10)
  expect(verify).toContain('commitment OK')
  // Our log says nothing that only key holders may know.
  expect(stdout).not.toContain(readFileSync(join(scratch, 'out/bid-a.capsule.code'), 'utf8').trim())
})

it('does not touch a folder that is not its own', () => {
  writeFileSync(join(scratch, 'mine.txt'), 'mine')
  const { status, stderr } = demo('.')
  expect(status).toBe(1)
  expect(stderr).toContain('not empty')
  expect(existsSync(join(scratch, 'mine.txt'))).toBe(true)
})
