import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import { responseSchema } from '../../interface/schemas/bid.ts'
import type { Response } from '../../interface/schemas/bid.ts'
import type { Platform } from '../context.ts'
import { segmentName } from '../judge/bid.ts'
import type { OpenContainer } from '../judge/container.ts'
import { withContainer } from '../judge/container.ts'
import { openSegment } from '../judge/enveloped.ts'
import { withScratch } from '../judge/openssl.ts'
import { readCanonical } from '../judge/strict-json.ts'
import type { StandingBid } from '../submission/status.ts'
import type { EnvelopeKey } from './keys.ts'
import { commitmentOf } from './keys.ts'

/** What came out of one envelope: whether the commitment was kept, and what the bidder answers; `reason` says why there is no answer. */
export interface OpenedEnvelope { commitment: boolean, response: Response | null, reason?: string }

/**
 * Opens one envelope with a key that keyCheck found good: segment by segment into a private file, then the commitment, then the container
 * inside with its signature by the same holder. Nothing of it is believed before all of that holds.
 */
export async function openEnvelope(platform: Platform, bid: StandingBid, envelope: string, secret: EnvelopeKey): Promise<OpenedEnvelope> {
  return withScratch(platform.files.scratch, async (folder) => {
    const file = join(folder, 'envelope.asice')
    try {
      const digest = await writeSegments(platform, bid, envelope, secret.key, file)
      const stated = bid.bid.envelopes.find((each) => each.id === envelope)
      if (commitmentOf(secret.salt, digest) !== stated?.commitment) return { commitment: false, response: null, reason: 'commitment-mismatch' }
    } catch (error) {
      if (error instanceof Refusal) return { commitment: false, response: null, reason: error.message }
      throw error
    }
    try {
      return { commitment: true, response: await readResponse(platform, bid, envelope, file) }
    } catch (error) {
      if (error instanceof Refusal) return { commitment: true, response: null, reason: error.message }
      throw error
    }
  })
}

/** Answers the SHA-256 of the container; memory holds one segment at a time. */
async function writeSegments(platform: Platform, bid: StandingBid, envelope: string, key: Buffer, file: string): Promise<Buffer> {
  const hash = createHash('sha256')
  const handle = await open(file, 'wx', 0o600)
  try {
    await withContainer(platform.files.path('bid', bid.digest), { bytes: Number.MAX_SAFE_INTEGER, members: 200_000 }, async (container) => {
      for (let number = 1; number <= segmentsOf(bid, envelope); number += 1) {
        const plain = openSegment(await container.read(segmentName(envelope, number), 17 * 1024 * 1024), envelope, key)
        hash.update(plain)
        await handle.write(plain)
      }
    })
  } finally {
    await handle.close()
  }
  return hash.digest()
}

const segmentsOf = (bid: StandingBid, envelope: string): number => bid.bid.envelopes.find((each) => each.id === envelope)?.segments ?? 0

async function readResponse(platform: Platform, bid: StandingBid, envelope: string, file: string): Promise<Response> {
  return withContainer(file, { bytes: 8 * 1024 ** 3, members: 20_000 }, async (container: OpenContainer) => {
    await container.judgeForm()
    const { party } = await container.judge(platform.judge)
    if (party.id !== bid.holder) throw new Refusal('signer-mismatch', 'envelope container')
    const response = readCanonical(await container.read('response.json', 16 * 1024 * 1024), responseSchema)
    if (response === null) throw new Refusal('bad-input', 'response.json')
    const { tender } = response
    if (tender.id !== bid.tender || tender.digest !== bid.tenderDigest || response.lot !== bid.lot || response.envelope !== envelope) {
      throw new Refusal('bad-input', 'response.json names another tender, lot or envelope')
    }
    if (response.bidder.id !== bid.holder) throw new Refusal('signer-mismatch', 'response.json')
    return response
  })
}
