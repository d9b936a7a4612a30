import { readFileSync } from 'node:fs'
import type { Bid } from '../../interface/schemas/bid.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import type { Certificate } from '../../main/certificates/certificate.ts'
import { readContainer } from '../../main/container/read.ts'
import { fileSource } from '../../main/container/source.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import { stampIn, type Desk } from '../support/desk.ts'
import { jsonMember, roughContainer, type RoughContainer } from '../support/rough-container.ts'
import type { RoughMember } from '../support/rough-zip.ts'
import type { KeyObject } from 'node:crypto'

/** The sound containers from which the faulty ones are made. */
export interface Parts {
  practice: string
  keys(name: IdentityName, use?: 'signing' | 'encryption'): Promise<{ certificate: Certificate, key: KeyObject }>
  stamp: ReturnType<typeof stampIn>
  good: { bid: Buffer, tender: Buffer }
  tender: Tender
  bid: Bid
  /** Payload of the bid. */
  bidMembers: RoughMember[]
  receipt: object
  /** A tender package with one document of this name and contents. */
  tenderWith(name: string, change?: Partial<RoughContainer>, contents?: Uint8Array): Buffer
  bidLike(change: Partial<RoughContainer>): Buffer
  receiptLike(change: Partial<RoughContainer>): Buffer
}

const bidTypes = (members: readonly RoughMember[]): Record<string, string> =>
  Object.fromEntries(members.map(({ name }) => [String(name), String(name).endsWith('.p7m') ? 'application/pkcs7-mime' : 'application/json']))

async function membersOf(desk: Desk, file: string): Promise<RoughMember[]> {
  const { archive } = await readContainer(await fileSource(file), desk.workspace.context.pool)
  const payload = archive.members.map((each) => each.name).filter((name) => name !== 'mimetype' && !name.startsWith('META-INF/'))
  const members: RoughMember[] = []
  for (const name of payload) members.push({ name, bytes: await archive.read(name, 1_000_000) })
  await archive.close()
  return members
}

export async function makeParts(desk: Desk): Promise<Parts> {
  const { practice, tender: { tender } } = desk
  const stamp = stampIn(practice)
  const file = desk.path('good.ebid')
  const { bid } = await desk.seal(await desk.draft(), file, { stamp })
  const bidMembers = await membersOf(desk, file)
  const keys: Parts['keys'] = async (name, use = 'signing') => {
    const { certificate, privateKey } = (await desk.identity(name))[use]
    return { certificate, key: privateKey }
  }
  const [agency, bidder, platform] = await Promise.all([keys('agency'), keys('bidder-a'), keys('platform')])
  const [, agencyParty] = tender.parties
  const receipt = {
    format: 'sealbid/receipt/1', type: 'publish', platform: { code: 'JS-PRACTICE-01', name: '练习平台', origin: 'http://127.0.0.1:8470' },
    tender: tender.tender.id, tenderDigest: desk.tender.digest, size: desk.tender.size, sequence: 0,
    publisher: { id: agencyParty?.id, name: agencyParty?.name }, receivedAt: '2026-03-02T01:00:00Z', nonce: 'AAAAAAAAAAAAAAAAAAAAAA',
  }
  return {
    practice, keys, stamp, tender, bid, bidMembers, receipt,
    good: { bid: readFileSync(file), tender: readFileSync(desk.tender.file) },
    tenderWith(name, change = {}, contents = Buffer.from('公告\n')) {
      const payload = [jsonMember('tender.json', tender), { name: `documents/${name}`, bytes: contents }]
      return roughContainer({ ...agency, payload, mediaTypes: { [`documents/${name}`]: 'text/plain' }, ...change })
    },
    bidLike: (change) => roughContainer({ ...bidder, payload: bidMembers, mediaTypes: bidTypes(bidMembers), ...change }),
    receiptLike: (change) => roughContainer({ ...platform, payload: [jsonMember('receipt.json', receipt)], ...change }),
  }
}
