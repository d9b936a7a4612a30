import { z } from 'zod'
import { amount, digest, identifier } from '../../interface/schemas/common.ts'
import type { Section } from '../../interface/schemas/tender.ts'
import { certificateId, draftId, job, nothing, token, type SavedFile } from './values.ts'
import type { TenderBrief } from './tenders.ts'
import { verb } from './verb.ts'

export type AnswerView =
  | { kind: 'file', attachment: string, name: string, size: number }
  | { kind: 'form', values: Record<string, string | boolean> }
  | { kind: 'schedule', rows: { item: string, unitPrice: string }[] }

/** What a check found; `code` is one of assets/texts/findings.json. */
export interface FindingView { code: string, severity: 'error' | 'warning', section: string, item?: string, detail?: string }

export interface DraftBrief {
  id: string
  tender: TenderBrief
  lot: string
  lotTitle: string
  createdAt: string
  changedAt: string
  answered: number
  sections: number
  errors: number
  /** Newest sealed bid of this draft; `current` says that the draft has not changed since. */
  sealed: { digest: string, sealedAt: string, current: boolean, tried: boolean } | null
  /** Last receipt for this tender and lot. */
  receipt: { digest: string, type: 'submit' | 'replace' | 'withdraw', bidDigest: string, receivedAt: string } | null
}

export interface DraftView extends DraftBrief {
  content: { section: Section, answer: AnswerView | null }[]
  findings: FindingView[]
  /** Sum of the price schedule that the total must equal, computed by the tender's rules; null where it cannot be computed. */
  scheduleTotal: string | null
  /** The total in figures, in words (大写), as the check expects it; null where there is no total. */
  totalInWords: string | null
}

export interface TrialView {
  at: string
  certificate: { serial: string, subject: string }
  complete: boolean
  envelopes: {
    id: string
    biddersLayer: 'opened'
    tenderersLayer: 'none' | 'addressed-correctly-not-opened'
    contents: 'opened-with-certificate' | 'opened-with-capsule' | 'not-opened'
    commitment: 'equal' | 'not-checked'
  }[]
}

/** A bid file that was sealed here. */
export interface SealedView {
  digest: string
  size: number
  sealedAt: string
  draft: string | null
  tender: string
  lot: string
  bidder: { id: string, name: string } | null
  /** The file is at its place with its size. */
  present: boolean
  stamped: boolean
  /** The draft has not changed since. */
  current: boolean
  trials: TrialView[]
}

const answerPlace = { draft: draftId, section: identifier }

export const drafts = {
  'drafts.list': verb<DraftBrief[]>()(nothing),
  'drafts.get': verb<DraftView>()(z.strictObject({ draft: draftId })),
  'drafts.create': verb<DraftView>()(z.strictObject({ tender: digest, lot: identifier })),
  'drafts.remove': verb<null>()(z.strictObject({ draft: draftId })),
  'drafts.setForm': verb<DraftView>()(z.strictObject({ ...answerPlace, values: z.record(identifier, z.union([z.string().max(20_000), z.boolean()])) }), { maxSize: 5 * 1024 * 1024 }),
  'drafts.setSchedule': verb<DraftView>()(z.strictObject({ ...answerPlace, rows: z.array(z.strictObject({ item: identifier, unitPrice: z.union([amount, z.literal('')]) })).max(20_000) }), { maxSize: 4 * 1024 * 1024 }),
  'drafts.attach': verb<DraftView>()(z.strictObject({ ...answerPlace, file: token, job })),
  'drafts.clear': verb<DraftView>()(z.strictObject(answerPlace)),
  'drafts.openAttachment': verb<null>()(z.strictObject(answerPlace)),
  /** A new draft for the addendum with every answer that still has a section of the same kind; the old one stays. */
  'drafts.move': verb<DraftView>()(z.strictObject({ draft: draftId, tender: digest })),
}

export const bids = {
  /** Main's own window shows what is signed, for whom, with which certificate and who can open it when. Refusals: response-incomplete, cancelled, … */
  'bids.seal': verb<SealedView>()(z.strictObject({ draft: draftId, certificate: certificateId, backups: z.array(certificateId).max(5), job })),
  'bids.trialOpen': verb<TrialView>()(z.strictObject({ bid: digest, certificate: certificateId, job })),
  'bids.list': verb<SealedView[]>()(z.strictObject({ draft: draftId.optional() })),
  /** Bytes of the sealed file by range. The token in the address belongs to the window and to this digest. */
  'bids.slices': verb<{ url: string, size: number, digest: string }>()(z.strictObject({ bid: digest })),
  'bids.save': verb<SavedFile | null>()(z.strictObject({ bid: digest })),
  /** Capsule under a password that is typed in the prompt window. */
  'bids.exportCapsule': verb<SavedFile | null>()(z.strictObject({ bid: digest })),
}
