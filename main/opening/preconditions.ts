import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import { bidSchema, type Bid } from '../../interface/schemas/bid.ts'
import type { BidHeader, SignedBid } from '../../interface/schemas/opening.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import type { ClosingEvidence } from '../../interface/trusted-side.ts'
import type { Identity } from '../certificates/pkcs12.ts'
import { judgeTimestamp, requestTimestamp, type TimestampTransport } from '../certificates/timestamp.ts'
import { keyMember } from '../container/kinds.ts'
import { readManifest, type ManifestEntry } from '../container/manifest.ts'
import type { TrustContext } from '../container/verify.ts'
import { sha256 } from '../crypto/algorithms.ts'
import { checkSignature, type CheckedSignature } from '../crypto/check-signature.ts'
import type { CertifiedPlatform } from './certified.ts'
import { checkClosing, type CheckedClosing } from './receipts.ts'

/**
 * The four preconditions for opening a key envelope (interface.md, Opening). Without them a platform could have another platform's
 * envelope opened, or put its clock forward.
 */

export interface ReleaseContext {
  platform: CertifiedPlatform
  identity: Identity
  trust: TrustContext
  /** Reaches the timestamp authority of the certified descriptor. */
  timestamps: TimestampTransport
}

/** The stage's opening time has passed by an authority's timestamp and by this machine's clock (practice: the rehearsal's). Refusal('not-yet'). */
export async function checkOpeningTime(tender: Tender, stage: string, { trust, timestamps }: ReleaseContext): Promise<void> {
  const opening = tender.sealing.stages.find((each) => each.id === stage)
  if (opening === undefined) throw new Refusal('bad-input', `there is no stage ${stage}`)
  const time = Date.parse(opening.openingTime)
  if (trust.now().getTime() < time) throw new Refusal('not-yet', `${stage} opens at ${opening.openingTime}`)
  const question = Buffer.from(`sealbid/opening-time/1 ${tender.tender.id} ${stage} ${trust.now().toISOString()}`)
  const { time: stamped, part } = await judgeTimestamp(await requestTimestamp(question, timestamps), question, trust.trust)
  if (stamped === null) throw new Refusal('timestamp-invalid', part.detail)
  if (stamped.getTime() < time) throw new Refusal('not-yet', `${stage} opens at ${opening.openingTime}; the timestamp authority says ${stamped.toISOString()}`)
}

const memberDigest = (manifest: readonly ManifestEntry[], name: string): Buffer | undefined => manifest.find((each) => each.name === name)?.digest

function covers(manifest: readonly ManifestEntry[], name: string, bytes: Buffer): void {
  if (memberDigest(manifest, name)?.equals(sha256(bytes)) !== true) throw new Refusal('digest-mismatch', name)
}

/** `bid.json` as its bidder signed it, and the manifest that it stands in. */
export interface SignedBidContent { bid: Bid, manifest: ManifestEntry[], signature: CheckedSignature }

/**
 * Reads what a bidder signed about its bid: for this tender digest, lot and platform code, by the holder that it names. Refusals:
 * signature-…, digest-mismatch, signer-mismatch, platform-mismatch, platform-answer.
 */
export function readSignedBid(signed: SignedBid, tenderDigest: string, lot: string, platform: CertifiedPlatform): SignedBidContent {
  const manifestBytes = Buffer.from(signed.manifest, 'base64')
  const signature = checkSignature(Buffer.from(signed.signature, 'base64'), manifestBytes)
  const manifest = readManifest(manifestBytes, true)
  const bidBytes = Buffer.from(signed.bid, 'base64')
  covers(manifest, 'bid.json', bidBytes)
  const parsed = bidSchema.safeParse(parseJson(bidBytes))
  if (!parsed.success || !bidBytes.equals(canonical(parsed.data))) throw new Refusal('platform-answer', 'bid.json')
  const bid = parsed.data
  if (signature.signer.holder.id !== bid.bidder.id || !signature.signer.uses.sign) throw new Refusal('signer-mismatch', `the bid was signed by ${signature.signer.holder.name}`)
  if (bid.platform !== platform.descriptor.code) throw new Refusal('platform-mismatch', `sealed for ${bid.platform}`)
  if (bid.tender.digest !== tenderDigest || bid.lot !== lot) throw new Refusal('platform-answer', 'the bid is for another tender or lot')
  return { bid, manifest, signature }
}

export interface OwnBid { bid: Bid, keys: Map<string, Buffer> }

/**
 * (a) The key envelopes stand in a manifest that this very holder signed, for this tender digest, lot and platform code. Refusals: signer-mismatch, digest-mismatch, …
 */
export function readOwnBid(header: BidHeader, tenderDigest: string, lot: string, { platform, identity }: ReleaseContext): OwnBid {
  const { bid, manifest } = readSignedBid(header, tenderDigest, lot, platform)
  if (bid.bidder.id !== identity.holder.id) throw new Refusal('signer-mismatch', `the bid is ${bid.bidder.name}'s`)
  const keys = new Map(bid.envelopes.map(({ id }) => {
    const bytes = Buffer.from(header.keys[id] ?? '', 'base64')
    covers(manifest, keyMember(id), bytes)
    return [id, bytes]
  }))
  return { bid, keys }
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return null
  }
}

/** (b) This platform's receipt for this bid, and (d) a closing statement whose log contains it. Refusals: closing-invalid, receipt-invalid. */
export async function checkReceiptAndClosing(evidence: ClosingEvidence, header: BidHeader, tenderDigest: string, lot: string, { platform, identity, trust }: ReleaseContext): Promise<CheckedClosing> {
  const closing = await checkClosing(evidence, tenderDigest, lot, platform, trust)
  if (closing.own === null || closing.own.bid.digest !== header.bidDigest) throw new Refusal('closing-invalid', 'the receipt is for another bid')
  const isForThis = closing.own.tenderDigest === tenderDigest && closing.own.lot === lot && closing.own.bidder.id === identity.holder.id
  if (!isForThis) throw new Refusal('closing-invalid', 'the receipt is for another tender, lot or bidder')
  if (closing.own.type === 'withdraw') throw new Refusal('not-submitted', 'the bid was withdrawn')
  return closing
}
