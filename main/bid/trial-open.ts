import { Refusal } from '../../interface/errors.ts'
import type { Identity } from '../certificates/pkcs12.ts'
import type { TrustContext } from '../container/verify.ts'
import { envelopeRecipients } from '../crypto/key-envelope.ts'
import type { KeyAndSalt } from '../crypto/key-check.ts'
import { joinKeyAndSalt } from '../crypto/key-check.ts'
import { tenderersAddressees, type TenderPackage } from '../tender/read.ts'
import { hexDigest } from '../crypto/algorithms.ts'
import { together } from '../work/together.ts'
import { keyOf, type Capsule } from './capsule.ts'
import { openSegments } from './open.ts'
import { checkedKey, openBiddersLayer } from './open-key.ts'
import { ProgressMeter, type LongWork } from './progress.ts'
import type { BidEnvelope, BidFile } from './read.ts'

/**
 * Trial opening: proves as much as can be proved before the opening, and says how much (docs/formats.md). A statement never claims more
 * than was done.
 */

export interface TrialEnvelope {
  id: string
  /** The bidder's layer was opened with this very key. */
  biddersLayer: 'opened'
  tenderersLayer: 'none' | 'addressed-correctly-not-opened'
  /** Where the key came from with which the segments were opened. */
  contents: 'opened-with-certificate' | 'opened-with-capsule' | 'not-opened'
  commitment: 'equal' | 'not-checked'
}

export interface TrialStatement {
  bidDigest: string
  at: string
  /** Certificate whose key was used. */
  certificate: { serial: string, subject: string }
  envelopes: TrialEnvelope[]
  /** Everything that can be proved before the opening was proved. */
  complete: boolean
}

export interface TrialOpen {
  /** The bid as it was read from disk and judged a moment ago. */
  bid: BidFile
  identity: Identity
  /** The tender package: needed to judge the tenderer's layer. */
  tender: TenderPackage
  capsule: Capsule | null
}

/** The inner layer's recipients are exactly the tender's opening certificates, in its order. Refusal('key-not-recipient'). */
function checkAddressees(inner: Buffer, tender: TenderPackage): void {
  const named = (each: { issuerDer: Buffer, serialDer: Buffer }): string => `${each.issuerDer.toString('hex')} ${each.serialDer.toString('hex')}`
  const wanted = (tenderersAddressees(tender.tender) ?? []).map((each) => named(each.certificate)).sort()
  const actual = envelopeRecipients(inner).map(named).sort()
  if (actual.join() !== wanted.join()) throw new Refusal('key-not-recipient', 'the tenderer\'s layer is addressed to other certificates')
}

interface TrialKey { key: KeyAndSalt | null, result: Pick<TrialEnvelope, 'tenderersLayer' | 'contents'> }

function trialKey(bid: BidFile, envelope: BidEnvelope, { identity, tender, capsule }: TrialOpen): TrialKey {
  const released = openBiddersLayer(envelope, identity)
  if (bid.bid.control === 'bidder') {
    return { key: checkedKey(released, envelope.keyCheck), result: { tenderersLayer: 'none', contents: 'opened-with-certificate' } }
  }
  // The layer that the tenderer will get is byte for byte the one that was made for it, and addressed to it.
  if (envelope.tendererLayer !== hexDigest(released)) throw new Refusal('envelope-unreadable', `${envelope.id}: the tenderer's layer is not what was sealed`)
  checkAddressees(released, tender)
  const kept = capsule?.envelopes.find((each) => each.id === envelope.id)
  if (kept === undefined) return { key: null, result: { tenderersLayer: 'addressed-correctly-not-opened', contents: 'not-opened' } }
  const key = checkedKey(joinKeyAndSalt(keyOf(kept)), envelope.keyCheck)
  return { key, result: { tenderersLayer: 'addressed-correctly-not-opened', contents: 'opened-with-capsule' } }
}

/** Opens a bid on trial; writes nothing. Refusals as openBid's. */
export async function trialOpen(input: TrialOpen, context: TrustContext, { signal, onProgress }: LongWork = {}): Promise<TrialStatement> {
  const { bid } = input
  if (bid.bid.tender.digest !== input.tender.digest) throw new Refusal('tender-superseded', 'the bid was sealed for another version of the tender')
  const { control } = input.tender.tender.sealing
  if (bid.bid.control !== control) throw new Refusal('bad-input', `bid.json: control is ${bid.bid.control}, the tender says ${control}`)
  const keys = bid.envelopes.map((envelope) => trialKey(bid, envelope, input))
  const meter = new ProgressMeter(bid.size, onProgress)
  const envelopes = await together(bid.envelopes.map((envelope, index) => async (signal: AbortSignal): Promise<TrialEnvelope> => {
    const { key, result } = keys[index] ?? { key: null, result: { tenderersLayer: 'none', contents: 'not-opened' } }
    if (key !== null) await openSegments(bid, envelope, key, null, context, { signal, progress: meter.step('opening') })
    return { id: envelope.id, biddersLayer: 'opened', ...result, commitment: key === null ? 'not-checked' : 'equal' }
  }), signal)
  const { certificate } = input.identity.encryption
  return {
    bidDigest: bid.digest, at: context.now().toISOString(), certificate: { serial: certificate.serial, subject: certificate.subject },
    envelopes, complete: envelopes.every((each) => each.commitment === 'equal'),
  }
}
