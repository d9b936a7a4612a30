import { Refusal } from './errors.ts'
import type { PlatformClient } from './client.ts'
import type { Message, Signed, SubmissionMessage } from './schemas/messages.ts'
import type { OpeningState } from './schemas/opening.ts'
import type { SubmissionReceipt } from './schemas/receipt.ts'
import type { RemedyWay } from './schemas/tender.ts'
import type { ClosingEvidence, ReleaseInput, TrustedSide } from './trusted-side.ts'
import { uploadFile, type SliceSource } from './upload.ts'

/**
 * What a person does with a platform, step by step. The untrusted side runs these; whatever is signed or judged goes through the trusted
 * side. After a lost connection the platform is asked, nothing is assumed.
 */

export interface Parties { client: PlatformClient, side: TrustedSide }

export interface SealedSource {
  digest: string
  size: number
  source: SliceSource
}

export interface TransferOptions {
  chunkBytes: number
  signal?: AbortSignal | undefined
  onProgress?: ((acknowledged: number, total: number) => void) | undefined
}

/** Proves possession of the signing key; the session's token stays in the client. */
export async function logIn({ client, side }: Parties): Promise<void> {
  const { nonce } = await client.challenge()
  await client.login(await side.sign({ type: 'login' }, nonce))
}

async function upload({ client, side }: Parties, tender: string, { digest, source }: SealedSource, options: TransferOptions): Promise<string> {
  if (client.token === null) throw new Refusal('not-signed-in')
  side.journal('upload-attempt', { digest, size: source.size })
  const address = await uploadFile({ ...options, origin: client.origin, token: client.token, tender, digest, source, memory: side.uploads })
  side.journal('upload-complete', { digest })
  return address
}

/** Sends a signed message again where the answer was lost: same message, same idempotency key, so that it counts once. */
async function insist<T>(send: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      if (!(error instanceof Refusal) || error.code !== 'platform-unreachable' || attempt === 4) throw error
      await new Promise<void>((resolve) => { setTimeout(resolve, attempt * 500) })
    }
  }
}

export async function publishTender(parties: Parties, file: SealedSource, tender: string, options: TransferOptions): Promise<Uint8Array> {
  const { client, side } = parties
  const address = await upload(parties, tender, file, options)
  const signed = await side.sign({ type: 'publish', tender, tenderDigest: file.digest, size: file.size })
  const receipt = await insist(() => client.publish(signed, address))
  await side.checkPublication(receipt, file.digest)
  await side.uploads.forget(file.digest)
  return receipt
}

export interface Submission { type: 'submit' | 'replace' | 'withdraw', tender: string, tenderDigest: string, lot: string, bid: { digest: string, size: number } }

export interface Submitted { bytes: Uint8Array, digest: string, receipt: SubmissionReceipt }

/**
 * Submits, replaces or withdraws. The ciphertext is uploaded first, in any number of attempts; the binding act is a signed message that
 * names the last receipt. The receipt is verified and kept before this returns.
 */
export async function submitBid(parties: Parties, { type, tender, tenderDigest, lot, bid }: Submission, source: SliceSource | null, options: TransferOptions): Promise<Submitted> {
  const { client, side } = parties
  const address = source === null ? null : await upload(parties, tender, { ...bid, source }, options)
  const { head } = await client.own(tender, lot)
  const signed = await side.sign({ type, tender, tenderDigest, lot, bidDigest: bid.digest, size: bid.size, previous: head })
  side.journal('submit-attempt', { type, tender, lot, bidDigest: bid.digest, previous: head })
  const bytes = await insist(() => client.submit(tender, lot, signed, address))
  const kept = await side.keepReceipt(bytes, signed.message as SubmissionMessage)
  if (source !== null) await side.uploads.forget(bid.digest)
  return { bytes, ...kept }
}

/** Closing statement, and for a bidder the own receipt with its proof. Refusals: not-yet, not-submitted. */
export async function closingEvidence({ client }: Parties, tender: string, lot: string, isBidder: boolean): Promise<ClosingEvidence> {
  const closing = await client.closing(tender, lot)
  if (!isBidder) return { closing, own: null }
  const { head } = await client.own(tender, lot)
  if (head === null) throw new Refusal('not-submitted')
  return { closing, own: { receipt: await client.receipt(tender, lot, head), proof: await client.proof(tender, lot, head) } }
}

export interface OpeningPlace { tender: string, tenderDigest: string, lot: string }

export async function signIn(parties: Parties, place: OpeningPlace, role: 'bidder' | 'tenderer' | 'agency'): Promise<OpeningState> {
  const evidence = await closingEvidence(parties, place.tender, place.lot, role === 'bidder')
  const closingRoot = await parties.side.checkClosing(evidence, place.tenderDigest, place.lot)
  return parties.client.signIn(place.tender, place.lot, await parties.side.sign({ type: 'sign-in', ...place, closingRoot, role }))
}

/** The stage under way, or the one that is named. Refusal('not-yet'). */
export function currentStage(state: OpeningState, stage: string | undefined): OpeningState['stages'][number] {
  const found = stage === undefined ? state.stages.find((each) => each.phase !== 'announced') ?? state.stages.at(-1) : state.stages.find((each) => each.id === stage)
  if (found === undefined) throw new Refusal('bad-input', `there is no stage ${stage ?? ''}`)
  if (found.phase === 'waiting') throw new Refusal('not-yet', `${found.id}: ${found.openingTime}`)
  return found
}

/** What main needs for a release at this place. */
async function releaseInput(parties: Parties, { tender, tenderDigest, lot }: OpeningPlace, stage: string | undefined): Promise<ReleaseInput> {
  const { id } = currentStage(await parties.client.opening(tender, lot), stage)
  return { tenderDigest, lot, stage: id, header: await parties.client.header(tender, lot), evidence: await closingEvidence(parties, tender, lot, true) }
}

export async function releaseKeys(parties: Parties, place: OpeningPlace, stage?: string): Promise<OpeningState> {
  const signed = await parties.side.signRelease(await releaseInput(parties, place, stage))
  return insist(() => parties.client.release(place.tender, place.lot, signed))
}

export async function remedyKeys(parties: Parties, place: OpeningPlace, way: RemedyWay, stage?: string): Promise<OpeningState> {
  const signed = await parties.side.signRemedy({ ...await releaseInput(parties, place, stage), way })
  return insist(() => parties.client.remedy(place.tender, place.lot, signed))
}

export async function openTenderersLayer(parties: Parties, { tender, tenderDigest, lot }: OpeningPlace, stage?: string): Promise<OpeningState> {
  const { client, side } = parties
  const { id } = currentStage(await client.opening(tender, lot), stage)
  const layers = await client.innerLayers(tender, lot, id)
  const evidence = await closingEvidence(parties, tender, lot, false)
  const signed = await side.signTendererRelease({ tenderDigest, lot, layers, evidence })
  return insist(() => client.tendererRelease(tender, lot, signed))
}

/** Takes the announcement, has it checked and signed by main, and delivers it. Answers the container. */
export async function deliverRecord(parties: Parties, { tender, lot }: OpeningPlace): Promise<Uint8Array> {
  const announcement = await parties.client.announcement(tender, lot)
  const evidence = await closingEvidence(parties, tender, lot, false)
  const receipts = new Set(announcement.stages.flatMap((stage) => stage.bids.map((each) => each.receiptDigest)))
  const proofs = await Promise.all([...receipts].map((receipt) => parties.client.proof(tender, lot, receipt)))
  const { signed, container } = await parties.side.signRecord({ announcement, evidence, proofs })
  let binary = ''
  for (const octet of container) binary += String.fromCharCode(octet)
  await insist(() => parties.client.deliverRecord(tender, lot, signed as Signed<Message>, btoa(binary)))
  return container
}
