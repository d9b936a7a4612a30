import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PlatformClient } from '../../interface/client.ts'
import { publishTender, releaseKeys, signIn, submitBid, type OpeningPlace } from '../../interface/flows.ts'
import type { ResponseInput } from '../../interface/schemas/bid.ts'
import type { TenderDefinition } from '../../interface/schemas/tender.ts'
import type { DraftView } from '../../preload/contract/drafts.ts'
import type { TenderView } from '../../preload/contract/tenders.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import { assets, job, WindowDesk } from './bridge.ts'
import { testPlatform, type TestPlatform } from './platform.ts'

/**
 * A workspace in which everything has happened that a screen can show, made through the border without a window: its owner is agency,
 * tenderer and bidder at once. A second bidder has a workspace of its own.
 */

const chunkBytes = 4 * 1024 * 1024

const responseOf = (bidder: 'bidder-a' | 'bidder-b'): ResponseInput => JSON.parse(readFileSync(join(assets, 'sample', bidder, 'response.json'), 'utf8')) as ResponseInput

export const tour = {
  /** The rehearsal begins here; the sample's deadline is 22 December, the addendum's 29 December. */
  begins: '2026-12-08T01:00:00Z', opens: '2026-12-29 09:30:01', ends: '2026-12-29 10:30:01',
  changes: '投标截止时间延至 2026 年 12 月 29 日 9 时 30 分；施工组织设计须含不停产施工的专项方案。',
  second: '吴越经济开发区给水管网改造工程施工',
  unfinished: '吴越新城污水泵站维修改造工程',
} as const

export class TourWorld {
  readonly scratch = mkdtempSync(join(tmpdir(), 'sealbid-tour-'))
  readonly platform: TestPlatform
  tender!: TenderView
  addendum!: TenderView
  /** Drafts: for the first version (submitted, now stale), for the addendum (complete, submitted), for another tender (full of faults). */
  stale!: DraftView
  current!: DraftView
  begun!: DraftView
  #owner!: WindowDesk
  #other!: WindowDesk

  private constructor(platform: TestPlatform) {
    this.platform = platform
  }

  get workspace(): string {
    return join(this.scratch, 'workspace')
  }

  saved(name: string): string {
    return join(this.scratch, name)
  }

  static async make(): Promise<TourWorld> {
    const world = new TourWorld(await testPlatform(tour.begins))
    const options = { practice: world.platform.practice, rehearsalPlatform: world.platform.origin }
    world.#owner = await WindowDesk.open({ ...options, folder: world.workspace })
    world.#other = await WindowDesk.open({ ...options, folder: join(world.scratch, 'other') })
    await world.#unstamped()
    for (const desk of [world.#owner, world.#other]) await desk.accept(world.platform.origin)
    await world.#tenders()
    await world.#bids()
    await world.#owner.end()
    return world
  }

  #ids = new Map<string, string>()

  async #certificate(desk: WindowDesk, name: IdentityName): Promise<string> {
    const id = this.#ids.get(name) ?? await desk.certificate(name)
    this.#ids.set(name, id)
    return id
  }

  async #connect(desk: WindowDesk, name: IdentityName) {
    return desk.connect(this.platform.origin, await this.#certificate(desk, name))
  }

  async #build(id: string): Promise<TenderView> {
    return this.#owner.ask('definitions.build', { definition: id, certificate: await this.#certificate(this.#owner, 'agency'), job: job() })
  }

  async #publish(tender: TenderView): Promise<void> {
    const slices = await this.#owner.ask('tenders.slices', { tender: tender.digest })
    await publishTender(await this.#connect(this.#owner, 'agency'), { ...slices, source: this.#owner.slices(slices) }, tender.id, { chunkBytes })
  }

  async #write(from: { kind: 'sample' } | { kind: 'addendum', tender: string }, change: (definition: TenderDefinition) => void): Promise<string> {
    const made = await this.#owner.ask('definitions.create', { from })
    const json = structuredClone(made.json) as TenderDefinition
    change(json)
    await this.#owner.ask('definitions.save', { definition: made.id, json: json as never })
    return made.id
  }

  /** A package that was signed offline: nothing is wrong with it, but its time is not proved. */
  async #unstamped(): Promise<void> {
    const desk = this.#other
    const made = await desk.ask('definitions.create', { from: { kind: 'sample' } })
    const json = structuredClone(made.json) as TenderDefinition
    json.tender.id = 'SZWY2026-SG-0099'
    await desk.ask('definitions.save', { definition: made.id, json: json as never })
    const { digest } = await desk.ask('definitions.build', { definition: made.id, certificate: await desk.certificate('agency'), job: job() })
    desk.person.target = this.saved('unstamped.etender')
    await desk.ask('tenders.save', { tender: digest })
  }

  /** The sample and another tender, both published; a definition that has just been begun. The bidder's certificate comes first and is the one in use. */
  async #tenders(): Promise<void> {
    for (const name of ['bidder-a', 'bidder-a-backup', 'agency', 'tenderer'] as const) await this.#certificate(this.#owner, name)
    this.tender = await this.#build(await this.#write({ kind: 'sample' }, () => undefined))
    await this.#publish(this.tender)
    const second = await this.#build(await this.#write({ kind: 'sample' }, (json) => { json.tender.title = tour.second }))
    await this.#publish(second)
    const third = await this.#build(await this.#write({ kind: 'sample' }, (json) => { json.tender.title = tour.unfinished }))
    await this.#publish(third)
    this.begun = await this.#spoil(await this.#owner.ask('drafts.create', { tender: third.digest, lot: '1' }))
    const blank = await this.#owner.ask('definitions.create', { from: { kind: 'blank' } })
    await this.#owner.ask('definitions.save', { definition: blank.id, json: blank.json as never })
  }

  /** A bid for the first version, an addendum that makes it stale, a bid for the addendum that replaces it, and another bidder's. */
  async #bids(): Promise<void> {
    this.stale = await this.#fill(this.#owner, await this.#owner.ask('drafts.create', { tender: this.tender.digest, lot: '1' }), 'bidder-a')
    await this.#submit(this.#owner, this.stale, 'bidder-a', 'submit')
    this.addendum = await this.#build(await this.#write({ kind: 'addendum', tender: this.tender.digest }, (json) => {
      json.changes = tour.changes
      json.tender.tenderPeriod.endDate = '2026-12-29T09:30:00+08:00'
      json.sealing.stages[0]!.openingTime = json.tender.tenderPeriod.endDate
      json.response.sections.find((each) => each.id === 'construction-plan')!.instructions = '须含不停产施工的专项方案。'
    }))
    await this.#publish(this.addendum)
    this.current = await this.#owner.ask('drafts.move', { draft: this.stale.id, tender: this.addendum.digest })
    await this.#submit(this.#owner, this.current, 'bidder-a', 'replace')

    const { client } = await this.#connect(this.#other, 'bidder-b')
    await this.#other.receive(client, this.addendum.id)
    const draft = await this.#other.ask('drafts.create', { tender: this.addendum.digest, lot: '1' })
    await this.#submit(this.#other, await this.#fill(this.#other, draft, 'bidder-b'), 'bidder-b', 'submit')
  }

  async #fill(desk: WindowDesk, { id }: DraftView, bidder: 'bidder-a' | 'bidder-b'): Promise<DraftView> {
    for (const [section, value] of Object.entries(responseOf(bidder).sections)) {
      if ('form' in value) await desk.ask('drafts.setForm', { draft: id, section, values: value.form })
      else if ('schedule' in value) await desk.ask('drafts.setSchedule', { draft: id, section, rows: value.schedule })
      else await desk.ask('drafts.attach', { draft: id, section, file: await desk.file(join(assets, 'sample', bidder, value.file)), job: job() })
    }
    return desk.ask('drafts.get', { draft: id })
  }

  /** Answers with every kind of fault: too long, out of range, words that do not fit, a schedule half done. */
  async #spoil({ id }: DraftView): Promise<DraftView> {
    const { sections } = responseOf('bidder-a')
    const rows = sections['price-schedule']
    await this.#owner.ask('drafts.setForm', { draft: id, section: 'commitment', values: { duration: '0', quality: '一般', manager: '周闻远', validity: 'ninety' } })
    await this.#owner.ask('drafts.setForm', { draft: id, section: 'bid-letter', values: { totalPrice: '99000000.00', totalPriceInWords: '玖仟万元整' } })
    if (rows !== undefined && 'schedule' in rows) await this.#owner.ask('drafts.setSchedule', { draft: id, section: 'price-schedule', rows: rows.schedule.slice(0, 7) })
    await this.#owner.ask('drafts.attach', { draft: id, section: 'qualification', file: await this.#owner.file(join(assets, 'sample/bidder-a/qualification.pdf')), job: job() })
    return this.#owner.ask('drafts.get', { draft: id })
  }

  async #submit(desk: WindowDesk, draft: DraftView, name: 'bidder-a' | 'bidder-b', type: 'submit' | 'replace'): Promise<void> {
    const certificate = await this.#certificate(desk, name)
    const backups = name === 'bidder-a' ? [await this.#certificate(desk, 'bidder-a-backup')] : []
    const sealed = await desk.ask('bids.seal', { draft: draft.id, certificate, backups, job: job() })
    await desk.ask('bids.trialOpen', { bid: sealed.digest, certificate, job: job() })
    const slices = await desk.ask('bids.slices', { bid: sealed.digest })
    const place = { tender: draft.tender.id, tenderDigest: draft.tender.digest, lot: '1' }
    await submitBid(await this.#connect(desk, name), { type, ...place, bid: sealed }, desk.slices(slices), { chunkBytes })
    desk.person.target = this.saved(`${name}-${type}.ebid`)
    await desk.ask('bids.save', { bid: sealed.digest })
    const [receipt] = (await desk.ask('receipts.list', { tender: place.tender, lot: '1' })).filter((each) => each.bidDigest === sealed.digest)
    desk.person.target = this.saved(`${name}-${type}.receipt`)
    await desk.ask('receipts.save', { receipt: receipt!.digest })
  }

  /** The other bidder comes to the opening and releases its keys. */
  async otherReleases(): Promise<void> {
    await this.#other.ask('practice.setTime', { time: (await new PlatformClient(this.platform.origin).clock()).time })
    const parties = await this.#connect(this.#other, 'bidder-b')
    const place: OpeningPlace = { tender: this.addendum.id, tenderDigest: this.addendum.digest, lot: '1' }
    await signIn(parties, place, 'bidder')
    await releaseKeys(parties, place)
  }

  async end(): Promise<void> {
    await this.#other.end()
    await this.platform.end()
    rmSync(this.scratch, { recursive: true, force: true })
  }
}
