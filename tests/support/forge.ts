import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readPractice } from '../../platform/practice/folder.ts'
import { signingIdentity } from '../../platform/write/sign.ts'
import { timestampFrom } from '../../platform/write/timestamp.ts'
import { writeContainer } from '../../platform/write/container.ts'

export interface Forgery {
  /** Whose signing certificate; a name of the practice folder. */
  signer?: string
  /** When it claims to be made, and was stamped. */
  at?: string
}

/** A container in perfect form around any JSON: what a platform can make whose own key is used for lies, or what somebody else can make. */
export async function forge(practice: string, name: string, value: unknown, { signer = 'platform', at = '2026-03-02T02:00:01Z' }: Forgery = {}): Promise<Buffer> {
  const { tsa } = await readPractice(practice)
  const identity = signingIdentity(readFileSync(join(practice, `${signer}.pem`), 'utf8'), readFileSync(join(practice, `${signer}.key`), 'utf8'))
  const now = (): Date => new Date(at)
  return (await writeContainer(name, value, { identity, now, timestamp: timestampFrom(tsa, now) })).bytes
}

/** The member `name` of a container whose members are stored (docs/formats.md): found by its local header. */
export function memberOf(container: Buffer, name: string): Buffer {
  for (let at = 0; container.readUInt32LE(at) === 0x04034b50;) {
    const size = container.readUInt32LE(at + 18)
    const start = at + 30 + container.readUInt16LE(at + 26) + container.readUInt16LE(at + 28)
    if (container.toString('utf8', at + 30, at + 30 + container.readUInt16LE(at + 26)) === name) return container.subarray(start, start + size)
    at = start + size
  }
  throw new Error(`no member ${name}`)
}

export const contentOf = <T>(container: Uint8Array, name: string): T => JSON.parse(memberOf(Buffer.from(container), name).toString('utf8')) as T

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
