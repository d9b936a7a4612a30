import { z } from 'zod'
import { amount, digest, identifier, line, organisationId, origin, pem, platformCode, suite, text, time } from './common.ts'

/**
 * `tender.json`: what an agency publishes. Terms and paths of OCDS 1.1 where it has them (`parties`, `tender.…`); what OCDS lacks
 * (response structure, sealing, remedy) stands beside them as our extension. docs/formats.md says what each part means.
 */

const money = z.strictObject({ amount, currency: z.string().regex(/^[A-Z]{3}$/) })
const period = z.strictObject({ startDate: time.optional(), endDate: time })

/** Name of a document inside the package, below `documents/`. */
export const documentName = z.string().min(1).max(180)

const documentFields = {
  id: identifier,
  title: line(),
  /** OCDS documentType code list, for example `tenderNotice`, `biddingDocuments`, `billOfQuantity`, `evaluationCriteria`. */
  documentType: z.string().min(1).max(60),
  description: text(2_000).optional(),
}

export const tenderDocument = z.strictObject({
  ...documentFields,
  file: documentName,
  format: z.string().max(100),
  size: z.int().nonnegative(),
  digest,
})

const field = z.strictObject({
  id: identifier,
  title: line(),
  type: z.enum(['text', 'integer', 'number', 'date', 'amount', 'amount-in-words', 'choice', 'boolean']),
  required: z.boolean(),
  unit: line(40).optional(),
  minimum: z.string().max(40).optional(),
  maximum: z.string().max(40).optional(),
  maxLength: z.int().positive().max(20_000).optional(),
  choices: z.array(line()).min(1).optional(),
  /** Read out at the opening (唱标). */
  announce: z.boolean().optional(),
})
export type FormField = z.infer<typeof field>

const schedule = z.strictObject({
  columns: z.array(z.strictObject({ id: identifier, title: line(), by: z.enum(['tenderer', 'bidder']) })).min(1),
  items: z.array(z.strictObject({
    id: identifier,
    title: line(),
    description: text(2_000).optional(),
    unit: line(40),
    quantity: amount,
  })).min(1).max(20_000),
})

export const section = z.strictObject({
  id: identifier,
  title: line(),
  envelope: identifier,
  kind: z.enum(['file', 'form', 'price-schedule', 'boq', 'statement']),
  required: z.boolean(),
  lots: z.array(identifier).optional(),
  instructions: text(4_000).optional(),
  /** Media types that are accepted for `file`. */
  accept: z.array(z.string().max(100)).min(1).optional(),
  limits: z.strictObject({ bytes: z.int().positive().optional(), pages: z.int().positive().optional() }).optional(),
  seal: z.strictObject({ required: z.boolean(), where: line().optional() }).optional(),
  blind: z.strictObject({ rules: z.array(line()).min(1) }).optional(),
  form: z.strictObject({ fields: z.array(field).min(1).max(200) }).optional(),
  schedule: schedule.optional(),
})
export type Section = z.infer<typeof section>

/** Whether a section concerns a lot: those that name no lots concern all. */
export const isFor = ({ lots }: Pick<Section, 'lots'>, lot: string): boolean => lots === undefined || lots.includes(lot)

/** How a section is answered: a bill of quantities is priced item by item where the tender has it as data; otherwise it is a file. */
export function answerKind({ kind, schedule }: Pick<Section, 'kind' | 'schedule'>): 'file' | 'form' | 'schedule' {
  switch (kind) {
    case 'file': return 'file'
    case 'form':
    case 'statement': return 'form'
    case 'price-schedule': return 'schedule'
    case 'boq': return schedule === undefined ? 'file' : 'schedule'
  }
}

const stage = z.strictObject({
  id: identifier,
  title: line().optional(),
  envelopes: z.array(identifier).min(1),
  openingTime: time,
  windowMinutes: z.int().positive().max(1_440),
  /** Why the first stage opens at another time than the submission deadline (招标投标法 34). */
  ground: line().optional(),
})
export type Stage = z.infer<typeof stage>

export const control = z.enum(['bidder', 'bidder+tenderer'])
export type Control = z.infer<typeof control>

/** How a key may be wrapped for a certificate; many tokens know less than RSA-OAEP with SHA-256. */
export const keyTransport = z.enum(['rsa-oaep-sha256', 'rsa-oaep-sha1', 'rsa-pkcs1', 'ecdh-p256'])
export type KeyTransport = z.infer<typeof keyTransport>

const certificateRole = z.enum(['main', 'backup'])
export const openingCertificate = z.strictObject({ role: certificateRole, certificate: pem, keyTransport })

const sealingFields = {
  suites: z.array(suite).min(1),
  envelopes: z.array(z.strictObject({ id: identifier, title: line() })).min(1).max(20),
  control,
  stages: z.array(stage).min(1).max(10),
}

export const remedyWay = z.enum(['backup-certificate', 'capsule', 'container'])
export type RemedyWay = z.infer<typeof remedyWay>

const tenderFields = {
  id: identifier,
  title: line(),
  description: text().optional(),
  procurementMethod: z.enum(['open', 'selective', 'limited', 'direct']),
  mainProcurementCategory: z.enum(['works', 'goods', 'services']),
  value: money.optional(),
  enquiryPeriod: period.optional(),
  tenderPeriod: period,
  lots: z.array(z.strictObject({ id: identifier, title: line(), description: text().optional(), value: money.optional() })).min(1).max(200),
  milestones: z.array(z.strictObject({ id: identifier, title: line(), type: z.string().max(60), dueDate: time.optional() })).optional(),
}

const commonFields = {
  ocid: z.string().min(1).max(100),
  language: z.enum(['zh', 'en']),
  platform: z.strictObject({ code: platformCode, origin }),
  parties: z.array(z.strictObject({
    id: organisationId,
    name: line(),
    /** `buyer` is the tenderer (招标人), `procuringEntity` the agency (招标代理) that signs the package. */
    roles: z.array(z.enum(['buyer', 'procuringEntity'])).min(1),
    address: z.strictObject({ streetAddress: line() }).optional(),
    contactPoint: z.strictObject({ name: line(), telephone: line(60).optional(), email: line(120).optional() }).optional(),
  })).min(1),
  response: z.strictObject({ sections: z.array(section).min(1).max(500) }),
  evaluation: z.strictObject({
    method: line().optional(),
    criteria: z.array(z.strictObject({
      id: identifier, text: text(4_000), weight: amount.optional(), pageRequired: z.boolean(),
    })).max(500),
  }),
  limits: z.strictObject({
    bytesPerFile: z.int().positive(),
    bytesPerBid: z.int().positive(),
    fileNameLength: z.int().positive().max(180),
  }),
  price: z.strictObject({
    currency: z.string().regex(/^[A-Z]{3}$/),
    decimals: z.int().min(0).max(6),
    /** Ceiling price (最高投标限价) by lot. */
    ceilings: z.record(identifier, amount).optional(),
    /** Where the total stands, in figures and in words, and which schedule it must equal. */
    total: z.strictObject({
      section: identifier, field: identifier, words: identifier.optional(), schedule: identifier.optional(),
    }).optional(),
  }),
  remedy: z.strictObject({ ways: z.array(remedyWay), windowMinutes: z.int().positive().max(1_440) }),
}

export const tenderSchema = z.strictObject({
  format: z.literal('sealbid/tender/1'),
  ...commonFields,
  /** 0 for the tender itself, then one more for each addendum. */
  sequence: z.int().nonnegative(),
  /** SHA-256 of the package that this one replaces. */
  supersedes: digest.nullable(),
  /** What an addendum changes, for people. */
  changes: text(4_000).optional(),
  tender: z.strictObject({ ...tenderFields, documents: z.array(tenderDocument) }),
  sealing: z.strictObject({ ...sealingFields, openingCertificates: z.array(openingCertificate) }),
})
export type Tender = z.infer<typeof tenderSchema>

/** What the agency writes: as `tender.json`, but files and certificates by path, and nothing that is computed. */
export const tenderDefinitionSchema = z.strictObject({
  ...commonFields,
  changes: text(4_000).optional(),
  tender: z.strictObject({
    ...tenderFields,
    documents: z.array(z.strictObject({ ...documentFields, file: documentName, format: z.string().max(100).optional() })),
  }),
  sealing: z.strictObject({
    ...sealingFields,
    /** `path` is relative to the folder of the definition. */
    openingCertificates: z.array(z.strictObject({ role: certificateRole, path: z.string().min(1), keyTransport: keyTransport.optional() })),
  }),
})
export type TenderDefinition = z.infer<typeof tenderDefinitionSchema>
