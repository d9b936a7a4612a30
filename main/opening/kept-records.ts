import { Refusal } from '../../interface/errors.ts'
import type { OpeningRecord } from '../../interface/schemas/opening.ts'
import type { Certificate } from '../certificates/certificate.ts'
import { bytesSource } from '../container/source.ts'
import { readTrusted, type Verdict } from '../container/verify.ts'
import type { SealedSections } from '../drafts/sealed-answers.ts'
import type { StoredRecord } from '../drafts/records.ts'
import { partyWith } from '../tender/read.ts'
import type { Workspace } from '../workspace.ts'
import { inspectBytes } from './inspect-file.ts'

/** Opening records in the workspace: verified before they are kept, judged again when they are read. */

export interface ReadRecord { record: OpeningRecord, signer: Certificate, verdict: Verdict }

/**
 * Verifies a record and keeps it; answers its digest. Refusals: all of a container, platform-answer where it is of another tender or lot,
 * tender-unknown where nobody could say whose signature it needs, signer-mismatch where it was not signed by the agency of the tender.
 */
export async function keepRecord(workspace: Workspace, tenderDigest: string, lot: string, bytes: Uint8Array): Promise<string> {
  const { content, signature, archive } = await readTrusted(bytesSource(bytes), 'record', workspace.context)
  await archive.close()
  if (content.tenderDigest !== tenderDigest || content.lot !== lot) throw new Refusal('platform-answer', 'the record is of another tender or lot')
  const tender = workspace.drafts.tender(tenderDigest)
  if (tender === undefined) throw new Refusal('tender-unknown', tenderDigest)
  const agency = partyWith(tender.tender, 'procuringEntity')
  const { holder } = signature.signer
  if (agency.id !== holder.id) throw new Refusal('signer-mismatch', `signed by ${holder.name}, not by ${agency.name}`)
  const digest = workspace.records.save(tenderDigest, lot, bytes)
  workspace.note('record', { digest, tenderDigest, lot })
  return digest
}

/** Refusal('workspace-damaged'). */
export async function readKeptRecord({ context }: Workspace, { digest, bytes }: StoredRecord): Promise<ReadRecord> {
  const { kind, content, signer, verdict } = await inspectBytes(bytes, context)
  if (kind !== 'record' || signer === null) throw new Refusal('workspace-damaged', `record ${digest}`)
  return { record: content as OpeningRecord, signer, verdict }
}

export interface OwnOutcome { bidDigest: string, outcome: string, differences: { section: string, field: string, announced: string, own: string }[] }

/**
 * What a record says of a bid that was sealed here, in its last stage, and every announced value that is not the one that was sealed. Null where
 * no such bid stands in the record, or what was sealed was not kept: then nothing can be said about it.
 */
export function ownOutcome({ sealedAnswers, sealed }: Workspace, record: OpeningRecord): OwnOutcome | null {
  const entries = record.stages.flatMap((stage) => stage.bids).filter((each) => sealed.get(each.bidDigest) !== undefined)
  const last = entries.at(-1)
  if (last === undefined) return null
  const sections = sealedAnswers.sections(last.bidDigest)
  if (sections === undefined) return null
  const announced = entries.filter((each) => each.bidDigest === last.bidDigest).flatMap((each) => each.announced)
  return {
    bidDigest: last.bidDigest,
    outcome: last.outcome,
    differences: announced.flatMap(({ section, field, value }) => {
      const own = sealedValue(sections, section, field)
      return own === value ? [] : [{ section, field, announced: value, own }]
    }),
  }
}

/** As it is read out: text as it was written, a yes or no as `true` or `false`; empty where nothing was sealed. */
function sealedValue(sections: SealedSections, section: string, field: string): string {
  const answer = sections[section]
  if (answer === undefined || !('form' in answer)) return ''
  const value = answer.form[field]
  return value === undefined ? '' : String(value)
}
