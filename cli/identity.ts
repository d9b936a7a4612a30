import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { Refusal } from '../interface/errors.ts'
import { openPkcs12, type Identity } from '../main/certificates/pkcs12.ts'
import { asRefusal } from '../main/container/files.ts'
import type { Invocation } from './command.ts'

/** Passwords come from a file or the environment, never from an argument: arguments are seen by every process of the machine. */

/** Plain text, or a `passwords.json` that maps identities to passwords. */
function passwordIn(text: string, identity: string): string | undefined {
  if (!text.trimStart().startsWith('{')) return text.replace(/\r?\n$/, '')
  try {
    const map = JSON.parse(text) as Record<string, unknown>
    const password = map[identity]
    return typeof password === 'string' ? password : undefined
  } catch {
    return text.replace(/\r?\n$/, '')
  }
}

const readText = (file: string): Promise<string> => readFile(file, 'utf8').catch((error: unknown) => { throw asRefusal(error, file) })

/** Name of the identity that a key file is for: `bidder-a.p12` → `bidder-a`. */
const identityOf = (keyFile: string): string => basename(keyFile).replace(/\.(p12|pfx)$/i, '')

/** The password for a name, or undefined where none was given. Refusal('file-not-found'). */
export async function findPassword(invocation: Invocation, name: string, option = 'password-file'): Promise<string | undefined> {
  const file = invocation.optionalPath(option) ?? invocation.optionalPath('password-file')
  return file === undefined ? process.env.SEALBID_PASSWORD : passwordIn(await readText(file), name)
}

/** Opens the key file that an option names. Refusals: password-needed, password-wrong, key-file-unreadable, file-not-found, … */
export async function openKeyFile(invocation: Invocation, option = 'key'): Promise<Identity> {
  const file = invocation.path(option)
  const bytes = await readFile(file).catch((error: unknown) => { throw asRefusal(error, file) })
  const password = await findPassword(invocation, identityOf(file), option === 'key' ? 'password-file' : `${option}-password-file`)
  if (password === undefined) throw new Refusal('password-needed', basename(file))
  return openPkcs12(bytes, password)
}
