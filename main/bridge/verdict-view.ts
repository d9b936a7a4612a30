import type { VerdictView } from '../../preload/contract/values.ts'
import type { Certificate } from '../certificates/certificate.ts'
import type { Verdict } from '../container/verify.ts'

/** Verdicts and signers as the window sees them. */

export const verdictView = ({ state, parts, judgedAt, stampedAt }: Verdict): VerdictView =>
  ({ state, parts, judgedAt: judgedAt.toISOString(), stampedAt: stampedAt?.toISOString() ?? null })

export const signerView = ({ subject, holder, serial }: Certificate): { subject: string, holder: { id: string | null, name: string }, serial: string } =>
  ({ subject, holder: { id: holder.id, name: holder.name }, serial })
