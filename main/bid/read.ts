import { Refusal } from '../../interface/errors.ts'
import type { Bid } from '../../interface/schemas/bid.ts'
import type { Certificate } from '../certificates/certificate.ts'
import { fileDigest } from '../container/file-digest.ts'
import { keyMember, segmentMember } from '../container/kinds.ts'
import { readTrusted, type TrustContext, type TrustedContainer, type Verdict } from '../container/verify.ts'
import type { Range } from '../work/jobs.ts'
import type { RunOptions } from '../work/pool.ts'
import { together } from '../work/together.ts'

/** A bid file that was read and judged; its ciphertext is what the bidder signed. */
export interface BidFile {
  file: string
  digest: string
  size: number
  bid: Bid
  signer: Certificate
  verdict: Verdict
  envelopes: BidEnvelope[]
}

export interface BidEnvelope {
  id: string
  keyCheck: string
  commitment: string
  /** SHA-256 of the inner key envelope (hex), or null. */
  tendererLayer: string | null
  openedBy: Bid['envelopes'][number]['openedBy']
  /** Key envelope, DER. */
  keyEnvelope: Buffer
  /** Where the segments stand in the file. */
  segments: Range[]
}

/** A key envelope for a hundred certificates is some 40 KiB. */
const maxKeyEnvelope = 64 * 1024

async function readEnvelopes(container: TrustedContainer<'bid'>): Promise<BidEnvelope[]> {
  const offsets = new Map(container.archive.members.map((each) => [each.name, each]))
  return Promise.all(container.content.envelopes.map(async (envelope) => ({
    id: envelope.id,
    keyCheck: envelope.keyCheck,
    commitment: envelope.commitment,
    tendererLayer: envelope.tendererLayer,
    openedBy: envelope.openedBy,
    keyEnvelope: await container.archive.read(keyMember(envelope.id), maxKeyEnvelope),
    segments: Array.from({ length: envelope.segments }, (_, index): Range => {
      const member = offsets.get(segmentMember(envelope.id, index))
      if (member?.offset === undefined || member.offset === null) throw new Refusal('container-form', segmentMember(envelope.id, index))
      return { offset: member.offset, size: member.size }
    }),
  })))
}

async function readBoth(file: string, context: TrustContext, options: RunOptions = {}): Promise<[TrustedContainer<'bid'>, { digest: string, size: number }]> {
  let container: TrustedContainer<'bid'> | undefined
  let whole: { digest: string, size: number } | undefined
  try {
    await together<void>([
      async (signal) => { container = await readTrusted(file, 'bid', context, { ...options, signal }) },
      async (signal) => { whole = await fileDigest(file, context.pool, { signal }) },
    ], options.signal)
  } catch (error) {
    await (container as TrustedContainer<'bid'> | undefined)?.archive.close()
    throw error
  }
  if (container === undefined || whole === undefined) throw new TypeError('both were read')
  return [container, whole]
}

/** Reads a bid file whose signer is the bidder that it names. Refusals of readTrusted, signer-mismatch. */
export async function readBid(file: string, context: TrustContext, options?: RunOptions): Promise<BidFile> {
  // Digests of members and of the whole file need a pass each: two threads, one time.
  const [container, { digest, size }] = await readBoth(file, context, options)
  try {
    const { content: bid, signature, verdict } = container
    const { signer } = signature
    const isDual = bid.control === 'bidder+tenderer'
    if (bid.envelopes.some((each) => (each.tendererLayer !== null) !== isDual)) throw new Refusal('bad-input', 'bid.json: tendererLayer and control')
    if (signer.holder.id !== bid.bidder.id) throw new Refusal('signer-mismatch', `signed by ${signer.holder.name}, not by ${bid.bidder.name}`)
    return { file, digest, size, bid, signer, verdict, envelopes: await readEnvelopes(container) }
  } finally {
    await container.archive.close()
  }
}
