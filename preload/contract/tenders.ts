import { z } from 'zod'
import { digest, identifier, origin } from '../../interface/schemas/common.ts'
import type { Section, Tender } from '../../interface/schemas/tender.ts'
import { job, nothing, token, type SavedFile, type VerdictView } from './values.ts'
import { verb } from './verb.ts'

/** A tender package in the workspace, as the list shows it. */
export interface TenderBrief {
  digest: string
  /** 招标项目编号. */
  id: string
  title: string
  sequence: number
  supersedes: string | null
  deadline: string
  agency: string
  buyer: string
  platform: { code: string, origin: string }
  lots: { id: string, title: string }[]
  importedAt: string
  /** Digest of the newest version of the same tender in the workspace; its own where it is the newest. */
  newest: string
}

export interface TenderView extends TenderBrief {
  tender: Tender
  size: number
  signer: { subject: string, serial: string, holder: { id: string | null, name: string } }
  verdict: VerdictView
}

/** What an addendum changes. `sections` are those whose answers must be looked at again. */
export interface TenderChanges {
  from: string
  to: string
  /** The agency's own words. */
  text: string | null
  deadline: { from: string, to: string } | null
  sections: { id: string, title: string, change: 'added' | 'removed' | 'changed', section: Section | null }[]
  documents: { file: string, title: string, change: 'added' | 'removed' | 'changed' }[]
  /** Top-level parts that differ besides: `price`, `sealing`, `limits`, `remedy`, `evaluation`. */
  other: string[]
}

export const tenders = {
  'tenders.list': verb<TenderBrief[]>()(nothing),
  'tenders.get': verb<TenderView>()(z.strictObject({ tender: digest })),
  'tenders.import': verb<TenderView>()(z.strictObject({ file: token, job })),
  /** Begins taking a package from a platform: the window PUTs pieces of up to 8 MiB to `url?offset=N`, in order. */
  'tenders.receive': verb<{ incoming: string, url: string }>()(z.strictObject({ origin, tender: identifier, digest, size: z.int().positive() })),
  /** Refusals: digest-mismatch, and all of tenders.import. */
  'tenders.received': verb<TenderView>()(z.strictObject({ incoming: token, job })),
  'tenders.compare': verb<TenderChanges>()(z.strictObject({ from: digest, to: digest })),
  /** A document, checked against its digest, in the system's own viewer. Only types that hold no programs. */
  'tenders.openDocument': verb<null>()(z.strictObject({ tender: digest, document: identifier })),
  'tenders.saveDocument': verb<SavedFile | null>()(z.strictObject({ tender: digest, document: identifier })),
  'tenders.save': verb<SavedFile | null>()(z.strictObject({ tender: digest })),
  /** Bytes of the package by range, for its publication. */
  'tenders.slices': verb<{ url: string, size: number, digest: string }>()(z.strictObject({ tender: digest })),
}
