import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PlatformClient, requestTimestampOver } from '../../interface/client.ts'
import { logIn, submitBid, type OpeningPlace, type Submitted } from '../../interface/flows.ts'
import type { TrustedSide } from '../../interface/trusted-side.ts'
import { openPkcs12, type Identity } from '../../main/certificates/pkcs12.ts'
import { readCertificate } from '../../main/certificates/certificate.ts'
import { readTrust, type TrustStore } from '../../main/certificates/trust.ts'
import type { SealedBidFile } from '../../main/bid/seal.ts'
import { acceptPlatform, type CertifiedPlatform } from '../../main/opening/certified.ts'
import type { ReleaseContext } from '../../main/opening/preconditions.ts'
import { Workspace } from '../../main/workspace.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import type { TestPlatform } from './platform.ts'
import { password } from './practice.ts'
import type { Published } from './rehearsal.ts'

export type { IdentityName }

/** One party with our own program, in this process: workspace, trusted side, flows; the same composition as the command line's. */

export const practiceTrust = (practice: string): TrustStore => readTrust(JSON.parse(readFileSync(join(practice, 'trust.json'), 'utf8')))

export const openIdentity = async (practice: string, name: IdentityName): Promise<Identity> =>
  openPkcs12(await readFile(join(practice, `${name}.p12`)), password(practice, name))

export interface PartyOptions {
  /** A workspace that exists already and is kept. */
  folder?: string
  /** Where requests go instead: a platform that lies. */
  through?: string
  now?: () => Date
}

export const chunkBytes = 1024 * 1024

interface PartyParts { identity: Identity, client: PlatformClient, certified: CertifiedPlatform, workspace: Workspace, temporary: string | null }

export class Party {
  readonly name: IdentityName
  readonly identity: Identity
  readonly client: PlatformClient
  readonly certified: CertifiedPlatform
  readonly workspace: Workspace
  readonly side: TrustedSide
  readonly #practice: string
  readonly #temporary: string | null

  private constructor(name: IdentityName, practice: string, parts: PartyParts) {
    this.name = name
    this.identity = parts.identity
    this.client = parts.client
    this.certified = parts.certified
    this.workspace = parts.workspace
    this.side = this.sideWith({})
    this.#practice = practice
    this.#temporary = parts.temporary
  }

  /** Accepts the platform and logs in. */
  static async at(platform: TestPlatform, name: IdentityName, { folder, through, now }: PartyOptions = {}): Promise<Party> {
    const temporary = folder === undefined ? mkdtempSync(join(tmpdir(), 'sealbid-party-')) : null
    const honest = new PlatformClient(platform.origin)
    const clock = now ?? await clockOf(honest)
    const workspace = new Workspace({ folder: folder ?? temporary ?? '', trust: practiceTrust(platform.practice), now: clock })
    const certified = await acceptPlatform(await honest.descriptor(), await honest.certification(), honest.origin, workspace.context)
    const client = through === undefined ? honest : new PlatformClient(through)
    const party = new Party(name, platform.practice, { identity: await openIdentity(platform.practice, name), client, certified, workspace, temporary })
    await logIn(party)
    return party
  }

  /** The trusted side with something changed: another key, clock, platform or authority. */
  sideWith(change: Partial<Omit<ReleaseContext, 'trust'>>): TrustedSide {
    const timestamps: ReleaseContext['timestamps'] = (body) => requestTimestampOver(fetch, this.certified.descriptor.timestampAuthority, body)
    return this.workspace.trustedSide({ platform: this.certified, identity: this.identity, timestamps, ...change })
  }

  async import(tender: Published): Promise<void> {
    const file = join(this.workspace.folder, `${tender.id}.etender`)
    writeFileSync(file, tender.bytes)
    await this.workspace.importTender(file)
  }

  /** Seals a response to the small tender of tests/support/tender.ts. */
  async seal(tender: Published, { total = '1200000.00', backups = [] as IdentityName[] } = {}): Promise<SealedBidFile & { file: string }> {
    await this.import(tender)
    const { drafts } = this.workspace
    const draft = drafts.create(tender.digest, '1')
    drafts.setForm(draft.id, 'letter', { valid: '90' })
    drafts.setForm(draft.id, 'price', { total, note: '含税' })
    const out = join(this.workspace.folder, `${draft.id}.ebid`)
    const certificates = backups.map((each) => readCertificate(readFileSync(join(this.#practice, `${each}-encrypt.pem`), 'latin1')))
    return { ...await this.workspace.seal(draft.id, { identity: this.identity, backups: certificates, suite: 'intl', out }), file: out }
  }

  async send(type: 'submit' | 'replace', tender: Published, bid: { file: string, digest: string, size: number }): Promise<Submitted> {
    const bytes = readFileSync(bid.file)
    const source = { size: bytes.length, slice: (start: number, end: number) => Promise.resolve(new Uint8Array(bytes.subarray(start, end))) }
    return submitBid(this, { type, ...placeOf(tender), bid: { digest: bid.digest, size: bid.size } }, source, { chunkBytes })
  }

  /** Events that main has noted, in order. */
  get events(): string[] {
    return this.workspace.journal.entries().map(({ entry }) => entry.event)
  }

  async end(): Promise<void> {
    await this.workspace.close()
    if (this.#temporary !== null) rmSync(this.#temporary, { recursive: true, force: true })
  }
}

export const placeOf = (tender: Published): OpeningPlace => ({ tender: tender.id, tenderDigest: tender.digest, lot: '1' })

/** How far each platform's clock is ahead of this machine's, in milliseconds. */
const offsets = new Map<string, number>()

const measured = (origin: string, time: string): void => { offsets.set(origin, Date.parse(time) - Date.now()) }

async function clockOf(client: PlatformClient): Promise<() => Date> {
  measured(client.origin, (await client.clock()).time)
  return () => new Date(Date.now() + (offsets.get(client.origin) ?? 0))
}

/** Puts the rehearsal forward, for the platform and all its parties. */
export async function advanceTo({ origin }: { origin: string }, time: string): Promise<void> {
  measured(origin, (await new PlatformClient(origin).setClock({ time })).time)
}
