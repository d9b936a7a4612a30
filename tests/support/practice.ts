import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import { initPractice } from '../../platform/practice/init.ts'

const platform = join(import.meta.dirname, '../../platform')

/**
 * A practice folder as `sealbid practice init` makes it, for all tests to read and none to change. It is made once and kept as long as its
 * sources do not change; of two processes that make it at the same time one wins and both use the same.
 */
export async function practiceFolder(): Promise<string> {
  const dir = join(tmpdir(), `sealbid-practice-${userInfo().username}-${sourcesDigest().slice(0, 16)}`)
  if (existsSync(join(dir, 'ca.pem'))) return dir
  try {
    await initPractice(dir)
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'file-exists')) throw error
  }
  return dir
}

/** Password of `<name>.p12`. */
export function password(dir: string, name: IdentityName): string {
  const passwords = JSON.parse(readFileSync(join(dir, 'passwords.json'), 'utf8')) as Record<IdentityName, string>
  return passwords[name]
}

function sourcesDigest(): string {
  const digest = createHash('sha256')
  const sources = readdirSync(join(platform, 'practice')).filter((each) => each.endsWith('.ts')).sort().map((each) => join('practice', each))
  for (const name of ['der.ts', ...sources]) digest.update(name).update('\0').update(readFileSync(join(platform, name)))
  return digest.digest('hex')
}
