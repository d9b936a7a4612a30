import type { BidHeader } from '../../interface/schemas/opening.ts'
import type { ClosingStatement, InclusionProof } from '../../interface/schemas/receipt.ts'
import { contentOf } from './forge.ts'
import { Liar } from './liar.ts'
import { advanceTo, Party, type IdentityName } from './party.ts'
import { beginning, testPlatform, type TestPlatform } from './platform.ts'
import { publishTender, type Published } from './rehearsal.ts'
import { deadline } from './tender.ts'

/** What a platform tells a bidder that may release. */
export interface Truth { header: BidHeader, closing: Buffer, receipt: Buffer, proof: InclusionProof, statement: ClosingStatement }

/** Two tenders at their opening time, two bids for each, and everybody speaks to the platform through a liar. */
export interface Deception {
  platform: TestPlatform
  /** Another platform, whose clock stands still before the opening time. */
  early: TestPlatform
  liar: Liar
  /** Another origin, to which nothing may be sent. */
  thief: Liar
  /** bidder-a. */
  victim: Party
  /** bidder-a too, logged in before the clock was put forward; its own clock has not moved. */
  slow: Party
  b: Party
  tenderer: Party
  agency: Party
  tender: Published
  other: Published
  truth: Truth
  otherTruth: Truth
  repent(): void
  end(): Promise<void>
}

async function truthAbout({ client }: Party, { id }: Published): Promise<Truth> {
  const { head } = await client.own(id, '1')
  const closing = Buffer.from(await client.closing(id, '1'))
  return {
    header: await client.header(id, '1'), closing, statement: contentOf<ClosingStatement>(closing, 'receipt.json'),
    receipt: Buffer.from(await client.receipt(id, '1', head ?? '')), proof: await client.proof(id, '1', head ?? ''),
  }
}

export async function deception(): Promise<Deception> {
  const [platform, early] = await Promise.all([testPlatform(), testPlatform()])
  const [liar, thief] = await Promise.all([Liar.before(platform.origin), Liar.before(platform.origin)])
  const tender = await publishTender(platform, { id: 'T-1' })
  const other = await publishTender(platform, { id: 'T-2' })
  const at = (name: IdentityName): Promise<Party> => Party.at(platform, name, { through: liar.origin })
  const [victim, b, tenderer, agency] = await Promise.all([at('bidder-a'), at('bidder-b'), at('tenderer'), at('agency')])
  const slow = await Party.at(platform, 'bidder-a', { through: liar.origin, now: () => new Date(beginning), folder: victim.workspace.folder })
  for (const each of [tenderer, agency]) await each.import(tender)
  for (const party of [victim, b]) {
    for (const each of [tender, other]) await party.send('submit', each, await party.seal(each))
  }
  await advanceTo(platform, deadline)
  return {
    platform, early, liar, thief, victim, slow, b, tenderer, agency, tender, other,
    truth: await truthAbout(victim, tender), otherTruth: await truthAbout(victim, other),
    repent() {
      liar.repent()
      thief.repent()
    },
    async end() {
      await slow.end()
      await Promise.all([victim, b, tenderer, agency].map((each) => each.end()))
      await Promise.all([liar.end(), thief.end(), platform.end(), early.end()])
    },
  }
}

/** Where the answers that matter come from, and where keys would go. */
export const paths = {
  header: /\/own\/header$/, closing: /\/closing$/, receipt: /\/receipts\/[0-9a-f]+$/, proof: /\/proofs\//, own: /\/submissions\/own$/, opening: /\/opening$/,
  releases: /\/opening\/releases$/, remedies: /\/opening\/remedies$/, layers: /\/inner-layers$/, tendererReleases: /\/tenderer-releases$/, announcement: /\/announcement$/,
}
