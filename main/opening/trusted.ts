import { Refusal } from '../../interface/errors.ts'
import type { BidHeader } from '../../interface/schemas/opening.ts'
import type { SubmissionReceipt } from '../../interface/schemas/receipt.ts'
import type { ClosingEvidence, ReleaseInput, TrustedSide } from '../../interface/trusted-side.ts'
import { identitySigner } from '../certificates/signer.ts'
import { containerBytes, jsonPayload, type Signing } from '../container/write.ts'
import { hexDigest } from '../crypto/algorithms.ts'
import { requestTimestamp } from '../certificates/timestamp.ts'
import type { Capsule } from '../bid/capsule.ts'
import type { TenderPackage } from '../tender/read.ts'
import type { UploadMemory } from '../../interface/upload.ts'
import type { Receipts } from '../drafts/receipts.ts'
import { checkOpeningTime, checkReceiptAndClosing, readOwnBid, type ReleaseContext } from './preconditions.ts'
import { checkClosing, checkNumber, checkPublicationReceipt, checkSubmissionReceipt, type CheckedClosing } from './receipts.ts'
import { checkAnnouncement } from './record.ts'
import { capsulePayloads, releasePayloads, tendererPayloads } from './release.ts'
import { signMessage } from './sign-message.ts'

/** What the trusted side takes from the workspace. */
export interface TrustedStores {
  receipts: Receipts
  uploads: UploadMemory
  capsule(bidDigest: string): Capsule | null
  /** Manifest of a bid file that was sealed here and is still there; null otherwise. */
  sealedManifest(bidDigest: string): Promise<Buffer | null>
  tender(digest: string): Promise<TenderPackage>
  journal(event: string, details: Record<string, unknown>): void
}

/** Receipts and closing statements are some 6 KiB; of what is larger the digest is enough. */
const maxEvidenceBytes = 256 * 1024

/** The trusted process for one certified platform and one identity (interface/trusted-side.ts). */
export function trustedSide(context: ReleaseContext, stores: TrustedStores): TrustedSide {
  const { platform, identity, trust } = context
  const sign: TrustedSide['sign'] = (draft, nonce) => signMessage(draft, nonce, platform, identity, trust.now())
  const stamp: Signing['stamp'] = (signature) => requestTimestamp(signature, context.timestamps)

  /** What a platform signed wrongly is kept in the journal, byte for byte: it is evidence, and the platform may not send it again. */
  const keptIfRefused = async <T>(files: Record<string, Uint8Array>, work: () => Promise<T>): Promise<T> => {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Refusal && (error.code === 'receipt-invalid' || error.code === 'closing-invalid')) {
        const kept = Object.entries(files).map(([name, bytes]) => [name, bytes.length > maxEvidenceBytes ? { digest: hexDigest(bytes), size: bytes.length } : Buffer.from(bytes).toString('base64')])
        stores.journal('refused-evidence', { code: error.code, reason: error.detail ?? '', ...Object.fromEntries(kept) as Record<string, unknown> })
      }
      throw error
    }
  }
  const judgeClosing = (evidence: ClosingEvidence, tenderDigest: string, lot: string): Promise<CheckedClosing> =>
    keptIfRefused({ closing: evidence.closing }, () => checkClosing(evidence, tenderDigest, lot, platform, trust))

  /** A platform that hides a replacement would have the keys of the bid before it: whoever has a later receipt does not go along. */
  const checkNewest = ({ tender, lot, receivedAt }: SubmissionReceipt, digest: string): void => {
    const newest = stores.receipts.list(tender, lot, identity.holder.id).at(-1)
    const isLater = newest !== undefined && newest.digest !== digest && Date.parse(newest.receivedAt) >= Date.parse(receivedAt)
    if (isLater) throw new Refusal('closing-invalid', `the log ends before the receipt of ${newest.receivedAt}`)
  }

  /** A receipt names the digest of the file, which a header cannot prove; the file itself can. */
  const checkHeader = async ({ bidDigest, manifest }: BidHeader): Promise<void> => {
    const sealed = await stores.sealedManifest(bidDigest)
    if (sealed !== null && !sealed.equals(Buffer.from(manifest, 'base64'))) throw new Refusal('digest-mismatch', 'the header is of another bid')
  }

  /** All four preconditions for the own bid; time comes last, so that what a person can mend is said first. */
  const ownBid = async ({ tenderDigest, lot, stage, header, evidence }: ReleaseInput) => {
    const own = readOwnBid(header, tenderDigest, lot, context)
    const { statement, own: receipt } = await keptIfRefused({ closing: evidence.closing, ...(evidence.own === null ? {} : { receipt: evidence.own.receipt }) },
      () => checkReceiptAndClosing(evidence, header, tenderDigest, lot, context))
    if (receipt !== null && evidence.own !== null) checkNewest(receipt, hexDigest(evidence.own.receipt))
    await checkHeader(header)
    const { tender } = await stores.tender(tenderDigest)
    checkNumber(statement, tender)
    await checkOpeningTime(tender, stage, context)
    return { tender, own, place: { tender: statement.tender, tenderDigest, lot, closingRoot: statement.log.root, stage, bidDigest: header.bidDigest } }
  }

  return {
    sign,
    async keepReceipt(bytes, message) {
      const receipt = await keptIfRefused({ receipt: bytes }, () => checkSubmissionReceipt(bytes, message, platform, trust))
      const digest = hexDigest(bytes)
      const { tender, lot, type, bid, bidder, receivedAt } = receipt
      stores.receipts.save({ digest, platform: platform.descriptor.code, tender, lot, type, bidDigest: bid.digest, holder: bidder.id, receivedAt, bytes })
      stores.journal('receipt', { digest, type, tender, lot, bidDigest: bid.digest, receivedAt })
      return { digest, receipt }
    },
    checkPublication: (bytes, tenderDigest) => keptIfRefused({ receipt: bytes }, () => checkPublicationReceipt(bytes, tenderDigest, platform, trust)),
    checkClosing: async (evidence, tenderDigest, lot) => (await judgeClosing(evidence, tenderDigest, lot)).statement.log.root,
    async signRelease(input) {
      const { tender, own, place } = await ownBid(input)
      stores.journal('release', { ...place })
      return sign({ type: 'release', ...place, keys: releasePayloads(own, tender, input.stage, context) })
    },
    async signRemedy({ way, ...input }) {
      const { tender, own, place } = await ownBid(input)
      if (!tender.remedy.ways.includes(way)) throw new Refusal('remedy-not-agreed', way)
      if (way !== 'capsule') throw new Refusal('remedy-not-agreed', `${way}: a backup certificate releases as usual`)
      const capsule = stores.capsule(place.bidDigest)
      if (capsule === null) throw new Refusal('capsule-unknown', place.bidDigest)
      stores.journal('remedy', { ...place, way })
      return sign({ type: 'remedy', ...place, way, keys: capsulePayloads(own, capsule, tender, input.stage, context) })
    },
    async signTendererRelease({ tenderDigest, lot, layers, evidence }) {
      const { statement } = await judgeClosing(evidence, tenderDigest, lot)
      const { tender } = await stores.tender(tenderDigest)
      checkNumber(statement, tender)
      await checkOpeningTime(tender, layers.stage, context)
      const place = { tender: statement.tender, tenderDigest, lot, closingRoot: statement.log.root, stage: layers.stage }
      stores.journal('tenderer-release', { ...place, layers: layers.layers.length })
      return sign({ type: 'tenderer-release', ...place, keys: await tendererPayloads(layers, place, context) })
    },
    async signRecord({ announcement, evidence, proofs }) {
      const { tenderDigest, lot } = announcement
      const closing = await judgeClosing(evidence, tenderDigest, lot)
      const { tender } = await stores.tender(tenderDigest)
      checkAnnouncement(announcement, tender, tenderDigest, closing, proofs, platform)
      const container = await containerBytes([jsonPayload('record.json', announcement)], { signer: identitySigner(identity), signingTime: trust.now(), stamp })
      const { statement } = closing
      const signed = await sign({ type: 'record', tender: statement.tender, tenderDigest, lot, closingRoot: statement.log.root, recordDigest: hexDigest(container) })
      return { signed, container }
    },
    uploads: stores.uploads,
    journal: stores.journal,
  }
}
