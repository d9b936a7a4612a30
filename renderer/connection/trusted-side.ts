import { Refusal } from '../../interface/errors.ts'
import type { ClosingEvidence, MessageDraft, ReleaseInput, TrustedSide } from '../../interface/trusted-side.ts'
import type { UploadMemory } from '../../interface/upload.ts'
import { signable, type Signable } from '../../preload/contract/platforms.ts'
import { sealbid } from '../bridge.ts'
import { fromBase64, toBase64 } from './base64.ts'

/** The trusted process for one connection, seen through the border: bytes become base64, everything else stays as it is. */

interface Evidence { closing: string, own: { receipt: string, proof: NonNullable<ClosingEvidence['own']>['proof'] } | null }

function evidenceOf({ closing, own }: ClosingEvidence): Evidence {
  return { closing: toBase64(closing), own: own === null ? null : { receipt: toBase64(own.receipt), proof: own.proof } }
}

const releaseOf = ({ tenderDigest, lot, stage, header, evidence }: ReleaseInput) => ({ tenderDigest, lot, stage, header, evidence: evidenceOf(evidence) })

/** Releases and records are signed by verbs of their own, never by their content. */
function signableOf(draft: MessageDraft): Signable {
  const result = signable.safeParse(draft)
  if (!result.success) throw new Refusal('bad-input', `${draft.type} is not signed by its content`)
  return result.data
}

function uploadMemory(connection: string): UploadMemory {
  return {
    load: (digest) => sealbid.connections.loadUpload({ connection, digest }),
    async save(digest, url) { await sealbid.connections.saveUpload({ connection, digest, url }) },
    async forget(digest) { await sealbid.connections.forgetUpload({ connection, digest }) },
  }
}

const journalled = ['upload-attempt', 'upload-complete', 'submit-attempt', 'platform-refused', 'clock-sample'] as const
type Journalled = (typeof journalled)[number]
type Detail = string | number | boolean | null

const isJournalled = (event: string): event is Journalled => (journalled as readonly string[]).includes(event)

function detailsOf(details: Record<string, unknown>): Record<string, Detail> {
  return Object.fromEntries(Object.entries(details).map(([key, value]): [string, Detail] => {
    if (value === null || typeof value === 'number' || typeof value === 'boolean') return [key, value]
    return [key, (typeof value === 'string' ? value : JSON.stringify(value) ?? '').slice(0, 500)]
  }))
}

export function trustedSide(connection: string): TrustedSide {
  const { connections } = sealbid
  return {
    sign: (draft, nonce) => connections.sign({ connection, draft: signableOf(draft), ...(nonce === undefined ? {} : { nonce }) }),
    keepReceipt: (bytes, message) => connections.keepReceipt({ connection, bytes: toBase64(bytes), message }),
    async checkPublication(bytes, tenderDigest) { await connections.checkPublication({ connection, bytes: toBase64(bytes), tenderDigest }) },
    checkClosing: (evidence, tenderDigest, lot) => connections.checkClosing({ connection, tenderDigest, lot, evidence: evidenceOf(evidence) }),
    signRelease: (input) => connections.signRelease({ connection, ...releaseOf(input) }),
    signRemedy: (input) => connections.signRemedy({ connection, ...releaseOf(input), way: input.way }),
    signTendererRelease: ({ tenderDigest, lot, layers, evidence }) =>
      connections.signTendererRelease({ connection, tenderDigest, lot, layers, evidence: evidenceOf(evidence) }),
    async signRecord({ announcement, evidence, proofs }) {
      const { signed, container } = await connections.signRecord({ connection, announcement, evidence: evidenceOf(evidence), proofs })
      return { signed, container: fromBase64(container) }
    },
    uploads: uploadMemory(connection),
    journal(event, details) {
      // The journal must not stop the work; main writes down its own acts itself.
      if (isJournalled(event)) void connections.journal({ connection, event, details: detailsOf(details) }).catch(() => undefined)
    },
  }
}
