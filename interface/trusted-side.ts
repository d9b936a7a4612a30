import type { Message, Signed, SubmissionMessage } from './schemas/messages.ts'
import type { BidHeader, InnerLayers, OpeningRecord } from './schemas/opening.ts'
import type { InclusionProof, SubmissionReceipt } from './schemas/receipt.ts'
import type { RemedyWay } from './schemas/tender.ts'
import type { UploadMemory } from './upload.ts'

/** What the sender decides of a message; main fills platform code, origin, nonce and time from the certified connection. */
export type MessageDraft = Message extends infer M ? M extends Message ? Omit<M, 'platform' | 'origin' | 'nonce' | 'time'> : never : never

/** What a platform said about the closing, as it came; main verifies it. */
export interface ClosingEvidence {
  closing: Uint8Array
  /** Own receipt and its proof; null for tenderer and agency, who have none. */
  own: { receipt: Uint8Array, proof: InclusionProof } | null
}

/** What a person wants to release, and what the platform said about it. Main holds the one against the other. */
export interface ReleaseInput {
  tenderDigest: string
  lot: string
  stage: string
  header: BidHeader
  evidence: ClosingEvidence
}

/**
 * The trusted process as the untrusted one sees it, for one certified connection and one identity. The command line calls it directly, the
 * renderer through the bridge; the flows are the same.
 */
export interface TrustedSide {
  /** Signs a message of the given kind for this connection. `nonce`: that of a login challenge. */
  sign(draft: MessageDraft, nonce?: string): Promise<Signed<Message>>
  /** Verifies a receipt against the message that it confirms and keeps it. Refusal('receipt-invalid'). */
  keepReceipt(bytes: Uint8Array, message: SubmissionMessage): Promise<{ digest: string, receipt: SubmissionReceipt }>
  /** Verifies a receipt of a publication. Refusal('receipt-invalid'). */
  checkPublication(bytes: Uint8Array, tenderDigest: string): Promise<void>
  /** Verifies closing statement, own receipt and proof. Refusal('closing-invalid'). Answers the log's root. */
  checkClosing(evidence: ClosingEvidence, tenderDigest: string, lot: string): Promise<string>
  /** Opens the own key envelopes of a stage if all preconditions hold, and signs the release. Refusals: not-yet, closing-invalid, … */
  signRelease(input: ReleaseInput): Promise<Signed<Message>>
  /** The same from the capsule, without any certificate's key. */
  signRemedy(input: ReleaseInput & { way: RemedyWay }): Promise<Signed<Message>>
  /** Opens the tenderer's layers and signs the keys, enveloped to the platform's opening certificate. */
  signTendererRelease(input: { tenderDigest: string, lot: string, layers: InnerLayers, evidence: ClosingEvidence }): Promise<Signed<Message>>
  /** Checks an announcement, with a proof for each bid in it, and signs it as the opening record. Refusal('closing-invalid'). */
  signRecord(input: { announcement: OpeningRecord, evidence: ClosingEvidence, proofs: InclusionProof[] }): Promise<{ signed: Signed<Message>, container: Uint8Array }>
  uploads: UploadMemory
  journal(event: string, details: Record<string, unknown>): void
}
