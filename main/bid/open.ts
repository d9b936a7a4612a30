import { randomBytes } from 'node:crypto'
import { mkdir, open, rename, rm, rmdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Refusal } from '../../interface/errors.ts'
import type { Response } from '../../interface/schemas/bid.ts'
import type { Identity } from '../certificates/pkcs12.ts'
import { asRefusal, syncFolder } from '../container/files.ts'
import { readTrusted, type TrustContext } from '../container/verify.ts'
import { writePieces } from '../container/write.ts'
import type { KeyAndSalt } from '../crypto/key-check.ts'
import { commitment } from '../crypto/key-check.ts'
import { segmentKeyId } from '../crypto/segments.ts'
import { together } from '../work/together.ts'
import { openKey } from './open-key.ts'
import { ProgressMeter, type LongWork } from './progress.ts'
import { readBid, type BidEnvelope, type BidFile } from './read.ts'

export interface OpenedEnvelope {
  id: string
  /** The envelope container as it was sealed. */
  file: string
  /** Folder with `response.json` and the documents. */
  folder: string
  response: Response
}

export interface OpenBid {
  file: string
  bidder: Identity
  /** Needed with `control: bidder+tenderer`. */
  tenderer: Identity | null
  /** Folder that is made; it must not exist or be empty. */
  out: string
}

/** Decrypts the segments of an envelope into a private file, or nowhere; answers the digest of the container. */
export async function openSegments(bid: BidFile, envelope: BidEnvelope, { key, salt }: KeyAndSalt, target: string | null, context: TrustContext, { signal, progress }: { signal?: AbortSignal | undefined, progress?: (bytes: number) => void }): Promise<void> {
  const { container } = await context.pool.run(
    { kind: 'open-segments', file: bid.file, key, keyId: segmentKeyId(envelope.id), segments: envelope.segments, target }, { signal, progress })
  if (commitment(salt, Buffer.from(container)) !== envelope.commitment) throw new Refusal('commitment-mismatch', envelope.id)
}

/** The envelope container must be for this tender, lot and envelope, by the same holder. */
function checkBelongs(bid: BidFile, envelope: string, response: Response, signerId: string | null): void {
  if (signerId !== bid.bid.bidder.id || response.bidder.id !== bid.bid.bidder.id) throw new Refusal('signer-mismatch', envelope)
  if (response.tender.digest !== bid.bid.tender.digest || response.lot !== bid.bid.lot || response.envelope !== envelope) {
    throw new Refusal('commitment-mismatch', `${envelope}: made for another tender, lot or envelope`)
  }
}

/** Unpacks the members of an envelope container that was checked. */
async function unpack(container: { archive: { members: { name: string, size: number, offset: number | null }[] } }, file: string, folder: string, signal: AbortSignal): Promise<void> {
  for (const { name, size, offset } of container.archive.members) {
    if (offset === null || name === 'mimetype' || name.startsWith('META-INF/')) continue
    const target = join(folder, ...name.split('/'))
    await mkdir(dirname(target), { recursive: true, mode: 0o700 })
    const handle = await open(target, 'wx', 0o600)
    try {
      await writePieces(handle, [{ file, offset, size }], { signal })
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
}

async function openInto(folder: string, bid: BidFile, envelope: BidEnvelope, key: KeyAndSalt, context: TrustContext, work: { signal: AbortSignal, progress: (bytes: number) => void }): Promise<Response> {
  const file = join(folder, `${envelope.id}.asice`)
  await (await open(file, 'wx', 0o600)).close()
  await openSegments(bid, envelope, key, file, context, work)
  // A certificate that was good when the bid was stamped does not turn bad by waiting.
  const container = await readTrusted(file, 'envelope', { ...context, now: () => bid.verdict.judgedAt }, { signal: work.signal })
  try {
    checkBelongs(bid, envelope.id, container.content, container.signature.signer.holder.id)
    await unpack(container, file, join(folder, envelope.id), work.signal)
    return container.content
  } finally {
    await container.archive.close()
  }
}

/** Nothing of the user's is overwritten: only an empty folder may stand where the result goes. Refusal('file-exists'). */
async function makeRoom(out: string): Promise<void> {
  await rmdir(out).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw new Refusal('file-exists', out)
  })
}

/**
 * Opens a bid with all its keys into a folder. Decrypted bytes stay in a private temporary folder until the last check has passed.
 * Refusals: key-not-recipient, envelope-unreadable, tenderer-key-needed, key-check-mismatch, commitment-mismatch, signer-mismatch, file-exists, …
 */
export async function openBid({ file, bidder, tenderer, out }: OpenBid, context: TrustContext, { signal, onProgress }: LongWork = {}): Promise<{ bid: BidFile, envelopes: OpenedEnvelope[] }> {
  const bid = await readBid(file, context, { signal })
  const keys = bid.envelopes.map((envelope) => openKey(bid.bid, envelope, bidder, tenderer))
  await makeRoom(out)
  const quarantine = `${out}.opening-${randomBytes(6).toString('hex')}`
  const meter = new ProgressMeter(bid.size, onProgress)
  try {
    await mkdir(quarantine, { recursive: true, mode: 0o700 })
    const responses = await together(bid.envelopes.map((envelope, index) => (signal: AbortSignal) => {
      const key = keys[index]
      if (key === undefined) throw new TypeError('a key for each envelope')
      return openInto(quarantine, bid, envelope, key, context, { signal, progress: meter.step('opening') })
    }), signal)
    await rename(quarantine, out)
    await syncFolder(dirname(out))
    return {
      bid,
      envelopes: bid.envelopes.flatMap(({ id }, index) => {
        const response = responses[index]
        return response === undefined ? [] : [{ id, response, file: join(out, `${id}.asice`), folder: join(out, id) }]
      }),
    }
  } catch (error) {
    await rm(quarantine, { recursive: true, force: true })
    throw asRefusal(error, out)
  }
}
