import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TenderDefinition } from '../../interface/schemas/tender.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import { jsonOf, refusalOf, runCli, type CliError, type CliOptions, type CliResult } from './cli.ts'
import { practiceFolder } from './practice.ts'

export const sample = join(import.meta.dirname, '../../assets/sample')

/** A folder in which somebody works with `sealbid`: `pki/`, the sample tender and responses, a workspace for each party. */
export interface Workplace {
  folder: string
  /** Path of a file in the folder. */
  at(...parts: string[]): string
  /** Runs `sealbid` as a party: its key, passwords.json, workspace and trust list; `--json` always. */
  as(name: IdentityName, args: readonly string[], options?: CliOptions): Promise<CliResult>
  /** The same, for a call that must succeed; answers its JSON. */
  done(name: IdentityName, args: readonly string[], options?: CliOptions): Promise<Record<string, unknown>>
  /** The same, for a call that must be refused. */
  refused(name: IdentityName, args: readonly string[], options?: CliOptions): Promise<CliError>
  remove(): void
}

/** What a party adds to every call. */
export const settings = (folder: string, name: string): Record<string, string> =>
  ({ SEALBID_TRUST: join(folder, 'pki/trust.json'), SEALBID_WORKSPACE: join(folder, 'workspaces', name) })

export async function workplace(): Promise<Workplace> {
  const folder = mkdtempSync(join(tmpdir(), 'sealbid-workplace-'))
  symlinkSync(await practiceFolder(), join(folder, 'pki'))
  cpSync(sample, folder, { recursive: true })
  const as: Workplace['as'] = (name, args, options = {}) => {
    const key = args.some((each) => each === '--key') ? [] : keyOptions(args, folder, name)
    return runCli([...args, ...key, '--json'], { cwd: folder, ...options, env: { ...settings(folder, name), ...options.env } })
  }
  return {
    folder,
    at: (...parts) => join(folder, ...parts),
    as,
    async done(name, args, options) {
      const result = await as(name, args, options)
      if (result.code !== 0) throw new Error(`sealbid ${args.join(' ')}: exit ${result.code}\n${result.stderr}`)
      return jsonOf(result)
    },
    async refused(name, args, options) {
      return refusalOf(await as(name, args, options), args.includes('zh') ? 'zh' : 'en')
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

/** Commands that only read a file take no key. */
const keyless = ['tender show', 'bid inspect', 'bid capsule', 'verify', 'practice']

function keyOptions(args: readonly string[], folder: string, name: string): string[] {
  const call = args.slice(0, 2).join(' ')
  const key = keyless.some((each) => call.startsWith(each)) ? [] : ['--key', join(folder, 'pki', `${name}.p12`)]
  return [...key, ...args.includes('--password-file') || call.startsWith('practice') ? [] : ['--password-file', join(folder, 'pki/passwords.json')]]
}

/** Writes a definition like one of the sample's, under another number. Answers the number. */
export function renumber(place: Workplace, folder: 'tender' | 'addendum', id: string, change: (definition: TenderDefinition) => void = () => undefined): string {
  const definition = JSON.parse(readFileSync(join(sample, folder, 'tender.json'), 'utf8')) as TenderDefinition
  definition.tender.id = id
  definition.ocid = `ocds-sb2026-${id}`
  change(definition)
  const file = place.at(folder, `${id}.json`)
  writeFileSync(file, JSON.stringify(definition))
  return file
}
