import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Refusal } from '../interface/errors.ts'
import type { TrustedSide } from '../interface/trusted-side.ts'
import { decodeCapsule, exportCapsule, type Capsule } from './bid/capsule.ts'
import type { LongWork } from './bid/progress.ts'
import { readBid } from './bid/read.ts'
import { readSealedManifest } from './bid/sealed-head.ts'
import { sealBid, type SealBid, type SealedBidFile } from './bid/seal.ts'
import { trialOpen, type TrialStatement } from './bid/trial-open.ts'
import type { Identity } from './certificates/pkcs12.ts'
import type { TrustStore } from './certificates/trust.ts'
import type { TrustContext } from './container/verify.ts'
import { openDatabase, type Database } from './drafts/database.ts'
import { Definitions } from './drafts/definitions.ts'
import { Drafts } from './drafts/drafts.ts'
import { Journal } from './drafts/journal.ts'
import { KeyFiles } from './drafts/key-files.ts'
import { Platforms } from './drafts/platforms.ts'
import { Receipts } from './drafts/receipts.ts'
import { Records } from './drafts/records.ts'
import { SealedAnswers } from './drafts/sealed-answers.ts'
import { SealedBids } from './drafts/sealed.ts'
import { Settings } from './drafts/settings.ts'
import { Uploads } from './drafts/uploads.ts'
import { WorkspaceFolder } from './drafts/workspace-folder.ts'
import { FileKeyStore, type KeyStore } from './drafts/workspace-key.ts'
import type { ReleaseContext } from './opening/preconditions.ts'
import { trustedSide } from './opening/trusted.ts'
import { readTender, type TenderPackage } from './tender/read.ts'
import { WorkerPool } from './work/pool.ts'

/**
 * All services of the trusted process, without Electron: the desktop program, the command line and the tests use this one composition.
 */

export interface WorkspaceOptions {
  folder: string
  trust: TrustStore
  /** Time that counts where no timestamp proves another; in a rehearsal the platform's. */
  now?: () => Date
  keys?: KeyStore
}

export class Workspace {
  readonly folder: string
  readonly context: TrustContext
  readonly files: WorkspaceFolder
  readonly drafts: Drafts
  readonly sealed: SealedBids
  readonly sealedAnswers: SealedAnswers
  readonly receipts: Receipts
  readonly records: Records
  readonly journal: Journal
  readonly keyFiles: KeyFiles
  readonly platforms: Platforms
  readonly definitions: Definitions
  readonly settings: Settings
  readonly #database: Database
  readonly #pool = new WorkerPool()

  constructor({ folder, trust, now = () => new Date(), keys }: WorkspaceOptions) {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.folder = folder
    this.context = { trust, now, pool: this.#pool }
    this.#database = openDatabase(join(folder, 'workspace.sqlite'))
    const keyStore = keys ?? new FileKeyStore(folder)
    this.files = new WorkspaceFolder(folder)
    this.drafts = new Drafts(this.#database, folder)
    this.sealed = new SealedBids(this.#database, folder, keyStore)
    this.sealedAnswers = new SealedAnswers(this.#database, keyStore)
    this.receipts = new Receipts(this.#database)
    this.records = new Records(this.#database)
    this.journal = new Journal(this.#database)
    this.keyFiles = new KeyFiles(this.#database, this.files)
    this.platforms = new Platforms(this.#database)
    this.definitions = new Definitions(this.#database, this.files, now)
    this.settings = new Settings(this.#database)
    this.keyFiles.sweep()
    this.definitions.sweep()
  }

  /** Reads a tender package, judges it and keeps a copy. `expected`: what it must be. Refusals of readTender, digest-mismatch. */
  async importTender(file: string, work: LongWork = {}, expected?: { digest: string, id: string }): Promise<TenderPackage> {
    const tender = await readTender(file, this.context, { signal: work.signal })
    if (expected !== undefined && (tender.digest !== expected.digest || tender.tender.tender.id !== expected.id)) {
      throw new Refusal('digest-mismatch', `not the package ${expected.id} that was announced`)
    }
    await this.drafts.importTender(tender.tender, tender.digest, file)
    return tender
  }

  /** The kept package with a digest, judged again. Refusal('tender-unknown'). */
  async tender(digest: string): Promise<TenderPackage> {
    const kept = this.drafts.tender(digest)
    if (kept === undefined) throw new Refusal('tender-unknown', digest)
    return readTender(kept.file, this.context)
  }

  /** Seals a draft; the capsule and the record of the bid are kept before the file gets its name. Refusals of sealBid. */
  async seal(draftId: string, input: Omit<SealBid, 'draft' | 'tender' | 'keep'>, work: LongWork = {}): Promise<SealedBidFile> {
    const draft = this.drafts.get(draftId)
    const tender = await this.tender(draft.tenderDigest)
    return sealBid({
      ...input, draft, tender,
      keep: ({ digest, size, sealedAt, capsule }) => {
        this.sealed.add({ bidDigest: digest, draft: draft.id, tenderDigest: tender.digest, lot: draft.lot, file: input.out, sealedAt: sealedAt.toISOString(), size })
        this.sealed.saveCapsule(digest, capsule)
        this.sealedAnswers.save(digest, draft.answers)
      },
    }, this.context, work)
  }

  /** The capsule of a bid that was sealed here, or null. */
  capsule(bidDigest: string): Capsule | null {
    const bytes = this.sealed.loadCapsule(bidDigest)
    return bytes === undefined ? null : decodeCapsule(bytes)
  }

  /** Manifest of a bid file that was sealed here, if the file is still at its place with its size; its digest is not computed again. */
  async sealedManifest(bidDigest: string): Promise<Buffer | null> {
    const sealed = this.sealed.get(bidDigest)
    return sealed === undefined ? null : readSealedManifest(sealed)
  }

  /** Opens a bid on trial and keeps the statement. The tender must be in the workspace. Refusals of readBid and trialOpen, tender-unknown. */
  async trialOpen(file: string, identity: Identity, work: LongWork = {}): Promise<TrialStatement> {
    const bid = await readBid(file, this.context, { signal: work.signal })
    const tender = await this.tender(bid.bid.tender.digest)
    const statement = await trialOpen({ bid, identity, tender, capsule: this.capsule(bid.digest) }, this.context, work)
    if (this.sealed.get(bid.digest) !== undefined) this.sealed.saveTrial(bid.digest, { at: statement.at, statement })
    return statement
  }

  /** A capsule under a password, to be kept elsewhere. Refusal('capsule-unknown'). */
  async exportCapsule(bidDigest: string, password: string): Promise<Buffer> {
    const bytes = this.sealed.loadCapsule(bidDigest)
    if (bytes === undefined) throw new Refusal('capsule-unknown', bidDigest)
    return exportCapsule(bytes, password)
  }

  /** The trusted side of a connection to a certified platform with one identity. */
  trustedSide(connection: Omit<ReleaseContext, 'trust'>): TrustedSide {
    return trustedSide({ ...connection, trust: this.context }, {
      receipts: this.receipts,
      uploads: new Uploads(this.#database, connection.platform.descriptor.code),
      capsule: (bidDigest) => this.capsule(bidDigest),
      sealedManifest: (bidDigest) => this.sealedManifest(bidDigest),
      tender: (digest) => this.tender(digest),
      journal: (event, details) => this.note(event, details),
    })
  }

  /** Notes in the journal what has happened, by this machine's clock. */
  note(event: string, details: Record<string, unknown>): void {
    this.journal.append({ at: new Date().toISOString(), event, details })
  }

  async close(): Promise<void> {
    await this.#pool.close()
    this.#database.close()
  }
}
