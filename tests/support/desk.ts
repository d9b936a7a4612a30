import { createPrivateKey, X509Certificate } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Control } from '../../interface/schemas/tender.ts'
import type { SealBid, SealedBidFile } from '../../main/bid/seal.ts'
import type { LongWork } from '../../main/bid/progress.ts'
import { readCertificate, type Certificate } from '../../main/certificates/certificate.ts'
import { openPkcs12, type Identity } from '../../main/certificates/pkcs12.ts'
import { requestTimestamp } from '../../main/certificates/timestamp.ts'
import { readTrust, type TrustStore } from '../../main/certificates/trust.ts'
import type { Signing } from '../../main/container/write.ts'
import { buildTender } from '../../main/tender/build.ts'
import type { TenderPackage } from '../../main/tender/read.ts'
import { Workspace } from '../../main/workspace.ts'
import type { IdentityName } from '../../platform/practice/identities.ts'
import { respondTimestamp } from '../../platform/practice/timestamp.ts'
import { password, practiceFolder } from './practice.ts'
import { smallDefinition } from './small-tender.ts'

/** A bidder's desk for tests: practice identities, a small tender built by the real builder, a workspace in a temporary folder. */

export type { IdentityName }

/** Time of everything that a desk makes. */
export const deskTime = new Date('2026-03-02T01:00:00Z')

export const identityIn = (practice: string, name: IdentityName): Promise<Identity> =>
  openPkcs12(readFileSync(join(practice, `${name}.p12`)), password(practice, name))

export const certificateIn = (practice: string, name: string): Certificate => readCertificate(readFileSync(join(practice, `${name}.pem`)))

export const trustIn = (practice: string): TrustStore => readTrust(JSON.parse(readFileSync(join(practice, 'trust.json'), 'utf8')))

/** The practice timestamp authority, asked without a network in between. */
export function stampIn(practice: string, time = deskTime): NonNullable<Signing['stamp']> {
  const authority = {
    certificate: new X509Certificate(readFileSync(join(practice, 'tsa.pem'))), key: createPrivateKey(readFileSync(join(practice, 'tsa.key'))),
  }
  return (signature) => requestTimestamp(signature, (body) => respondTimestamp(body, authority, time))
}

export interface DeskOptions {
  control?: Control
  /** What the bidder attaches to the section `plan`. */
  plan?: Uint8Array
  bytesPerBid?: number
  /** The price is asked for this second lot only, so that lot 1 has an envelope without a section. */
  priceLot?: string
}

export class Desk {
  readonly practice: string
  readonly folder = mkdtempSync(join(tmpdir(), 'sealbid-desk-'))
  readonly workspace: Workspace
  tender!: TenderPackage
  bidder!: Identity
  tenderer!: Identity

  private constructor(practice: string) {
    this.practice = practice
    this.workspace = new Workspace({ folder: join(this.folder, 'workspace'), trust: trustIn(practice), now: () => deskTime })
  }

  static async open(options: DeskOptions = {}, practice?: string): Promise<Desk> {
    const desk = new Desk(practice ?? await practiceFolder())
    try {
      desk.bidder = await desk.identity('bidder-a')
      desk.tenderer = await desk.identity('tenderer')
      desk.tender = await desk.build(options)
      await desk.workspace.importTender(desk.tender.file)
      return desk
    } catch (error) {
      await desk.close()
      throw error
    }
  }

  identity(name: IdentityName): Promise<Identity> {
    return identityIn(this.practice, name)
  }

  certificate(name: string): Certificate {
    return certificateIn(this.practice, name)
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  /** Builds the small tender (or an addendum to one) as the agency. */
  async build(options: DeskOptions = {}, supersedes?: string): Promise<TenderPackage> {
    const name = `tender-${supersedes === undefined ? 0 : 1}-${options.control ?? 'bidder+tenderer'}`
    mkdirSync(this.path('documents'), { recursive: true })
    writeFileSync(this.path('documents/notice.txt'), '招标公告\n')
    writeFileSync(this.path(`${name}.json`), JSON.stringify(smallDefinition(this.practice, options)))
    return buildTender({
      definition: this.path(`${name}.json`), documents: this.path('documents'), agency: await this.identity('agency'),
      out: this.path(`${name}.etender`), supersedes, stamp: stampIn(this.practice),
    }, this.workspace.context)
  }

  /** A draft with every answer; `plan` is the one attachment. */
  async draft(plan: Uint8Array = Buffer.from('施工组织设计')): Promise<string> {
    const { drafts } = this.workspace
    const { id } = drafts.create(this.tender.digest, '1')
    drafts.setForm(id, 'letter', { valid: '90' })
    drafts.setForm(id, 'price', { total: '1200000.00' })
    writeFileSync(this.path('plan.bin'), plan)
    await drafts.attach(id, 'plan', this.path('plan.bin'))
    return id
  }

  async seal(draft: string, out: string, more: Partial<Omit<SealBid, 'draft' | 'tender' | 'keep' | 'out'>> = {}, work: LongWork = {}): Promise<SealedBidFile> {
    return this.workspace.seal(draft, { identity: this.bidder, backups: [], suite: 'intl', out, ...more }, work)
  }

  async close(): Promise<void> {
    await this.workspace.close()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
