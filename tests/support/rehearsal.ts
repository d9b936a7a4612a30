import type { OpeningState } from '../../interface/schemas/opening.ts'
import type { SubmissionStatus } from '../../interface/schemas/platform.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import type { SealedEnvelope } from './containers.ts'
import { envelope, sha256, unwrap } from './containers.ts'
import { TestClient } from './platform.ts'
import type { TestPlatform } from './platform.ts'
import type { BidChoice, SealedBid, TenderChoice } from './tender.ts'
import { sealBid, tenderJson, tenderPackage } from './tender.ts'

/** What a lot of tests need: a published tender, and bidders that act on it. Everything by HTTP. */
export interface Published { id: string, digest: string, bytes: Buffer, choice: TenderChoice }

export async function publishTender(platform: TestPlatform, choice: TenderChoice = {}): Promise<Published> {
  const agency = await TestClient.loggedIn(platform, 'agency')
  const bytes = tenderPackage(platform.practice, choice)
  const id = choice.id ?? 'T-1'
  const answer = await agency.publish(id, bytes)
  if (answer.status !== 201) throw new Error(await answer.text())
  return { id, digest: sha256(bytes), bytes, choice }
}

export class Bidder {
  readonly client: TestClient
  readonly platform: TestPlatform
  readonly tender: Published
  bid!: SealedBid

  constructor(platform: TestPlatform, tender: Published, client: TestClient) {
    this.platform = platform
    this.tender = tender
    this.client = client
  }

  static async of(platform: TestPlatform, tender: Published, name: IdentityName): Promise<Bidder> {
    return new Bidder(platform, tender, await TestClient.loggedIn(platform, name))
  }

  get lotPath(): string {
    return `/v1/tenders/${this.tender.id}/lots/1`
  }

  seal(choice: BidChoice = {}): SealedBid {
    const { practice } = this.platform
    this.bid = sealBid(practice, tenderJson(practice, this.tender.choice), this.tender.digest, this.client.name, choice)
    return this.bid
  }

  async status(): Promise<SubmissionStatus> {
    return (await (await this.client.get(`${this.lotPath}/submissions/own`)).json()) as SubmissionStatus
  }

  /** A submission message with everything right but what `change` says. */
  async message(type: 'submit' | 'replace' | 'withdraw', change: object = {}) {
    return this.client.signed({
      type, tender: this.tender.id, tenderDigest: this.tender.digest, lot: '1', bidDigest: this.bid.digest, size: this.bid.bytes.length,
      previous: (await this.status()).head, ...change,
    })
  }

  async send(type: 'submit' | 'replace' | 'withdraw', change: object = {}, key?: string): Promise<Response> {
    const upload = type === 'withdraw' ? null : await this.client.upload(this.bid.bytes, this.tender.id)
    return this.client.post(`${this.lotPath}/submissions`, { signed: await this.message(type, change), upload }, key)
  }

  /** Seals, uploads, submits. */
  async submit(choice: BidChoice = {}): Promise<Response> {
    this.seal(choice)
    return this.send('submit')
  }

  async state(): Promise<OpeningState> {
    return (await (await this.client.get(`${this.lotPath}/opening`)).json()) as OpeningState
  }

  /** Signs and sends a message of the opening. */
  async act(path: string, message: object, method = 'POST'): Promise<Response> {
    const { closingRoot } = await this.state()
    const signed = await this.client.signed({
      tender: this.tender.id, tenderDigest: this.tender.digest, lot: '1', closingRoot: closingRoot ?? '0'.repeat(64), ...message,
    })
    return this.client.post(`${this.lotPath}/opening/${path}`, signed, undefined, method)
  }

  /** What the bidder releases: its own layer opened, the inner one as it is, or key ‖ salt to the platform. */
  payload(sealed: SealedEnvelope): string {
    const { practice } = this.platform
    const inner = unwrap(practice, sealed.members.key.bytes, this.client.name)
    const isNested = (this.tender.choice.control ?? 'bidder+tenderer') === 'bidder+tenderer'
    return (isNested ? inner : envelope(practice, inner, 'platform')).toString('base64')
  }

  release(stage = 's1', envelopes: readonly string[] = ['business', 'price']): Promise<Response> {
    const keys = this.bid.envelopes.filter((each) => envelopes.includes(each.id)).map((each) => ({ envelope: each.id, payload: this.payload(each) }))
    return this.act('releases', { type: 'release', stage, bidDigest: this.bid.digest, keys })
  }

  /** Key ‖ salt from the capsule. */
  remedy(stage = 's1', way = 'capsule', secret = (each: SealedEnvelope): Buffer => Buffer.concat([each.key, each.salt])): Promise<Response> {
    const keys = this.bid.envelopes.map((each) => ({ envelope: each.id, payload: envelope(this.platform.practice, secret(each), 'platform').toString('base64') }))
    return this.act('remedies', { type: 'remedy', stage, bidDigest: this.bid.digest, way, keys })
  }
}

interface Layer { bidDigest: string, envelope: string, payload: string }

/** The tenderer opens its layer of every bid. */
export class Tenderer extends Bidder {
  static override async of(platform: TestPlatform, tender: Published): Promise<Tenderer> {
    return new Tenderer(platform, tender, await TestClient.loggedIn(platform, 'tenderer'))
  }

  async layers(stage = 's1'): Promise<Layer[]> {
    return ((await (await this.client.get(`${this.lotPath}/opening/stages/${stage}/inner-layers`)).json()) as { layers: Layer[] }).layers
  }

  /** `spoil` decides for which layers the tenderer has no answer. */
  async open(stage = 's1', spoil: (layer: Layer) => boolean = () => false): Promise<Response> {
    const { practice } = this.platform
    const keys = (await this.layers(stage)).map(({ bidDigest, envelope: id, payload }) => ({
      bidDigest, envelope: id,
      payload: spoil({ bidDigest, envelope: id, payload }) ? null : envelope(practice, unwrap(practice, Buffer.from(payload, 'base64'), 'tenderer'), 'platform').toString('base64'),
    }))
    return this.act('tenderer-releases', { type: 'tenderer-release', stage, keys })
  }
}
