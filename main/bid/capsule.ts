import { pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { z } from 'zod'
import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import { digest, identifier } from '../../interface/schemas/common.ts'
import { sealContent } from '../crypto/auth-enveloped.ts'
import type { KeyAndSalt } from '../crypto/key-check.ts'
import { passwordIterations, passwordRecipient } from '../crypto/recipients.ts'

/**
 * Capsule: the keys of one sealed bid, independent of any certificate. It rests in the workspace under the workspace key; exported it is
 * CMS under a password. With the bid file it gives the envelope containers back: the segments are their copy at rest
 * (docs/decisions/0005-capsule.md).
 */

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))

export const capsuleSchema = z.strictObject({
  format: z.literal('sealbid/capsule/1'),
  bidDigest: digest,
  tender: z.strictObject({ id: identifier, digest }),
  lot: identifier,
  envelopes: z.array(z.strictObject({
    id: identifier,
    key: hex(32),
    salt: hex(32),
    /** SHA-256 of the envelope container. */
    container: digest,
  })).min(1),
})
export type Capsule = z.infer<typeof capsuleSchema>
export type CapsuleEnvelope = Capsule['envelopes'][number]

export const encodeCapsule = (capsule: Capsule): Buffer => Buffer.from(canonical(capsule))

/** Refusal('workspace-damaged') when it is not a capsule. */
export function decodeCapsule(bytes: Uint8Array): Capsule {
  try {
    return capsuleSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')))
  } catch {
    throw new Refusal('workspace-damaged', 'capsule')
  }
}

export const keyOf = (envelope: CapsuleEnvelope): KeyAndSalt => ({ key: Buffer.from(envelope.key, 'hex'), salt: Buffer.from(envelope.salt, 'hex') })

/**
 * A capsule under a password: CMS AuthEnvelopedData with one PasswordRecipientInfo, opened by `openssl cms -decrypt -pwri_password`.
 */
export async function exportCapsule(capsule: Uint8Array, password: string): Promise<Buffer> {
  const salt = randomBytes(16)
  const kek = await promisify(pbkdf2)(password, salt, passwordIterations, 32, 'sha256')
  const recipient = passwordRecipient({ kek, salt, iv: randomBytes(16), pad: randomBytes(12) })
  const sealed = sealContent(Buffer.from(capsule), [recipient])
  kek.fill(0)
  return sealed
}

/** A password that nobody has to invent: 30 letters and digits without look-alikes, 150 bits, in groups of five. */
export function recoveryCode(): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
  const symbols = Array.from(randomBytes(30), (octet) => alphabet[octet % alphabet.length] ?? '')
  return symbols.join('').replace(/(.{5})(?=.)/g, '$1-')
}
