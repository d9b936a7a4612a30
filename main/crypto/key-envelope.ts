import type { KeyObject } from 'node:crypto'
import { Refusal } from '../../interface/errors.ts'
import type { KeyTransport } from '../../interface/schemas/tender.ts'
import { openContent, readWholeHead, sealContent } from './auth-enveloped.ts'
import { DerError } from './der.ts'
import { joinKeyAndSalt, type KeyAndSalt } from './key-check.ts'
import { certificateRecipient, readRecipient, type ReadRecipient, type RecipientCertificate } from './recipients.ts'

/** A certificate that shall be able to open, and what its key can do. */
export interface Addressee { certificate: RecipientCertificate, transport: KeyTransport }

const recipientsOf = (addressees: readonly Addressee[]) =>
  addressees.map(({ certificate, transport }) => certificateRecipient(certificate, transport))

/** Envelopes bytes to certificates, any one of which opens. */
export const envelopeTo = (content: Buffer, addressees: readonly Addressee[]): Buffer => sealContent(content, recipientsOf(addressees))

/** Both layers of a key envelope; `inner` is null with `control: bidder`. */
export interface SealedKey { outer: Buffer, inner: Buffer | null }

/**
 * Key ‖ salt enveloped to the bidder's certificates, with `control: bidder+tenderer` first to the tenderer's (docs/formats.md).
 */
export function sealKey(keyAndSalt: KeyAndSalt, bidder: readonly Addressee[], tenderer: readonly Addressee[] | null): SealedKey {
  const plain = joinKeyAndSalt(keyAndSalt)
  const inner = tenderer === null ? null : envelopeTo(plain, tenderer)
  const outer = envelopeTo(inner ?? plain, bidder)
  plain.fill(0)
  return { outer, inner }
}

const parse = (der: Buffer) => {
  try {
    const head = readWholeHead(der)
    return { head, recipients: head.recipients.map(readRecipient) }
  } catch (error) {
    if (error instanceof DerError) throw new Refusal('envelope-unreadable', error.message)
    throw error
  }
}

/** Who can open an envelope: issuer and serial number of each recipient. Refusal('envelope-unreadable'). */
export const envelopeRecipients = (der: Buffer): ReadRecipient[] => parse(der).recipients

/**
 * Opens an envelope with the key of a certificate. Refusals: key-not-recipient when none of the recipients is this certificate,
 * envelope-unreadable for every other failure, whatever its cause (no oracle).
 */
export function openEnvelope(der: Buffer, certificate: { issuerDer: Buffer, serialDer: Buffer, serial: string }, key: KeyObject): Buffer {
  const { head, recipients } = parse(der)
  const own = recipients.find((each) => each.issuerDer.equals(certificate.issuerDer) && each.serialDer.equals(certificate.serialDer))
  if (own === undefined) throw new Refusal('key-not-recipient', `serial ${certificate.serial}`)
  const contentKey = own.open(key)
  const content = contentKey === null ? null : openContent(der, head, contentKey)
  contentKey?.fill(0)
  if (content === null) throw new Refusal('envelope-unreadable')
  return content
}
