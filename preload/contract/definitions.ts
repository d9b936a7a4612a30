import { z } from 'zod'
import { digest } from '../../interface/schemas/common.ts'
import type { Tender } from '../../interface/schemas/tender.ts'
import { certificateId, definitionId, job, nothing, token } from './values.ts'
import type { TenderView } from './tenders.ts'
import { verb } from './verb.ts'

/** A tender (or addendum) that an agency is writing. `json` is a tender definition under work: it need not hold together yet. */
export interface DefinitionBrief {
  id: string
  title: string
  tender: string
  /** Digest of the package that it will supersede; null for a new tender. */
  supersedes: string | null
  changedAt: string
  faults: number
  /** Packages built from it, newest last. */
  built: { digest: string, sequence: number, builtAt: string }[]
}

/** A place of the definition that is wrong, as a dotted path, and what is wrong there. */
export interface DefinitionFault { place: string, message: string }

export interface DefinitionView extends DefinitionBrief {
  json: unknown
  faultList: DefinitionFault[]
  /** Files that were added; those that the definition names but that are not there are faults. */
  documents: { file: string, size: number }[]
  certificates: { path: string, subject: string, holder: { id: string | null, name: string }, serial: string, notAfter: string }[]
}

const definition = { definition: definitionId }

export const definitions = {
  'definitions.list': verb<DefinitionBrief[]>()(nothing),
  'definitions.create': verb<DefinitionView>()(z.strictObject({
    from: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('blank') }),
      /** The sample tender that comes with the program. */
      z.strictObject({ kind: z.literal('sample') }),
      /** An addendum to this package: its definition and documents are copied. */
      z.strictObject({ kind: z.literal('addendum'), tender: digest }),
    ]),
  })),
  'definitions.get': verb<DefinitionView>()(z.strictObject(definition)),
  'definitions.save': verb<DefinitionView>()(z.strictObject({ ...definition, json: z.json() }), { maxSize: 16 * 1024 * 1024 }),
  'definitions.remove': verb<null>()(z.strictObject(definition)),
  /** Also names the document in the definition, if it is not named there yet; a file of the same name is replaced. */
  'definitions.addDocument': verb<DefinitionView>()(z.strictObject({ ...definition, file: token, job })),
  /** Takes the file and its entry in the definition away. */
  'definitions.removeDocument': verb<DefinitionView>()(z.strictObject({ ...definition, document: z.string().min(1).max(180) })),
  /** Certificate of the tenderer (招标人), from a file (.pem, .cer) or of an imported certificate; public parts only. It is named in the definition; a main one takes the place of the main one before. */
  'definitions.addCertificate': verb<DefinitionView>()(z.strictObject({
    ...definition, role: z.enum(['main', 'backup']), source: z.union([z.strictObject({ file: token }), z.strictObject({ certificate: certificateId })]),
  })),
  /** The definition as the package that it would become, as far as it holds together. Refusal('tender-definition'). */
  'definitions.preview': verb<Tender>()(z.strictObject(definition)),
  /** Confirmed in main's own window; the package is kept in the workspace. Refusals: tender-definition, signer-mismatch, cancelled, … */
  'definitions.build': verb<TenderView>()(z.strictObject({ ...definition, certificate: certificateId, job })),
}
