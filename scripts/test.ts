// `npm test`: lint, types, then every test, and one closing line that counts them all.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { local, root, succeeds } from './run.ts'

interface Counts { passed: number, failed: number, skipped: number }

const heading = (text: string): void => { process.stdout.write(`\n── ${text}\n`) }

function step(title: string, program: string, args: readonly string[]): Counts {
  heading(title)
  const ok = succeeds(program, args)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 }
}

/** Vitest's own count; a run that ended badly without a failed test counts as one failure. */
function vitest(args: readonly string[]): Counts {
  heading('tests')
  const folder = mkdtempSync(join(tmpdir(), 'sealbid-test-'))
  const report = join(folder, 'report.json')
  // The Node that runs this runs the tests too: what the program needs is not what a bare machine has.
  const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH ?? ''}` }
  const ok = succeeds(process.execPath, [
    join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...args,
  ], env)
  try {
    const result = JSON.parse(readFileSync(report, 'utf8')) as {
      numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number,
    }
    const failed = result.numFailedTests === 0 && !ok ? 1 : result.numFailedTests
    return { passed: result.numPassedTests, failed, skipped: result.numPendingTests + result.numTodoTests }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const only = process.argv.slice(2)
const counts = [
  ...(only.length > 0 ? [] : [
    step('lint', local('oxlint'), ['--deny-warnings']),
    step('types', local('tsc'), ['-b']),
  ]),
  vitest(only),
]
const sum = (key: keyof Counts): number => counts.reduce((total, each) => total + each[key], 0)
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
