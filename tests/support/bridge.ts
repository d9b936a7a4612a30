import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PlatformClient } from '../../interface/client.ts'
import { logIn, type Parties } from '../../interface/flows.ts'
import { Refusal } from '../../interface/errors.ts'
import type { TrustedSide } from '../../interface/trusted-side.ts'
import type { SliceSource } from '../../interface/upload.ts'
import { answer } from '../../main/bridge/answer.ts'
import type { Desktop } from '../../main/bridge/desktop.ts'
import { createBridge, type MainBridge } from '../../main/bridge/index.ts'
import { openProfile } from '../../main/bridge/profile.ts'
import type { Channel, Contract, EventName, Output } from '../../preload/contract/index.ts'
import type { InputOf } from '../../preload/contract/verb.ts'
import type { Answer, Question } from '../../preload/prompt-contract.ts'
import type { Workspace } from '../../main/workspace.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'

/** The program without Electron: the real workspace and bridge, with a person in front of it who answers main's questions. */

export const assets = join(import.meta.dirname, '../../assets')

/** What a person does when main asks; by default confirms, and types the practice password. */
export type Reply = (question: Question) => Answer

const passwordNeed = (question: Question) => question.kind === 'password' ? question.password : question.password

export const willing: Reply = (question) => {
  const need = passwordNeed(question)
  return { confirmed: true, ...(need === null ? {} : { password: need.mode === 'set' ? 'new password 1' : need.hint ?? '' }) }
}

/** The port to the desktop, as a person would serve it; it remembers what it was shown. */
export class Person implements Desktop {
  readonly asked: Question[] = []
  readonly viewed: string[] = []
  readonly events: { event: EventName, value: unknown }[] = []
  reply: Reply = willing
  choice: string[] = []
  target: string | null = null

  chooseFiles = async (): Promise<string[]> => this.choice
  chooseTarget = async (): Promise<string | null> => this.target
  ask = async (question: Question): Promise<Answer> => {
    this.asked.push(question)
    return this.reply(question)
  }

  view = async (file: string): Promise<void> => { this.viewed.push(file) }
  emit: Desktop['emit'] = (event, value) => { this.events.push({ event, value }) }

  /** The last question, as `label: value`. */
  get facts(): Record<string, string> {
    return Object.fromEntries((this.asked.at(-1)?.facts ?? []).map(({ label, value }) => [label, value]))
  }

  /** Acts that were confirmed or declined, in order. */
  get acts(): string[] {
    return this.asked.flatMap((each) => each.kind === 'confirm' ? [each.act] : [])
  }
}

export interface DeskOptions { practice: string, folder?: string, rehearsalPlatform?: string }

/** One program with one window; `frame` is the window's. */
export class WindowDesk {
  readonly person = new Person()
  readonly bridge: MainBridge
  readonly workspace: Workspace
  readonly practice: string
  readonly folder: string
  readonly frame: string = randomUUID()
  readonly #temporary: boolean

  private constructor(bridge: (person: Person) => MainBridge, workspace: Workspace, practice: string, folder: string, temporary: boolean) {
    this.bridge = bridge(this.person)
    this.workspace = workspace
    this.practice = practice
    this.folder = folder
    this.#temporary = temporary
  }

  static async open({ practice, folder, rehearsalPlatform }: DeskOptions): Promise<WindowDesk> {
    const place = folder ?? mkdtempSync(join(tmpdir(), 'sealbid-window-'))
    const { workspace, clock } = await openProfile({ SEALBID_TRUST: join(practice, 'trust.json'), SEALBID_WORKSPACE: place })
    return new WindowDesk((desktop) => createBridge({
      workspace, clock, desktop, version: '0.0.0', assets, practiceFolder: practice, rehearsalPlatform,
    }), workspace, practice, place, folder === undefined)
  }

  /** Asks as the window does, through the router; a problem is thrown as a Refusal. */
  async ask<C extends Channel>(channel: C, input: InputOf<Contract[C]> | unknown = {}, frame = this.frame): Promise<Output<C>> {
    const result = await answer(this.bridge.handlers, channel, input, { frame })
    if (result.ok) return result.value as Output<C>
    throw new Refusal(result.error.code, result.error.detail, result.error.items)
  }

  /** Code of the refusal, or `ok`. */
  async codeOf(channel: Channel, input: unknown = {}, frame = this.frame): Promise<string> {
    const result = await answer(this.bridge.handlers, channel, input, { frame })
    return result.ok ? 'ok' : result.error.code
  }

  /** A token for a file, as if it had been dropped on the window. */
  async file(path: string): Promise<string> {
    return (await this.ask('files.dropped', { path })).token
  }

  async certificate(name: IdentityName): Promise<string> {
    return (await this.ask('practice.import', { name })).id
  }

  /** Discovery, and acceptance by main. */
  async accept(origin: string): Promise<PlatformClient> {
    const client = new PlatformClient(origin)
    await this.ask('platforms.reach', { origin })
    const [descriptor, certification, clock] = [await client.descriptor(), await client.certification(), await client.clock()]
    await this.ask('platforms.accept', { origin, descriptor, certification: Buffer.from(certification).toString('base64'), clock: clock.time })
    return client
  }

  /** A logged-in connection with the flows of interface/ on it. */
  async connect(origin: string, certificate: string): Promise<Parties & { connection: string }> {
    const { connection } = await this.ask('connections.open', { origin, certificate })
    const parties = { client: new PlatformClient(origin), side: this.side(connection), connection }
    await logIn(parties)
    return parties
  }

  /** interface/trusted-side.ts over the border, as the renderer has it. */
  side(connection: string): TrustedSide {
    const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
    const evidence = ({ closing, own }: { closing: Uint8Array, own: { receipt: Uint8Array, proof: unknown } | null }) =>
      ({ closing: base64(closing), own: own === null ? null : { receipt: base64(own.receipt), proof: own.proof } })
    return {
      sign: (draft, nonce) => this.ask('connections.sign', { connection, draft, ...(nonce === undefined ? {} : { nonce }) }),
      keepReceipt: (bytes, message) => this.ask('connections.keepReceipt', { connection, bytes: base64(bytes), message }),
      checkPublication: async (bytes, tenderDigest) => { await this.ask('connections.checkPublication', { connection, bytes: base64(bytes), tenderDigest }) },
      checkClosing: (each, tenderDigest, lot) => this.ask('connections.checkClosing', { connection, tenderDigest, lot, evidence: evidence(each) }),
      signRelease: (input) => this.ask('connections.signRelease', { connection, ...input, evidence: evidence(input.evidence) }),
      signRemedy: (input) => this.ask('connections.signRemedy', { connection, ...input, evidence: evidence(input.evidence) }),
      signTendererRelease: (input) => this.ask('connections.signTendererRelease', { connection, ...input, evidence: evidence(input.evidence) }),
      signRecord: async (input) => {
        const { signed, container } = await this.ask('connections.signRecord', { connection, ...input, evidence: evidence(input.evidence) })
        return { signed, container: new Uint8Array(Buffer.from(container, 'base64')) }
      },
      uploads: {
        load: (digest) => this.ask('connections.loadUpload', { connection, digest }),
        save: async (digest, url) => { await this.ask('connections.saveUpload', { connection, digest, url }) },
        forget: async (digest) => { await this.ask('connections.forgetUpload', { connection, digest }) },
      },
      journal: (event, details) => { void this.ask('connections.journal', { connection, event, details }) },
    }
  }

  /** Bytes behind a `/sealed/…` address, as the window fetches them. */
  slices({ url, size }: { url: string, size: number }): SliceSource {
    const token = tokenOf(url)
    const piece = 8 * 1024 * 1024
    return {
      size,
      slice: async (start, end) => {
        const parts: Buffer[] = []
        for (let at = start; at < end; at += piece) parts.push(await this.bridge.bytes.read(token, at, Math.min(end, at + piece)))
        return new Uint8Array(Buffer.concat(parts))
      },
    }
  }

  /** Takes a package from a platform over the byte route, as the window does. */
  async receive(client: PlatformClient, id: string): Promise<Output<'tenders.received'>> {
    const { digest, size } = await client.tender(id)
    const { incoming, url } = await this.ask('tenders.receive', { origin: client.origin, tender: id, digest, size })
    let offset = 0
    for await (const chunk of await client.package(id, digest)) {
      await this.bridge.bytes.write(tokenOf(url), offset, chunk)
      offset += chunk.length
    }
    return this.ask('tenders.received', { incoming, job: randomUUID() })
  }

  password(name: IdentityName): string {
    return (JSON.parse(readFileSync(join(this.practice, 'passwords.json'), 'utf8')) as Record<string, string>)[name]!
  }

  async end(): Promise<void> {
    await this.bridge.close()
    if (this.#temporary) rmSync(this.folder, { recursive: true, force: true })
  }
}

export const tokenOf = (url: string): string => url.split(/[/?]/)[2]!

export const job = (): string => randomUUID()
