import { randomBytes } from 'node:crypto'
import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import tool from '../../package.json' with { type: 'json' }
import { Refusal } from '../../interface/errors.ts'
import type { Bid, CertificateReference } from '../../interface/schemas/bid.ts'
import type { SuiteName } from '../../interface/schemas/common.ts'
import type { Certificate } from '../certificates/certificate.ts'
import { judgeCertificate } from '../certificates/judge.ts'
import type { Identity } from '../certificates/pkcs12.ts'
import { identitySigner } from '../certificates/signer.ts'
import { checkResponse, errorsOf, type Finding } from '../checks/check-response.ts'
import { asRefusal, writeWhole } from '../container/files.ts'
import type { TrustContext } from '../container/verify.ts'
import type { Signing } from '../container/write.ts'
import { sealKey, type Addressee, type SealedKey } from '../crypto/key-envelope.ts'
import { commitment, keyBytes, keyCheck, saltBytes, type KeyAndSalt } from '../crypto/key-check.ts'
import { defaultTransport } from '../crypto/recipients.ts'
import { segmentLengths, segmentSize } from '../crypto/segments.ts'
import type { Draft } from '../drafts/answers.ts'
import { tenderersAddressees, type TenderPackage } from '../tender/read.ts'
import { hexDigest } from '../crypto/algorithms.ts'
import { encodeCapsule, type Capsule } from './capsule.ts'
import { writeBidFile, type EnvelopeInput } from './bid-file.ts'
import { planEnvelope, type EnvelopePlan } from './envelope-container.ts'
import { ProgressMeter, type LongWork } from './progress.ts'
import type { Digested } from '../work/jobs.ts'
import type { RunOptions } from '../work/pool.ts'
import { together } from '../work/together.ts'

export interface SealBid {
  tender: TenderPackage
  draft: Draft
  identity: Identity
  /** Backup certificates of the bidder; any one of them opens too. */
  backups: readonly Certificate[]
  suite: SuiteName
  out: string
  stamp?: Signing['stamp']
  /** Called with the whole file's digest and the capsule before the file gets its name: a bid without a capsule has lost a way out. */
  keep(bid: { digest: string, size: number, sealedAt: Date, capsule: Buffer }): void
}

export interface SealedBidFile { bid: Bid, digest: string, size: number, sealedAt: Date }

interface SealedEnvelope { plan: EnvelopePlan, secret: KeyAndSalt, sealed: SealedKey }
/** Digest of each envelope's container, by id. */
type Containers = ReadonlyMap<string, Buffer>

/** Stands for a digest that is being computed. */
const unknownDigest = Buffer.alloc(32)

/** What this program can write today; a tender must take it too. Refusal('suite-not-offered'). */
function checkSuite(suite: SuiteName, tender: TenderPackage['tender']): void {
  if (suite !== 'intl' || !tender.sealing.suites.includes(suite)) {
    throw new Refusal('suite-not-offered', `${suite}; the tender takes ${tender.sealing.suites.join(', ')}, this program intl`)
  }
}

/** `code section/item (detail)`: the code comes first, so that the border can put its text beside it. */
const describe = ({ code, section, item, detail }: Finding): string =>
  [code, [section, item].filter(Boolean).join('/'), detail === undefined ? '' : `(${detail})`].filter(Boolean).join(' ')

/** Refusal('response-incomplete') with every finding. */
export function checkComplete({ tender }: Pick<TenderPackage, 'tender'>, draft: Pick<Draft, 'lot' | 'answers'>): void {
  const errors = errorsOf(checkResponse(tender, draft.lot, draft.answers))
  if (errors.length > 0) throw new Refusal('response-incomplete', `${errors.length}`, errors.map(describe))
}

/** Own certificates must be good now, for what they are used for; backups must be the same holder's. */
async function checkCertificates({ identity, backups }: SealBid, context: TrustContext): Promise<void> {
  const judge = async (certificate: Certificate, purpose: 'signing' | 'encryption'): Promise<void> => {
    const parts = await judgeCertificate(certificate, { intermediates: identity.chain, trust: context.trust, at: context.now(), purpose })
    const bad = parts.find((each) => each.state === 'invalid')
    if (bad !== undefined) throw new Refusal(bad.code ?? 'certificate-untrusted', `${certificate.subject}${bad.detail === undefined ? '' : `: ${bad.detail}`}`)
  }
  await judge(identity.signing.certificate, 'signing')
  for (const certificate of [identity.encryption.certificate, ...backups]) {
    await judge(certificate, 'encryption')
    if (certificate.holder.id !== identity.holder.id) throw new Refusal('signer-mismatch', `${certificate.subject} is not ${identity.holder.name}'s`)
  }
}

const addressee = (certificate: Certificate): Addressee & { certificate: Certificate } =>
  ({ certificate, transport: defaultTransport(certificate.publicKey) })

const reference = ({ certificate }: { certificate: Certificate }): CertificateReference => ({ issuer: certificate.issuer, serial: certificate.serial })

/** The limit counts the whole file, which is a little more than the containers in it. Refusal('too-large'). */
function checkSize(size: number, { limits }: TenderPackage['tender']): void {
  if (size > limits.bytesPerBid) throw new Refusal('too-large', `${size} bytes, the limit is ${limits.bytesPerBid}`)
}

/** Room for the file and its temporary copy of nothing: sealing writes each byte once. */
async function checkRoom(out: string, size: number): Promise<void> {
  const folder = dirname(out)
  const status = await statfs(folder).catch((error: unknown) => { throw asRefusal(error, folder) })
  const free = status.bavail * status.bsize
  if (free < size * 1.01 + 1024 * 1024) throw new Refusal('disk-full', `${folder}: ${size} bytes needed, ${free} free`)
}

/** Of all files that sealing reads, only attachments can be shorter than they were, or gone. */
function asAttachmentDamage(error: unknown): never {
  if (error instanceof Refusal && (error.code === 'container-size' || error.code === 'file-not-found')) throw new Refusal('attachment-damaged', error.detail)
  throw error
}

/** Digest of a container; every attachment must still be what the workspace stored. Refusal('attachment-damaged'). */
async function digestPlan(plan: EnvelopePlan, context: TrustContext, options: { signal?: AbortSignal | undefined, progress: (bytes: number) => void }): Promise<Buffer> {
  const { whole, pieces } = await context.pool.run({ kind: 'digest-pieces', pieces: plan.pieces }, options)
  const files = pieces.filter((_, index) => 'file' in (plan.pieces[index] ?? {}))
  plan.attachments.forEach((attachment, index) => {
    if (Buffer.from(files[index]?.sha256 ?? []).toString('hex') !== attachment.sha256) throw new Refusal('attachment-damaged', attachment.name)
  })
  return Buffer.from(whole)
}

function bidOf({ tender, draft, identity, suite }: SealBid, envelopes: readonly SealedEnvelope[], containers: Containers, bidder: CertificateReference[], tenderer: CertificateReference[]): Bid {
  return {
    format: 'sealbid/bid/1',
    tender: { id: tender.tender.tender.id, digest: tender.digest, sequence: tender.tender.sequence },
    platform: tender.tender.platform.code,
    lot: draft.lot,
    bidder: identity.holder,
    suite,
    control: tender.tender.sealing.control,
    segmentSize,
    envelopes: envelopes.map(({ plan, secret, sealed }) => ({
      id: plan.id,
      segments: segmentLengths(plan.size).length,
      keyCheck: keyCheck(secret),
      commitment: commitment(secret.salt, containers.get(plan.id) ?? unknownDigest),
      tendererLayer: sealed.inner === null ? null : hexDigest(sealed.inner),
      openedBy: { bidder, tenderer },
    })),
    tool: { name: tool.name, version: tool.version },
  }
}

function capsuleOf(bidDigest: string, bid: Bid, envelopes: readonly SealedEnvelope[], containers: Containers): Capsule {
  return {
    format: 'sealbid/capsule/1',
    bidDigest,
    tender: { id: bid.tender.id, digest: bid.tender.digest },
    lot: bid.lot,
    envelopes: envelopes.map(({ plan, secret }) => ({
      id: plan.id,
      key: secret.key.toString('hex'),
      salt: secret.salt.toString('hex'),
      container: (containers.get(plan.id) ?? unknownDigest).toString('hex'),
    })),
  }
}

/**
 * Seals a draft into a bid file (docs/formats.md). Nothing is left half-written, whatever happens. Refusals: suite-not-offered,
 * response-incomplete with the list, certificate-…, key-usage, signer-mismatch, attachment-damaged, too-large, disk-full, cancelled.
 */
export async function sealBid(input: SealBid, context: TrustContext, { signal, onProgress }: LongWork = {}): Promise<SealedBidFile> {
  const { tender, draft, identity } = input
  checkSuite(input.suite, tender.tender)
  checkComplete(tender, draft)
  await checkCertificates(input, context)
  const sealedAt = context.now()
  const signing: Signing = { signer: identitySigner(identity), signingTime: sealedAt }
  // Every envelope of the tender, also one without a section for this lot: a stage asks for the keys of all its envelopes.
  const ids = tender.tender.sealing.envelopes.map((each) => each.id)
  const plans = await Promise.all(ids.map((id) => planEnvelope(id, tender, draft.lot, identity.holder, draft.answers, signing)))
  const size = plans.reduce((sum, each) => sum + each.size, 0)
  checkSize(size, tender.tender)
  await checkRoom(input.out, size)
  const meter = new ProgressMeter(3 * size, onProgress)
  const tenderer = tenderersAddressees(tender.tender)
  const bidder = [identity.encryption.certificate, ...input.backups].map(addressee)
  const envelopes = plans.map((plan): SealedEnvelope => {
    const secret = { key: randomBytes(keyBytes), salt: randomBytes(saltBytes) }
    return { plan, secret, sealed: sealKey(secret, bidder, tenderer) }
  })
  const bidWith = (containers: Containers): Bid => bidOf(input, envelopes, containers, bidder.map(reference), (tenderer ?? []).map(reference))
  return writeWhole(input.out, async (handle, path) => {
    const containers = new Map<string, Buffer>()
    const bid = await writeBidFile(handle, path, {
      provisional: bidWith(containers),
      complete: async (linked) => {
        await together(plans.map((plan) => async (each: AbortSignal) => {
          containers.set(plan.id, await digestPlan(plan, context, { signal: each, progress: meter.step('reading') }))
        }), linked)
        return bidWith(containers)
      },
      envelopes: envelopes.map(({ plan, secret, sealed }): EnvelopeInput => ({ id: plan.id, pieces: plan.pieces, size: plan.size, key: secret.key, keyEnvelope: sealed.outer })),
      signing: { ...signing, stamp: input.stamp },
    }, context.pool, { signal, progress: meter.step('encrypting') }).catch(asAttachmentDamage)
    const { digest, size: written } = await digestFile(handle, path, context, { signal, progress: meter.step('writing') })
    checkSize(written, tender.tender)
    input.keep({ digest, size: written, sealedAt, capsule: encodeCapsule(capsuleOf(digest, bid, envelopes, containers)) })
    for (const { secret } of envelopes) secret.key.fill(0)
    return { bid, digest, size: written, sealedAt }
  })
}

/** Digest of the file, computed while it is flushed; the handle's size counts, since the file has no name yet. */
async function digestFile(handle: { sync(): Promise<void>, stat(): Promise<{ size: number }> }, path: string, context: TrustContext, { signal, progress }: RunOptions): Promise<{ digest: string, size: number }> {
  const { size } = await handle.stat()
  let digested: Digested | undefined
  await together<void>([
    () => handle.sync(),
    async (linked) => { [digested] = await context.pool.run({ kind: 'digest-ranges', file: path, ranges: [{ offset: 0, size }] }, { signal: linked, progress }) },
  ], signal)
  if (digested === undefined) throw new TypeError('a digest for the file')
  return { digest: Buffer.from(digested.sha256).toString('hex'), size }
}
