import { Refusal } from '../../interface/errors.ts'
import { bidSchema } from '../../interface/schemas/bid.ts'
import type { Bid } from '../../interface/schemas/bid.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import type { OpenContainer } from './container.ts'
import { withContainer } from './container.ts'
import { readEnveloped, readSegment } from './enveloped.ts'
import { readCanonical } from './strict-json.ts'
import type { Judge } from './signature.ts'

/** What a bid is judged against: the version in force, its digest, the lot, this platform and the holder of the session. */
export interface BidExpectation {
  tender: Tender
  tenderDigest: string
  lot: string
  platform: string
  holder: string
}

const members = { bytes: 8 * 1024 ** 3, members: 200_000 }
const segmentCipherBytes = 16 * 1024 * 1024
const segmentLimit = segmentCipherBytes + 4096

/**
 * Judges an uploaded bid file without any key (art. 26): a container of the right form, covered by the bidder's signature, that holds
 * ciphertext only. Refuses with `not-encrypted` what is not a sealed bid file at all, otherwise with the reason.
 */
export async function judgeBid(file: string, expected: BidExpectation, judge: Judge): Promise<Bid> {
  try {
    return await withContainer(file, members, async (container) => {
      const bid = await readBid(container)
      checkNames(bid, container)
      await container.judgeForm()
      await checkCiphertext(bid, container)
      const signer = await container.judge(judge)
      checkBelongs(bid, expected)
      if (signer.party.id !== expected.holder || bid.bidder.id !== expected.holder) throw new Refusal('signer-mismatch', 'bid file')
      return bid
    })
  } catch (error) {
    if (error instanceof Refusal && error.code === 'not-a-container') throw new Refusal('not-encrypted', error.detail)
    throw error
  }
}

export async function readBid(container: OpenContainer): Promise<Bid> {
  if (!container.members.includes('bid.json')) throw new Refusal('not-encrypted', 'bid.json is missing')
  const bid = readCanonical(await container.read('bid.json', 1024 * 1024), bidSchema)
  return bid ?? refuse('bid.json')
}

export const keyName = (envelope: string): string => `keys/${envelope}.p7m`
export const segmentName = (envelope: string, number: number): string => `segments/${envelope}/${String(number).padStart(6, '0')}.p7m`

/** Members are exactly those of docs/formats.md, in that order; anything beside them would not be ciphertext. */
function checkNames(bid: Bid, container: OpenContainer): void {
  const expected = ['bid.json', ...bid.envelopes.map((each) => keyName(each.id))]
  for (const { id, segments } of bid.envelopes) {
    for (let number = 1; number <= segments; number += 1) expected.push(segmentName(id, number))
  }
  const wrong = container.members.find((name, index) => name !== expected[index])
  if (wrong !== undefined) return refuse(`unexpected member ${wrong}`)
  if (container.members.length < expected.length) return refuse(`${String(expected[container.members.length])} is missing`)
  return undefined
}

async function checkCiphertext(bid: Bid, container: OpenContainer): Promise<void> {
  for (const { id, segments } of bid.envelopes) {
    const keys = await structure(keyName(id), async (name) => readEnveloped(await container.read(name, 64 * 1024)))
    if (keys.recipients.some((each) => each.kind === 'kek')) refuse(`${keyName(id)}: recipients must be certificates`)
    for (let number = 1; number <= segments; number += 1) {
      const segment = await structure(segmentName(id, number), async (name) => readSegment(await container.read(name, segmentLimit)))
      const full = segment.ciphertext.length === segmentCipherBytes
      if (segment.keyIdentifier !== id || (number < segments && !full) || segment.ciphertext.length > segmentCipherBytes) refuse(segmentName(id, number))
    }
  }
}

async function structure<T>(name: string, read: (name: string) => Promise<T>): Promise<T> {
  try {
    return await read(name)
  } catch (error) {
    if (error instanceof Refusal && error.code === 'envelope-unreadable') return refuse(`${name}: ${error.detail ?? ''}`)
    throw error
  }
}

function checkBelongs(bid: Bid, { tender, tenderDigest, lot, platform }: BidExpectation): void {
  if (bid.platform !== platform) throw new Refusal('platform-mismatch', 'bid.json')
  if (bid.tender.id !== tender.tender.id || bid.lot !== lot) throw new Refusal('tender-unknown', 'bid.json names another tender or lot')
  if (bid.tender.digest !== tenderDigest || bid.tender.sequence !== tender.sequence) throw new Refusal('tender-superseded', 'bid.json')
  if (!tender.sealing.suites.includes(bid.suite) || bid.suite !== 'intl') throw new Refusal('suite-not-offered', bid.suite)
  if (bid.control !== tender.sealing.control) refuse('control')
  const wanted = tender.sealing.envelopes.map((each) => each.id).toSorted()
  if (bid.envelopes.map((each) => each.id).toSorted().join('\n') !== wanted.join('\n')) refuse('envelopes')
}

function refuse(detail: string): never {
  throw new Refusal('not-encrypted', detail)
}
