import { Refusal } from '../../interface/errors.ts'
import type { InnerLayers } from '../../interface/schemas/opening.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import { joinKeyAndSalt } from '../crypto/key-check.ts'
import { envelopeTo, openEnvelope } from '../crypto/key-envelope.ts'
import { keyOf, type Capsule } from '../bid/capsule.ts'
import { checkedKey, openBiddersLayer } from '../bid/open-key.ts'
import type { CertifiedPlatform } from './certified.ts'
import type { OwnBid, ReleaseContext } from './preconditions.ts'

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

/** The tenderer's layers opened; what cannot be opened is said, with the reason, and does not hold the others up. */
export function tendererPayloads({ layers }: InnerLayers, { identity, platform }: ReleaseContext): TendererPayload[] {
  return layers.map(({ bidDigest, envelope, payload }) => {
    try {
      const { certificate, privateKey } = identity.encryption
      const content = openEnvelope(Buffer.from(payload, 'base64'), certificate, privateKey)
      return { bidDigest, envelope, payload: toPlatform(content, platform).toString('base64') }
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return { bidDigest, envelope, payload: null, reason: error.code }
    }
  })
}

