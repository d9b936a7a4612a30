import { canonical } from '../../interface/canonical.ts'
import { Refusal } from '../../interface/errors.ts'
import type { SubmissionMessage } from '../../interface/schemas/messages.ts'
import type { ClosingStatement, Receipt, SubmissionReceipt } from '../../interface/schemas/receipt.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import type { ClosingEvidence } from '../../interface/trusted-side.ts'
import { hexDigest } from '../crypto/algorithms.ts'
import { bytesSource } from '../container/source.ts'
import { readTrusted, type TrustContext } from '../container/verify.ts'
import type { CertifiedPlatform } from './certified.ts'
import { verifyInclusion } from './merkle.ts'

/** Receipts and closing statements of a certified platform. */

const sameJson = (a: unknown, b: unknown): boolean => Buffer.from(canonical(a)).equals(canonical(b))

/** A receipt signed with the very certificate that the certified descriptor names. Refusal('receipt-invalid'). */
async function readReceipt(bytes: Uint8Array, platform: CertifiedPlatform, context: TrustContext): Promise<Receipt> {
  const container = await readTrusted(bytesSource(bytes), 'receipt', context).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal('receipt-invalid', `${error.code}${error.detail === undefined ? '' : `: ${error.detail}`}`) : error
  })
  await container.archive.close()
  if (container.signature.signer.fingerprint !== platform.receipts.fingerprint) throw new Refusal('receipt-invalid', 'not signed by this platform')
  if (container.verdict.stampedAt === null) throw new Refusal('receipt-invalid', 'no timestamp')
  const { code } = container.content.platform
  if (code !== platform.descriptor.code) throw new Refusal('receipt-invalid', `of ${code}`)
  return container.content
}

/** The receipt confirms exactly this message. Refusal('receipt-invalid'). */
export async function checkSubmissionReceipt(bytes: Uint8Array, message: SubmissionMessage, platform: CertifiedPlatform, context: TrustContext): Promise<SubmissionReceipt> {
  const receipt = await readSubmissionReceipt(bytes, platform, context)
  if (!sameJson(receipt.message, message)) throw new Refusal('receipt-invalid', 'another message')
  return receipt
}

/** A submission receipt that agrees with the message in it. Refusal('receipt-invalid'). */
export async function readSubmissionReceipt(bytes: Uint8Array, platform: CertifiedPlatform, context: TrustContext): Promise<SubmissionReceipt> {
  const receipt = await readReceipt(bytes, platform, context)
  if (receipt.type === 'publish' || receipt.type === 'closing') throw new Refusal('receipt-invalid', receipt.type)
  const { message } = receipt
  const agrees = receipt.type === message.type && receipt.tender === message.tender && receipt.tenderDigest === message.tenderDigest
    && receipt.lot === message.lot && receipt.bid.digest === message.bidDigest && receipt.bid.size === message.size
  if (!agrees) throw new Refusal('receipt-invalid', 'receipt and message differ')
  return receipt
}

export async function checkPublicationReceipt(bytes: Uint8Array, tenderDigest: string, platform: CertifiedPlatform, context: TrustContext): Promise<void> {
  const receipt = await readReceipt(bytes, platform, context)
  if (receipt.type !== 'publish' || receipt.tenderDigest !== tenderDigest) throw new Refusal('receipt-invalid', 'another publication')
}

/** The closing statement gives the tender the number that its package has: what is signed names both. Refusal('closing-invalid'). */
export function checkNumber(statement: ClosingStatement, { tender }: Tender): void {
  if (statement.tender !== tender.id) throw new Refusal('closing-invalid', `the statement is for ${statement.tender}`)
}

export interface CheckedClosing { statement: ClosingStatement, digest: string, own: SubmissionReceipt | null }

/**
 * The closing statement verifies, is for this tender and lot and, where a receipt is given, its log contains it. Refusal('closing-invalid').
 */
export async function checkClosing({ closing, own }: ClosingEvidence, tenderDigest: string, lot: string, platform: CertifiedPlatform, context: TrustContext): Promise<CheckedClosing> {
  const asClosing = (error: unknown): never => { throw error instanceof Refusal ? new Refusal('closing-invalid', error.detail ?? error.code) : error }
  const statement = await readReceipt(closing, platform, context).catch(asClosing)
  if (statement.type !== 'closing' || statement.tenderDigest !== tenderDigest || statement.lot !== lot) throw new Refusal('closing-invalid', 'another tender or lot')
  if (own === null) return { statement, digest: hexDigest(closing), own: null }
  const receipt = await readSubmissionReceipt(own.receipt, platform, context).catch(asClosing)
  const { proof } = own
  const isOwn = proof.receipt === hexDigest(own.receipt) && proof.root === statement.log.root && proof.size === statement.log.size
  if (!isOwn || !verifyInclusion(proof, statement.log.root)) throw new Refusal('closing-invalid', 'the log does not contain the own receipt')
  return { statement, digest: hexDigest(closing), own: receipt }
}
