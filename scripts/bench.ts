// `npm run bench [-- --mebibytes N]`: sealing and opening against named programs on the same file, in the same run.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { ResponseInput } from '../interface/schemas/bid.ts'
import type { TenderDefinition } from '../interface/schemas/tender.ts'
import { measure, measureNode, ratio, type Measured } from './bench/measure.ts'
import { root } from './run.ts'
import { writeScans } from './sample/scans.ts'

const { values } = parseArgs({ options: { mebibytes: { type: 'string', default: '1024' } } })
const bytes = Number(values.mebibytes) * 1024 * 1024
const folder = mkdtempSync(join(tmpdir(), 'sealbid-bench-'))
const cli = join(root, 'cli/main.ts')
const env = { ...process.env, INIT_CWD: folder, SEALBID_TRUST: join(folder, 'pki/trust.json'), SEALBID_WORKSPACE: join(folder, 'workspace') }
const at = (name: string): string => join(folder, name)

const sealbid = (...args: string[]): Measured =>
  measureNode(cli, [...args, ...(args.includes('--key') ? ['--password-file', 'pki/passwords.json'] : [])], env)

/** The sample tender with limits that take the file. */
async function prepare(): Promise<void> {
  sealbid('practice', 'init', '--dir', 'pki')
  cpSync(join(root, 'assets/sample/tender'), at('tender'), { recursive: true })
  const definition = JSON.parse(readFileSync(at('tender/tender.json'), 'utf8')) as TenderDefinition
  definition.limits = { ...definition.limits, bytesPerFile: 2 * bytes, bytesPerBid: 4 * bytes }
  for (const section of definition.response.sections) delete section.limits
  writeFileSync(at('tender/tender.json'), JSON.stringify(definition))
  sealbid('tender', 'build', '--definition', 'tender/tender.json', '--documents', 'tender/documents', '--key', 'pki/agency.p12', '--out', 't.etender')
  cpSync(join(root, 'assets/sample/bidder-a'), at('response'), { recursive: true })
  const response = JSON.parse(readFileSync(at('response/response.json'), 'utf8')) as ResponseInput
  response.sections['drawing-scans'] = { file: 'scans.pdf' }
  writeFileSync(at('response/response.json'), JSON.stringify(response))
  await writeScans(at('response/scans.pdf'), bytes, 1)
}

const show = (name: string, measured: Measured, against: [string, Measured][] = []): void => {
  const peak = measured.peakMegabytes === null ? '' : `  peak ${measured.peakMegabytes.toFixed(0)} MiB`
  process.stdout.write(`${name.padEnd(28)} ${measured.seconds.toFixed(2)} s${peak}\n`)
  for (const [label, other] of against) process.stdout.write(`${`  ${name}/${label}`.padEnd(28)} ${ratio(measured, other)} x\n`)
}

try {
  mkdirSync(at('workspace'))
  await prepare()
  const file = at('response/scans.pdf')
  process.stdout.write(`${values.mebibytes} MiB, Node ${process.version}\n`)
  const copy = measure('cp', [file, at('copy')])
  const digest = measure('openssl', ['dgst', '-sha256', file])
  const cms = measure('openssl', ['cms', '-encrypt', '-stream', '-binary', '-aes-256-cbc', '-outform', 'DER', '-in', file, '-out', at('cms'), at('pki/bidder-a-encrypt.pem')])
  rmSync(at('copy'))
  rmSync(at('cms'))
  show('cp', copy)
  show('openssl dgst -sha256', digest)
  show('openssl cms -encrypt -stream', cms)
  // With the import of the response folder: the copy into the workspace is part of what a person waits for.
  show('bid seal', sealbid('bid', 'seal', '--tender', 't.etender', '--response', 'response', '--key', 'pki/bidder-a.p12', '--out', 'y.ebid'), [['cms', cms]])
  show('verify', sealbid('verify', 'y.ebid'), [['dgst', digest]])
  show('bid trial-open', sealbid('bid', 'trial-open', 'y.ebid', '--key', 'pki/bidder-a.p12'), [['dgst', digest]])
  show('bid open', sealbid('bid', 'open', 'y.ebid', '--key', 'pki/bidder-a.p12', '--tenderer-key', 'pki/tenderer.p12', '--out', 'opened'), [['cms', cms]])
} finally {
  rmSync(folder, { recursive: true, force: true })
}
