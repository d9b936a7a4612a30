import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ResponseInput } from '../../interface/schemas/bid.ts'
import { root } from '../run.ts'
import { writeScans } from '../sample/scans.ts'
import { DemoFailure } from './sealbid.ts'

/** Folders of the parties, made from the sample, with scans that bring the documents to about 100 MB. */

const sample = join(root, 'assets/sample')
const megabyte = 1_000_000

/** An earlier demo is replaced; anybody else's folder is not touched. */
export function prepareFolder(out: string): void {
  const isEarlier = existsSync(join(out, 'pki', 'trust.json')) && (existsSync(join(out, 'work')) || existsSync(join(out, 'VERIFY.md')))
  if (existsSync(out) && readdirSync(out).length > 0 && !isEarlier) throw new DemoFailure(`${out} is not empty and not an earlier demo; name another folder with --out`)
  rmSync(out, { recursive: true, force: true })
  for (const folder of ['', 'work', 'check', 'responses']) mkdirSync(join(out, folder), { recursive: true })
}

/** The tender as the agency has it on its disk. */
export function prepareTender(out: string): void {
  cpSync(join(sample, 'tender'), join(out, 'tender'), { recursive: true })
}

interface Scans { section: string, megabytes: number, seed: number }

async function prepareResponse(out: string, from: string, to: string, scans: readonly Scans[]): Promise<void> {
  const folder = join(out, 'responses', to)
  cpSync(join(sample, from), folder, { recursive: true })
  const file = join(folder, 'response.json')
  const response = JSON.parse(readFileSync(file, 'utf8')) as ResponseInput
  for (const { section, megabytes, seed } of scans) {
    await writeScans(join(folder, `${section}.pdf`), megabytes * megabyte, seed)
    response.sections[section] = { file: `${section}.pdf` }
  }
  writeFileSync(file, JSON.stringify(response, null, 2))
}

const scansOfA = [{ section: 'evidence-scans', megabytes: 26, seed: 11 }, { section: 'drawing-scans', megabytes: 26, seed: 12 }]
const scansOfB = [{ section: 'evidence-scans', megabytes: 24, seed: 21 }, { section: 'drawing-scans', megabytes: 24, seed: 22 }]

export async function prepareResponses(out: string): Promise<void> {
  await prepareResponse(out, 'bidder-a', 'bidder-a', scansOfA)
  await prepareResponse(out, 'bidder-a-replacement', 'bidder-a-replacement', scansOfA)
  await prepareResponse(out, 'bidder-b', 'bidder-b', scansOfB)
}
