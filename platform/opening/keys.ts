import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import type { Platform } from '../context.ts'
import { readEnveloped } from '../judge/enveloped.ts'
import { openssl, withScratch } from '../judge/openssl.ts'
import type { StandingBid } from '../submission/status.ts'

/** Key and salt of an envelope, 32 bytes each (suite `intl`). */
export interface EnvelopeKey { key: Buffer, salt: Buffer }

/**
 * Opens what was enveloped to the platform's opening certificate. Whatever is wrong with it, and whatever the unwrapping says, the answer is
 * null: only keyCheck and tags decide.
 */
async function openPayload(platform: Platform, payload: Uint8Array): Promise<EnvelopeKey | null> {
  const { certificateFile, keyFile } = platform.practice.platform.encryption
  return withScratch(platform.files.scratch, async (folder) => {
    const input = join(folder, 'payload')
    const output = join(folder, 'plain')
    await writeFile(input, payload, { mode: 0o600 })
    const answer = await openssl(['cms', '-decrypt', '-binary', '-inform', 'DER', '-in', input, '-inkey', keyFile, '-recip', certificateFile, '-out', output])
    if (!answer.ok) return null
    const plain = await readFile(output)
    return plain.length === 64 ? { key: plain.subarray(0, 32), salt: plain.subarray(32) } : null
  })
}

/** Opens a released key and holds it against the `keyCheck` of bid.json (docs/formats.md); null where it is not the key of this envelope. */
export async function openKey(platform: Platform, bid: StandingBid, envelope: string, payload: Uint8Array): Promise<EnvelopeKey | null> {
  try {
    readEnveloped(payload)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
  const opened = await openPayload(platform, payload)
  const stated = bid.bid.envelopes.find((each) => each.id === envelope)?.keyCheck
  if (opened === null || stated === undefined) return null
  const check = createHash('sha256').update('sealbid/key/1').update(opened.salt).update(opened.key).digest('hex')
  return check === stated ? opened : null
}

/** H(`sealbid/container/1` ‖ salt ‖ H(container)). */
export const commitmentOf = (salt: Uint8Array, containerDigest: Uint8Array): string =>
  createHash('sha256').update('sealbid/container/1').update(salt).update(containerDigest).digest('hex')
