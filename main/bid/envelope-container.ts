import { Refusal } from '../../interface/errors.ts'
import type { Response } from '../../interface/schemas/bid.ts'
import type { Party } from '../../interface/schemas/common.ts'
import { isFor, type Section } from '../../interface/schemas/tender.ts'
import { nameFault } from '../container/names.ts'
import { assemble, jsonPayload, type Assembled, type Payload, type Signing } from '../container/write.ts'
import type { Answer, Attachment } from '../drafts/answers.ts'
import type { TenderPackage } from '../tender/read.ts'

/** The signed container of one envelope: `response.json` and the documents, laid out but not written (docs/formats.md, The bid file, 1). */

export interface EnvelopePlan extends Assembled {
  id: string
  /** Attachments in the order of the pieces that are files. */
  attachments: Attachment[]
}

/** Sections of an envelope that concern a lot, in the order of the tender. */
export const sectionsOf = (tender: TenderPackage['tender'], envelope: string, lot: string): Section[] =>
  tender.response.sections.filter((each) => each.envelope === envelope && isFor(each, lot))

const memberName = (section: string, attachment: Attachment): string => {
  const name = `documents/${section}/${attachment.name}`
  const fault = nameFault(name)
  if (fault !== null) throw new Refusal('container-name', `${attachment.name}: ${fault}`)
  return name
}

function payloadOf(name: string, { path, size, sha256, crc32 }: Attachment): Payload {
  return { name, source: { file: path, offset: 0, size }, size, digested: { sha256: Buffer.from(sha256, 'hex'), crc32 } }
}

/** Plans one envelope container; the signature covers the digests that the workspace has stored. */
export async function planEnvelope(
  envelope: string, { tender, digest }: TenderPackage, lot: string, bidder: Party, answers: ReadonlyMap<string, Answer>, signing: Signing,
): Promise<EnvelopePlan> {
  const sections: Response['sections'] = {}
  const documents: Payload[] = []
  const attachments: Attachment[] = []
  // Canonical JSON sorts the sections by id; the members follow it.
  for (const { id } of sectionsOf(tender, envelope, lot).sort((a, b) => a.id < b.id ? -1 : 1)) {
    const answer = answers.get(id)
    if (answer === undefined) continue
    if (answer.kind === 'form') sections[id] = { form: answer.values }
    else if (answer.kind === 'schedule') sections[id] = { schedule: answer.rows }
    else {
      const name = memberName(id, answer.attachment)
      sections[id] = { file: name }
      documents.push(payloadOf(name, answer.attachment))
      attachments.push(answer.attachment)
    }
  }
  const response: Response = {
    format: 'sealbid/response/1', tender: { id: tender.tender.id, digest, sequence: tender.sequence }, lot, envelope, bidder, sections,
  }
  return { id: envelope, attachments, ...await assemble([jsonPayload('response.json', response), ...documents], signing) }
}
