import { z } from 'zod'
import type { Party } from '../../interface/schemas/common.ts'
import { certificateId, nothing, token, type VerdictView } from './values.ts'
import { verb } from './verb.ts'

export interface CertificateDetails {
  serial: string
  subject: string
  issuer: string
  /** SHA-256 of the DER, hex. */
  fingerprint: string
  notBefore: string
  notAfter: string
  keyType: 'rsa' | 'p256' | 'other'
  verdict: Pick<VerdictView, 'state' | 'parts'>
}

/** A certificate file (.p12) that was imported: signing and encryption certificate (双证书), or one for both. */
export interface CertificateView {
  id: string
  holder: Party
  signing: CertificateDetails
  encryption: CertificateDetails
  /** One certificate for both uses. */
  same: boolean
  practice: boolean
  /** Its key is in main's memory, until it is locked or unused for a while. */
  unlocked: boolean
  importedAt: string
}

/** Identities that a rehearsal made for this machine. Their passwords are no secret: they are practice keys. */
export interface PracticeIdentity {
  name: string
  organisation: string
  id: string
  role: 'agency' | 'tenderer' | 'bidder'
  /** A second certificate of the same holder. */
  backup: boolean
  password: string
  imported: boolean
}

export const certificates = {
  'certificates.list': verb<CertificateView[]>()(nothing),
  /** The password is typed in main's prompt window. Refusals: password-wrong, key-file-unreadable, cancelled, … */
  'certificates.import': verb<CertificateView>()(z.strictObject({ file: token })),
  'certificates.unlock': verb<CertificateView>()(z.strictObject({ certificate: certificateId })),
  'certificates.lock': verb<CertificateView>()(z.strictObject({ certificate: certificateId })),
  /** Asks for confirmation in main's own window: bids that were sealed for it open with it alone. */
  'certificates.remove': verb<null>()(z.strictObject({ certificate: certificateId })),
}

export const practice = {
  /** Empty in the production profile. */
  'practice.identities': verb<PracticeIdentity[]>()(nothing),
  /** Imports one of them; the password is typed in the prompt window like any other. */
  'practice.import': verb<CertificateView>()(z.strictObject({ name: z.string().max(60) })),
  /** Main's clock follows the rehearsal's. Refusal('not-practice') in the production profile. */
  'practice.setTime': verb<null>()(z.strictObject({ time: z.iso.datetime({ offset: true }) })),
}
