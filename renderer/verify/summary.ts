import { bidSchema, responseSchema } from '../../interface/schemas/bid.ts'
import { recordSchema, type OpeningRecord } from '../../interface/schemas/opening.ts'
import { certificationSchema } from '../../interface/schemas/platform.ts'
import { receiptSchema, type Receipt } from '../../interface/schemas/receipt.ts'
import { tenderSchema, type Tender } from '../../interface/schemas/tender.ts'
import type { FileReport } from '../../preload/contract/app.ts'

/** What a file says, as labelled facts; how each looks is the screen's. */
export type Fact = { label: string } & (
  | { type: 'text', value: string }
  | { type: 'time', value: string }
  | { type: 'digest', value: string }
  | { type: 'bytes', value: number }
  /** A key of the texts below `value.`, with numbers for it. */
  | { type: 'words', value: string, count?: number }
)

const text = (label: string, value: string): Fact => ({ label, type: 'text', value })
const time = (label: string, value: string): Fact => ({ label, type: 'time', value })
const digest = (label: string, value: string): Fact => ({ label, type: 'digest', value })
const words = (label: string, value: string, count?: number): Fact => ({ label, type: 'words', value, ...(count === undefined ? {} : { count }) })

const party = ({ name, id }: { name: string, id: string }): string => `${name} · ${id}`
const withRole = ({ parties }: Tender, role: 'buyer' | 'procuringEntity'): string => parties.filter((each) => each.roles.includes(role)).map(party).join(', ')

function tenderFacts(tender: Tender): Fact[] {
  const { tender: { id, title, tenderPeriod, lots, documents }, sequence, supersedes, platform } = tender
  return [
    text('title', title), text('tender', id), sequence === 0 ? words('version', 'original') : words('version', 'addendum', sequence),
    ...(supersedes === null ? [] : [digest('supersedes', supersedes)]),
    text('agency', withRole(tender, 'procuringEntity')), text('buyer', withRole(tender, 'buyer')), time('deadline', tenderPeriod.endDate),
    text('lots', lots.map((each) => each.id).join(', ')), words('documents', 'documents', documents.length), text('platform', `${platform.code} · ${platform.origin}`),
  ]
}

function receiptFacts(receipt: Receipt): Fact[] {
  const head = [words('receiptType', `receipt-${receipt.type}`), text('platform', `${receipt.platform.name} · ${receipt.platform.code}`), text('tender', receipt.tender), digest('tenderDigest', receipt.tenderDigest)]
  if (receipt.type === 'closing') return [...head, text('lot', receipt.lot), time('closedAt', receipt.closedAt), words('logSize', 'receipts', receipt.log.size), digest('root', receipt.log.root)]
  if (receipt.type === 'publish') return [...head, text('publisher', party(receipt.publisher)), time('receivedAt', receipt.receivedAt), { label: 'size', type: 'bytes', value: receipt.size }]
  return [
    ...head, text('lot', receipt.lot), text('bidder', party(receipt.bidder)), time('receivedAt', receipt.receivedAt),
    digest('bidDigest', receipt.bid.digest), { label: 'bidSize', type: 'bytes', value: receipt.bid.size },
  ]
}

function recordFacts({ tender, title, lot, platform, closing, stages, tenderDigest }: OpeningRecord): Fact[] {
  const bids = new Set(stages.flatMap((stage) => stage.bids.map((each) => each.bidDigest)))
  return [
    text('title', title), text('tender', tender), text('lot', lot), text('platform', `${platform.name} · ${platform.code}`), words('bids', 'bids', bids.size),
    time('closedAt', closing.closedAt), ...stages.map((stage) => time('announcedAt', stage.announcedAt)), digest('tenderDigest', tenderDigest), digest('root', closing.root),
  ]
}

const parsers: Record<NonNullable<FileReport['kind']>, (content: unknown) => Fact[] | null> = {
  tender: (content) => facts(tenderSchema.safeParse(content), tenderFacts),
  receipt: (content) => facts(receiptSchema.safeParse(content), receiptFacts),
  record: (content) => facts(recordSchema.safeParse(content), recordFacts),
  bid: (content) => facts(bidSchema.safeParse(content), ({ tender, lot, bidder, platform, control, envelopes, tool }) => [
    text('bidder', party(bidder)), text('tender', tender.id), text('lot', lot), digest('tenderDigest', tender.digest), text('platform', platform), words('control', `control-${control}`),
    ...envelopes.map((each) => words('envelope', 'segments', each.segments)).map((fact, index) => ({ ...fact, label: `envelope ${envelopes[index]?.id ?? ''}` })),
    text('tool', `${tool.name} ${tool.version}`), words('plain', 'ciphertext-only'),
  ]),
  envelope: (content) => facts(responseSchema.safeParse(content), ({ tender, lot, bidder, envelope, sections }) => [
    text('bidder', party(bidder)), text('tender', tender.id), text('lot', lot), text('envelope', envelope), text('sections', Object.keys(sections).join(', ')),
  ]),
  certification: (content) => facts(certificationSchema.safeParse(content), ({ code, origin, scope, validFrom, validTo, descriptorDigest }) => [
    text('platform', code), text('origin', origin), text('scope', scope.join(', ')), time('validFrom', validFrom), time('validTo', validTo), digest('descriptorDigest', descriptorDigest),
  ]),
}

type Parsed<T> = { success: true, data: T } | { success: false }
const facts = <T>(parsed: Parsed<T>, describe: (content: T) => Fact[]): Fact[] | null => parsed.success ? describe(parsed.data) : null

/** Null where the content could not be read. */
export const summaryOf = ({ kind, content }: Pick<FileReport, 'kind' | 'content'>): Fact[] | null => kind === null || content === null ? null : parsers[kind](content)

/** The record in a file, for the table of bids; null for other files. */
export function recordIn({ kind, content }: Pick<FileReport, 'kind' | 'content'>): OpeningRecord | null {
  const parsed = kind === 'record' ? recordSchema.safeParse(content) : null
  return parsed?.success === true ? parsed.data : null
}
