import { spawn } from 'node:child_process'
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PlatformClient } from '../../interface/client.ts'
import { Refusal } from '../../interface/errors.ts'
import { root } from '../run.ts'
import type { Children } from './children.ts'
import type { Places } from './places.ts'
import { readme, valuesOf } from './sample-texts.ts'
import { StartFailure } from './say.ts'

/** The sample tender: published on the rehearsal platform by the agency with the command line, as anybody could do it. */

const sample = join(root, 'assets/sample')
export const sampleTender = 'SZWY2026-SG-0187'

/** What a newcomer tries: packages, documents, certificates, in the folder in which file dialogs start. Files that are there stay. */
export function prepareFiles({ files, pki, passwords }: Places): void {
  mkdirSync(join(files, 'certificates'), { recursive: true })
  const copy = (from: string, to: string): void => cpSync(join(sample, from), join(files, to), { recursive: true, force: false, filter: (source) => !source.endsWith('.json') })
  copy('bidder-a', 'bidder-a')
  copy('bidder-b', 'bidder-b')
  copy('tender/documents', 'tender-documents')
  copy('addendum/documents', 'addendum-documents')
  for (const bidder of ['bidder-a', 'bidder-b']) writeFileSync(join(files, bidder, 'values.txt'), valuesOf(join(sample, bidder, 'response.json'), join(sample, 'tender/tender.json')))
  for (const name of readdirSync(pki).filter((each) => /^(agency|tenderer|bidder).*\.p12$/.test(each))) {
    const target = join(files, 'certificates', name)
    copyFileSync(join(pki, name), target)
    chmodSync(target, 0o600)
  }
  writeFileSync(join(files, 'README.txt'), readme(passwords))
}

export type PublishedTender = Awaited<ReturnType<PlatformClient['tender']>>

const detail = (origin: string): Promise<PublishedTender | undefined> => new PlatformClient(origin).tender(sampleTender).catch((error: unknown) => {
  if (error instanceof Refusal && error.code === 'tender-unknown') return undefined
  throw error
})

/** Builds and publishes the sample tender where the platform does not have it, and puts its package beside the other files. */
export async function publishSample(places: Places, origin: string, children: Children): Promise<{ published: boolean, tender: PublishedTender }> {
  const present = await detail(origin)
  if (present !== undefined) return { published: false, tender: present }
  const built = join(places.agency, `${sampleTender}.etender`)
  rmSync(places.agency, { recursive: true, force: true })
  cpSync(join(sample, 'tender'), join(places.agency, 'tender'), { recursive: true })
  // The definition names the opening certificates as ../pki/….
  cpSync(places.pki, join(places.agency, 'pki'), { recursive: true, filter: (file) => file === places.pki || file.endsWith('.pem') })
  const key = ['--key', join(places.pki, 'agency.p12'), '--password-file', places.passwords, '--platform', origin]
  const stamp = ['--timestamp', `${origin}/practice/timestamp`]
  await sealbid(places, children, 'tender', 'build', '--definition', join(places.agency, 'tender/tender.json'), '--documents', join(places.agency, 'tender/documents'), ...key, ...stamp, '--out', built)
  await sealbid(places, children, 'tender', 'publish', built, ...key, '--out', join(places.agency, `${sampleTender}.receipt`))
  copyFileSync(built, join(places.files, `${sampleTender}.etender`))
  const tender = await detail(origin)
  if (tender === undefined) throw new StartFailure('示例招标未能发布。', 'The sample tender was not published.')
  return { published: true, tender }
}

/** Runs one command as the agency. */
function sealbid({ agency, pki }: Places, children: Children, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'cli/main.ts'), ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, SEALBID_TRUST: join(pki, 'trust.json'), SEALBID_WORKSPACE: join(agency, 'workspace') },
  })
  children.add(child, () => child.kill('SIGTERM'))
  let words = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { words += chunk.toString() })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => code === 0 ? resolve() : reject(new StartFailure('示例招标未能发布。', `The sample tender was not published.\n${words}`)))
  })
}

/** Whether somebody copied it away; the package itself stays with the agency. */
export function restorePackage({ agency, files }: Places): void {
  const built = join(agency, `${sampleTender}.etender`)
  const target = join(files, `${sampleTender}.etender`)
  if (existsSync(built) && !existsSync(target)) copyFileSync(built, target)
}
