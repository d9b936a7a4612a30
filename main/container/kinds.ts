import type { z } from 'zod'
import { Refusal } from '../../interface/errors.ts'
import { bidSchema, responseSchema, type Bid, type Response } from '../../interface/schemas/bid.ts'
import { recordSchema } from '../../interface/schemas/opening.ts'
import { certificationSchema } from '../../interface/schemas/platform.ts'
import { receiptSchema } from '../../interface/schemas/receipt.ts'
import { tenderSchema, type Tender } from '../../interface/schemas/tender.ts'
import type { Digested } from '../work/jobs.ts'

/** What each container is by its main member, and which other members that member says it has (docs/formats.md). */

const schemas = {
  tender: tenderSchema, bid: bidSchema, envelope: responseSchema, receipt: receiptSchema, record: recordSchema, certification: certificationSchema,
} as const

export type ContainerKind = keyof typeof schemas
export type ContainerContent = { [K in ContainerKind]: z.infer<(typeof schemas)[K]> }

const mainMembers: Record<ContainerKind, string> = {
  tender: 'tender.json', bid: 'bid.json', envelope: 'response.json', receipt: 'receipt.json', record: 'record.json', certification: 'certification.json',
}

export const mainMember = (kind: ContainerKind): string => mainMembers[kind]

/** The kind whose main member is among the names. Refusal('not-a-container') when there is none or more than one. */
export function kindOf(payload: readonly string[]): ContainerKind {
  const kinds = (Object.keys(mainMembers) as ContainerKind[]).filter((kind) => payload.includes(mainMembers[kind]))
  const [kind, ...more] = kinds
  if (kind === undefined || more.length > 0) throw new Refusal('not-a-container', 'no single main member')
  return kind
}

/** Parses a main member by its schema. Refusal('bad-input') with the places that are wrong; `tender-invalid` for a tender. */
export function parseContent<K extends ContainerKind>(kind: K, json: unknown): ContainerContent[K] {
  const result = schemas[kind].safeParse(json)
  if (result.success) return result.data as ContainerContent[K]
  const items = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Refusal(kind === 'tender' ? 'tender-invalid' : 'bad-input', `${mainMembers[kind]}: ${items[0] ?? ''}`, items.slice(0, 50))
}

/** Member of a tender's document, whose `file` is named below `documents/`. */
export const documentMember = (file: string): string => `documents/${file}`
export const keyMember = (envelope: string): string => `keys/${envelope}.p7m`
export const segmentMember = (envelope: string, index: number): string => `segments/${envelope}/${String(index + 1).padStart(6, '0')}.p7m`

const bidMembers = (bid: Bid): string[] => [
  'bid.json',
  ...bid.envelopes.map((each) => keyMember(each.id)),
  ...bid.envelopes.flatMap((each) => Array.from({ length: each.segments }, (_, index) => segmentMember(each.id, index))),
]

const responseMembers = (response: Response): string[] => [
  'response.json', ...Object.values(response.sections).flatMap((each) => 'file' in each ? [each.file] : []),
]

/** Members that the content says the container has; null where any order will do. */
export function expectedMembers<K extends ContainerKind>(kind: K, content: ContainerContent[K]): string[] {
  if (kind === 'bid') return bidMembers(content as Bid)
  if (kind === 'envelope') return responseMembers(content as Response)
  if (kind === 'tender') return ['tender.json', ...(content as Tender).tender.documents.map((each) => documentMember(each.file))]
  return [mainMembers[kind]]
}

/** A tender names size and digest of each document; they must be the members'. Refusal('tender-invalid'). */
export function checkTenderDocuments(tender: Tender, digests: ReadonlyMap<string, Digested>, sizes: ReadonlyMap<string, number>): void {
  for (const { file, size, digest } of tender.tender.documents) {
    const member = documentMember(file)
    const actual = digests.get(member)
    if (actual === undefined || Buffer.from(actual.sha256).toString('hex') !== digest || sizes.get(member) !== size) {
      throw new Refusal('tender-invalid', `${file}: not what tender.json says`)
    }
  }
}
