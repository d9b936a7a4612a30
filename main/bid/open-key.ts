import { Refusal } from '../../interface/errors.ts'
import type { Bid } from '../../interface/schemas/bid.ts'
import type { Identity } from '../certificates/pkcs12.ts'
import { openEnvelope } from '../crypto/key-envelope.ts'
import { keyCheck, splitKeyAndSalt, type KeyAndSalt } from '../crypto/key-check.ts'
import type { BidEnvelope } from './read.ts'

/** Layers of a key envelope (docs/formats.md, Digests, keys, segments). */

/** The bidder's layer: key ‖ salt with `control: bidder`, else the tenderer's layer as it was made. Refusals of openEnvelope. */
export const openBiddersLayer = (envelope: Pick<BidEnvelope, 'keyEnvelope'>, bidder: Identity): Buffer =>
  openEnvelope(envelope.keyEnvelope, bidder.encryption.certificate, bidder.encryption.privateKey)

/** Splits key ‖ salt and judges it by keyCheck alone. Refusal('key-check-mismatch'). */
export function checkedKey(content: Buffer, expected: string): KeyAndSalt {
  const keyAndSalt = splitKeyAndSalt(content)
  if (keyAndSalt === null || keyCheck(keyAndSalt) !== expected) throw new Refusal('key-check-mismatch')
  return keyAndSalt
}

/** Opens all layers. Refusals: key-not-recipient, envelope-unreadable, tenderer-key-needed, key-check-mismatch. */
export function openKey(bid: Bid, envelope: BidEnvelope, bidder: Identity, tenderer: Identity | null): KeyAndSalt {
  const released = openBiddersLayer(envelope, bidder)
  if (bid.control === 'bidder') return checkedKey(released, envelope.keyCheck)
  if (tenderer === null) throw new Refusal('tenderer-key-needed')
  return checkedKey(openEnvelope(released, tenderer.encryption.certificate, tenderer.encryption.privateKey), envelope.keyCheck)
}
