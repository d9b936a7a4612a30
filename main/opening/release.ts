import { Refusal } from '../../interface/errors.ts'
import type { InnerLayers } from '../../interface/schemas/opening.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import { judgeCertificate } from '../certificates/judge.ts'
import { judgeTimestamp } from '../certificates/timestamp.ts'
import { hexDigest } from '../crypto/algorithms.ts'
import { joinKeyAndSalt } from '../crypto/key-check.ts'
import { envelopeTo, openEnvelope } from '../crypto/key-envelope.ts'
import { keyOf, type Capsule } from '../bid/capsule.ts'
import { checkedKey, openBiddersLayer } from '../bid/open-key.ts'
import type { CertifiedPlatform } from './certified.ts'
import { readSignedBid, type OwnBid, type ReleaseContext } from './preconditions.ts'

/** Payloads of releases. Only keys travel, whatever the size of the bid. Preconditions were checked before (preconditions.ts). */

export interface KeyPayload { envelope: string, payload: string }

/** key ‖ salt, readable by the platform's opening certificate only. */
const toPlatform = (content: Buffer, { descriptor, opening }: CertifiedPlatform): Buffer =>
  envelopeTo(content, [{ certificate: opening, transport: descriptor.certificates.opening.keyTransport }])

/** Envelopes that a stage opens. Refusal('bad-input'). */
export function stageEnvelopes(tender: Tender, stage: string): string[] {
  const found = tender.sealing.stages.find((each) => each.id === stage)
  if (found === undefined) throw new Refusal('bad-input', `there is no stage ${stage}`)
  return found.envelopes
}

const envelopesOf = ({ bid }: OwnBid, tender: Tender, stage: string) => {
  const staged = stageEnvelopes(tender, stage)
  return bid.envelopes.filter((each) => staged.includes(each.id))
}

/** The bidder's release: the inner layers as they are, or key ‖ salt re-enveloped to the platform. Refusals of openEnvelope, key-check-mismatch. */
export function releasePayloads(own: OwnBid, tender: Tender, stage: string, { identity, platform }: ReleaseContext): KeyPayload[] {
  return envelopesOf(own, tender, stage).map(({ id, keyCheck }) => {
    const released = openBiddersLayer({ keyEnvelope: own.keys.get(id) ?? Buffer.alloc(0) }, identity)
    if (own.bid.control === 'bidder') checkedKey(released, keyCheck)
    const payload = own.bid.control === 'bidder' ? toPlatform(released, platform) : released
    return { envelope: id, payload: payload.toString('base64') }
  })
}

/** The remedy by capsule: key ‖ salt without any certificate's key. Refusals: capsule-unknown, key-check-mismatch. */
export function capsulePayloads(own: OwnBid, capsule: Capsule, tender: Tender, stage: string, { platform }: Pick<ReleaseContext, 'platform'>): KeyPayload[] {
  return envelopesOf(own, tender, stage).map(({ id, keyCheck }) => {
    const kept = capsule.envelopes.find((each) => each.id === id)
    if (kept === undefined) throw new Refusal('capsule-unknown', id)
    const content = joinKeyAndSalt(keyOf(kept))
    checkedKey(content, keyCheck)
    return { envelope: id, payload: toPlatform(content, platform).toString('base64') }
  })
}

export interface TendererPayload { bidDigest: string, envelope: string, payload: string | null, reason?: string }

/** (a) for the tenderer: a layer that a recognised bidder sealed for this tender, lot and platform. Anything else stays closed. */
async function checkLayer(layer: InnerLayers['layers'][number], bids: InnerLayers['bids'], place: { tenderDigest: string, lot: string }, { platform, trust }: ReleaseContext): Promise<Buffer> {
  const signed = bids.find((each) => each.bidDigest === layer.bidDigest)
  if (signed === undefined) throw new Refusal('platform-answer', 'a layer of no bid')
  const { bid, signature } = readSignedBid(signed, place.tenderDigest, place.lot, platform)
  const stamp = signature.timestamp === null ? null : await judgeTimestamp(signature.timestamp, signature.signature, trust.trust)
  const parts = await judgeCertificate(signature.signer, { intermediates: signature.others, trust: trust.trust, at: stamp?.time ?? trust.now(), purpose: 'signing' })
  const bad = parts.find((each) => each.state === 'invalid')
  if (bad !== undefined) throw new Refusal(bad.code ?? 'certificate-untrusted', bad.detail)
  const bytes = Buffer.from(layer.payload, 'base64')
  const sealed = bid.envelopes.find((each) => each.id === layer.envelope)?.tendererLayer
  if (sealed !== hexDigest(bytes)) throw new Refusal('digest-mismatch', `${layer.envelope}: not the layer that was sealed`)
  return bytes
}

/** The tenderer's layers opened; what cannot be opened is said, with the reason, and does not hold the others up. */
export async function tendererPayloads({ layers, bids }: InnerLayers, place: { tenderDigest: string, lot: string }, context: ReleaseContext): Promise<TendererPayload[]> {
  const { identity, platform } = context
  const open = async (layer: InnerLayers['layers'][number]): Promise<TendererPayload> => {
    const { bidDigest, envelope } = layer
    try {
      const content = openEnvelope(await checkLayer(layer, bids, place, context), identity.encryption.certificate, identity.encryption.privateKey)
      return { bidDigest, envelope, payload: toPlatform(content, platform).toString('base64') }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { bidDigest, envelope, payload: null, reason: error.code }
    }
  }
  return Promise.all(layers.map(open))
}
